import { guid } from '../../core/random.ts';
import type { ManagedIdentity } from '../model.ts';
import type { SecretVersion, Vault, VaultSecret } from './vaultModel.ts';

const DAY = 24 * 3600 * 1000;

/** Name of the certificate of the partner's application in the partner's vault. */
export const PARTNER_CERTIFICATE = 'partner-certificate';

/** A version that was put in so many days before the start. */
export function secretVersion(
  key: string,
  start: number,
  days: number,
  more: Partial<SecretVersion> = {},
): SecretVersion {
  const id = guid(`vault ${key}`).replaceAll('-', '');
  return { id, value: `vault-${key}`, createdAt: start - days * DAY, enabled: true, ...more };
}

/** An application's certificate as vaults keep it: a secret of its name, one version for each renewal. */
export function certificateSecret(clientId: string, start: number, name = PARTNER_CERTIFICATE): VaultSecret {
  const version = (of: string, days: number): SecretVersion =>
    secretVersion(`${clientId} ${of}`, start, days, {
      value: '',
      certificate: { clientId, name: of },
      contentType: 'application/x-pem-file',
    });
  return { name, managed: true, versions: [version('expired', 365), version('current', 30)] };
}

/** Of applications by client id, and of a machine: its own identity may write, the one assigned to it only read. */
export function vaultRoles(officer: string, [own, assigned]: ManagedIdentity[]): Vault['roles'] {
  return {
    [officer]: 'Key Vault Secrets Officer',
    ...(own && { [own.clientId]: 'Key Vault Secrets Officer' }),
    ...(assigned && { [assigned.clientId]: 'Key Vault Secrets User' }),
  };
}
