import type { AzureCspOptions, CredentialKind, CredentialOptions } from '../../shared/settings.ts';
import { CREDENTIAL_SECRETS, secretKey } from '../../shared/settings.ts';

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
export function renameCredential(options: AzureCspOptions, from: string, to: string): AzureCspOptions {
  const renamed = (id: string | undefined) => (id === from ? to : id);
  return {
    ...options,
    credentials: options.credentials?.map((credential) =>
      credential.id === from ? { ...credential, id: to } : credential,
    ),
    ...(options.defaultCredential === undefined ? {} : { defaultCredential: renamed(options.defaultCredential) }),
    ...(options.partner ? { partner: { ...options.partner, credential: renamed(options.partner.credential) } } : {}),
    ...(options.tenants
      ? { tenants: options.tenants.map((tenant) => ({ ...tenant, credential: renamed(tenant.credential) })) }
      : {}),
  };
}

/** Takes a credential out; whatever used it goes back to the default. */
export function removeCredential(options: AzureCspOptions, id: string): AzureCspOptions {
  const kept = (name: string | undefined) => (name === id ? undefined : name);
  return {
    ...options,
    credentials: options.credentials?.filter((credential) => credential.id !== id),
    defaultCredential: kept(options.defaultCredential),
    ...(options.partner ? { partner: { ...options.partner, credential: kept(options.partner.credential) } } : {}),
    ...(options.tenants
      ? { tenants: options.tenants.map((tenant) => ({ ...tenant, credential: kept(tenant.credential) })) }
      : {}),
  };
}

/** All keys under which a credential may have secrets, whatever kind it was before. */
export function secretKeys(id: string): string[] {
  const names = Object.values(CREDENTIAL_SECRETS).flat();
  return [...new Set(names)].map((name) => secretKey(id, name));
}

export const KIND_INFO: Record<CredentialKind, { label: string; description: string }> = {
  secureApplicationModel: {
    label: 'Secure application model',
    description:
      'Partner application with a refresh token from an MFA sign-in: reaches every customer that granted access',
  },
  clientSecret: {
    label: 'Client secret',
    description:
      'Application registered in one tenant, or consented to in several: reads Azure, but not Partner Center’s customers',
  },
};
