import type { Hosts } from '../../../shared/clouds.ts';
import { isJsonObject } from '../../../shared/json.ts';
import { vaultNameProblem, vaultProblem } from '../../../shared/settingsChecks.ts';
import { readEndpoint } from '../endpoints/endpoint.ts';
import { Fields } from '../fields.ts';
import { LABELS } from '../labels.ts';
import type { VaultItem } from '../settings.ts';

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
  const problem = name === '' ? undefined : vaultNameProblem(name);
  if (problem) {
    fields.mistake(LABELS.vault.name, problem);
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
  const problem = 'reason' in read ? read.reason : vaultProblem(text, hosts.keyVaultSuffix, hosts.keyVault);
  if (problem) {
    fields.mistake(LABELS.vault.vaultUrl, problem);
  }
  return 'reason' in read ? '' : read.origin;
}
