import type { SecretVersion, VaultSecret } from '../../world/vaults/vaultModel.ts';

/** A secret with its value. `origin` is the vault's, as the caller reached it. */
export function secretBundle(origin: string, secret: VaultSecret, version: SecretVersion) {
  const { contentType, tags } = version;
  return {
    value: version.value,
    ...(contentType && { contentType }),
    id: `${origin}/secrets/${secret.name}/${version.id}`,
    ...(secret.managed && { kid: `${origin}/keys/${secret.name}/${version.id}`, managed: true }),
    attributes: attributes(version),
    ...(tags && { tags }),
  };
}

/** A row of a list: no value; the version is named in a list of versions alone. */
export function secretItem(origin: string, secret: VaultSecret, version: SecretVersion, named: boolean) {
  const { contentType, tags } = version;
  return {
    ...(contentType && { contentType }),
    id: `${origin}/secrets/${secret.name}${named ? `/${version.id}` : ''}`,
    ...(secret.managed && { managed: true }),
    attributes: attributes(version),
    ...(tags && { tags }),
  };
}

function attributes(version: SecretVersion) {
  const seconds = (ms: number): number => Math.floor(ms / 1000);
  return {
    enabled: version.enabled,
    ...(version.notBefore !== undefined && { nbf: seconds(version.notBefore) }),
    ...(version.expiresAt !== undefined && { exp: seconds(version.expiresAt) }),
    created: seconds(version.createdAt),
    updated: seconds(version.createdAt),
    recoveryLevel: 'Recoverable+Purgeable',
    recoverableDays: 90,
  };
}
