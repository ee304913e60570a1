import type { ManagedIdentity } from '../model.ts';
import { SMALL } from '../smallIds.ts';
import type { SecretVersion, Vault } from '../vaults/vaultModel.ts';
import { certificateSecret, secretVersion, vaultRoles } from '../vaults/vaultSecrets.ts';

const DAY = 24 * 3600 * 1000;

/** Names of secrets in world `small`. */
export const SMALL_SECRETS = {
  /** Two versions. */
  sample: 'sample',
  disabled: 'disabled',
  /** Its end has passed; Key Vault hands it out all the same. */
  expired: 'expired',
  deleted: 'deleted',
} as const;

/** One vault that the vault's application may write, and one that it may only read. */
export function smallVaults(start: number, partnerMachine: ManagedIdentity[]): Vault[] {
  const version = (key: string, days: number, more: Partial<SecretVersion> = {}): SecretVersion =>
    secretVersion(key, start, days, more);
  const sample = { name: SMALL_SECRETS.sample, versions: [version('sample-1', 40), version('sample-2', 10)] };
  return [
    {
      name: SMALL.vault,
      tenantId: SMALL.partnerTenant,
      roles: vaultRoles(SMALL.vaultApp, partnerMachine),
      secrets: [
        sample,
        certificateSecret(SMALL.partnerApp, start),
        { name: SMALL_SECRETS.disabled, versions: [version('disabled', 5, { enabled: false })] },
        { name: SMALL_SECRETS.expired, versions: [version('expired', 100, { expiresAt: start - DAY })] },
        { name: SMALL_SECRETS.deleted, versions: [version('deleted', 60)], deleted: true },
      ],
    },
    {
      name: SMALL.readOnlyVault,
      tenantId: SMALL.partnerTenant,
      roles: { [SMALL.vaultApp]: 'Key Vault Secrets User' },
      secrets: [sample],
    },
  ];
}
