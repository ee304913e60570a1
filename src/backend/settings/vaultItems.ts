import { isJsonObject } from '../../shared/json.ts';
import { isVaultOfCloud } from './allowedEndpoints.ts';
import { readEndpoint } from './endpoint.ts';
import { Fields } from './fields.ts';
import { LABELS } from './labels.ts';
import type { Hosts, VaultItem } from './settings.ts';

/**
 * Reads a `KeyVaultReference`; null after a mistake. Only vaults of the settings' cloud, or the one in its endpoints,
 * are let through: the token that opens vaults must go nowhere else.
 *
 * @param what the field's label, such as `Certificate in Key Vault`.
 */
export function readVaultItem(
  value: unknown,
  where: string,
  what: string,
  hosts: Hosts,
  allowInsecure: boolean,
  mistakes: string[],
): VaultItem | null {
  const fields = new Fields(value, `${where}${what}, `, mistakes);
  if (!isJsonObject(value)) {
    mistakes.push(`${where}${what} is missing: name a vault, what is in it and the credential that opens it.`);
    return null;
  }
  const before = mistakes.length;
  const vault = readVault(fields, hosts, allowInsecure);
  const name = fields.requiredText('name', LABELS.vault.name);
  if (name !== '' && !/^[0-9A-Za-z-]{1,127}$/.test(name)) {
    fields.mistake(LABELS.vault.name, 'may hold up to 127 letters, digits and - only');
  }
  const credentialId = fields.requiredText('credential', LABELS.vault.credential);
  return mistakes.length > before ? null : { vault, name, credentialId };
}

function readVault(fields: Fields, hosts: Hosts, allowInsecure: boolean): string {
  const text = fields.requiredText('vaultUrl', LABELS.vault.vaultUrl);
  if (text === '') {
    return '';
  }
  const read = readEndpoint(text, allowInsecure);
  if ('reason' in read) {
    fields.mistake(LABELS.vault.vaultUrl, read.reason);
    return '';
  }
  if (!isVaultOfCloud(read.origin, hosts) && read.origin !== hosts.keyVault) {
    fields.mistake(
      LABELS.vault.vaultUrl,
      `is no vault of this cloud; it must be https://<name>${hosts.keyVaultSuffix}, or the ${LABELS.endpoints.keyVault}`,
    );
  }
  return read.origin;
}
