import { jsonObject } from '../../../shared/json.ts';
import type { Meanings } from './meaning.ts';

const NETWORK_ACCESS = 'Private access to the vault needs a private endpoint that the Grafana server can reach.';

/**
 * Codes of Key Vault: `innererror.code` where there is one, else AKV's number, else `code`.
 * https://learn.microsoft.com/azure/key-vault/general/rest-error-codes
 */
export const KEY_VAULT: Meanings = {
  AKV10000: {
    what: 'the request came without a token.',
    fix: 'A proxy on the way may strip the Authorization header.',
  },
  AKV10032: {
    what: "the token is of another tenant than the vault's.",
    fix: 'Open the vault with a credential whose application is registered in the tenant that owns the vault.',
  },
  VaultOfAnotherTenant: {
    what: 'the vault belongs to another tenant and asks for a token of that one, which it does not get.',
    fix: "Check the vault's address; or open it with a credential whose tenant is the vault's own.",
  },
  ForbiddenByRbac: {
    what: "the application has no role on the vault's data.",
    fix: 'Give it "Key Vault Secrets User" on the vault to read, or "Key Vault Secrets Officer" to keep refresh tokens in it.',
  },
  ForbiddenByPolicy: {
    what: "the vault's access policies leave the application out.",
    fix: 'Add an access policy for it with the secret permissions get and list, and set to keep refresh tokens in it.',
  },
  ForbiddenByFirewall: {
    what: "the vault's firewall blocks the Grafana server.",
    fix: `Allow its address under Networking of the vault. ${NETWORK_ACCESS}`,
  },
  ForbiddenByConnection: { what: "the vault's public access is switched off.", fix: NETWORK_ACCESS },
  Forbidden: {
    what: 'the vault denies access.',
    fix: 'Give the application "Key Vault Secrets User" on the vault, or "Key Vault Secrets Officer" to keep refresh tokens in it.',
  },
  SecretDisabled: {
    what: 'the secret is switched off, or it is outside the time in which it may be used.',
    fix: 'Enable its newest version in the vault, or make a new one.',
  },
  SecretNotFound: {
    what: 'the vault has no secret of that name.',
    fix: 'Check the name in the settings. A certificate is read as the secret of the same name.',
  },
  ObjectIsDeletedButRecoverable: {
    what: 'a secret of that name was deleted and can still be recovered, so no new one can take its place.',
    fix: 'Recover it in the vault under "Managed deleted secrets", or purge it.',
  },
  ObjectIsBeingDeleted: {
    what: 'the secret is just being deleted.',
    fix: 'Choose another name, or wait some minutes.',
  },
  ObjectIsBeingRecovered: { what: 'the secret is just being recovered.', fix: 'The plugin tries again by itself.' },
  Throttled: {
    what: 'too many requests to the vault; it asks to wait.',
    fix: 'The plugin tries again by itself. Where this stays, give the plugin a vault of its own.',
  },
  ENOTFOUND: {
    what: "there is no host of the vault's name.",
    fix: "Check the vault's name in the settings, and whether the vault was deleted; a private endpoint also needs its DNS zone.",
  },
  ECONNREFUSED: { what: 'the vault can not be reached.', fix: `Check firewall and proxy. ${NETWORK_ACCESS}` },
  ETIMEDOUT: { what: 'the vault does not answer.', fix: `Check firewall and proxy. ${NETWORK_ACCESS}` },
};

/**
 * Microsoft's code in an error answer of Key Vault.
 *
 * @param challenge `WWW-Authenticate` of the answer; it names the tenant that the vault belongs to.
 * @param tenantId whose token was sent.
 */
export function keyVaultCode(status: number, body: unknown, challenge: string | null, tenantId: string): unknown {
  const error = jsonObject(jsonObject(body).error);
  if (status === 401) {
    const owner = /\bauthorization="https?:\/\/[^/"]+\/([0-9a-f-]{36})\/?"/i.exec(challenge ?? '')?.[1];
    if (owner !== undefined && owner.toLowerCase() !== tenantId) {
      return 'VaultOfAnotherTenant';
    }
    const number = typeof error.message === 'string' ? /\bAKV\d{5}\b/.exec(error.message)?.[0] : undefined;
    return number ?? error.code;
  }
  return jsonObject(error.innererror).code ?? error.code;
}
