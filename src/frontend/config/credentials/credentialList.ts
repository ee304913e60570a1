import type { CredentialOptions } from '../../../shared/credentialOptions.ts';
import { secretKey, type SecretName } from '../../../shared/secretKeys.ts';
import type { AzureCspOptions } from '../../../shared/settings.ts';

const SECRET_NAMES: readonly SecretName[] = ['clientSecret', 'certificate', 'refreshToken'];
const VAULTS = ['certificateVault', 'refreshTokenVault'] as const;

/** Name for one more credential: `partner` for the first, then `credential-2` and so on. */
export function newCredentialId(credentials: readonly CredentialOptions[]): string {
  const taken = new Set(credentials.map(({ id }) => id));
  for (let number = 1; ; number++) {
    const id = number === 1 ? 'partner' : `credential-${number}`;
    if (!taken.has(id)) {
      return id;
    }
  }
}

/** Renames a credential wherever the settings refer to it. */
export function renameCredential<T extends AzureCspOptions>(options: T, from: string, to: string): T {
  const referring = replaceReferences(options, from, to);
  return {
    ...referring,
    credentials: referring.credentials?.map((one) => (one.id === from ? { ...one, id: to } : one)),
  };
}

/** Takes a credential out; whatever used it goes back to the default, and vaults that it opened name none. */
export function removeCredential<T extends AzureCspOptions>(options: T, id: string): T {
  const referring = replaceReferences(options, id, undefined);
  return { ...referring, credentials: referring.credentials?.filter((one) => one.id !== id) };
}

function replaceReferences<T extends AzureCspOptions>(options: T, from: string, to: string | undefined): T {
  const renamed = (id: string | undefined) => (id === from ? to : id);
  const { credentials, defaultCredential, partner, tenants } = options;
  return {
    ...options,
    ...(credentials ? { credentials: credentials.map((one) => withVaults(one, from, to ?? '')) } : {}),
    ...(defaultCredential === undefined ? {} : { defaultCredential: renamed(defaultCredential) }),
    ...(partner?.credential === from ? { partner: { ...partner, credential: to } } : {}),
    ...(tenants ? { tenants: tenants.map((one) => (one.credential === from ? { ...one, credential: to } : one)) } : {}),
  };
}

function withVaults(credential: CredentialOptions, from: string, to: string): CredentialOptions {
  const changed = VAULTS.flatMap((name) => {
    const vault = credential[name];
    return vault?.credential === from ? [[name, { ...vault, credential: to }] as const] : [];
  });
  return changed.length > 0 ? { ...credential, ...Object.fromEntries(changed) } : credential;
}

/** The credential that is used where none is named. */
export function defaultCredentialId({ defaultCredential, credentials }: AzureCspOptions): string | undefined {
  return defaultCredential ?? (Array.isArray(credentials) ? credentials[0]?.id : undefined);
}

/** What a credential is used for: what would change if it went. */
export interface CredentialUses {
  isDefault: boolean;
  partner: boolean;
  /** How tenants that name it are called. */
  tenants: string[];
  /** Ids of credentials whose vault it opens. */
  vaults: string[];
}

export function usesOf(options: AzureCspOptions, id: string): CredentialUses {
  const credentials = options.credentials ?? [];
  return {
    isDefault: defaultCredentialId(options) === id,
    partner: options.partner?.enabled === true && (options.partner.credential ?? defaultCredentialId(options)) === id,
    tenants: (options.tenants ?? [])
      .filter((tenant) => tenant.credential === id)
      .map((tenant) => tenant.name || tenant.tenantId),
    vaults: credentials.filter((one) => VAULTS.some((name) => one[name]?.credential === id)).map((one) => one.id),
  };
}

/** Whether a credential's own certificate or token lies in a vault, so that it can't open one. */
export function needsVault({ kind, proof, certificateVault, refreshTokenStore }: CredentialOptions): boolean {
  const withUser = kind === 'secureApplicationModel';
  const byCertificate = kind === 'certificate' || (withUser && proof === 'certificate');
  return (byCertificate && certificateVault !== undefined) || (withUser && refreshTokenStore === 'keyVault');
}

/** All keys under which a credential may have secrets, whatever kind it was before. */
export function secretKeys(id: string): string[] {
  return SECRET_NAMES.map((name) => secretKey(id, name));
}
