import { readBearer } from '../../core/authentication.ts';
import { CLOUD, realHost } from '../../core/clouds.ts';
import type { Exchange, Principal } from '../../core/http.ts';
import type { Simulation } from '../../core/simulation.ts';
import type { Vault, VaultRole } from '../../world/vaults/vaultModel.ts';
import { vaultError } from './errors.ts';

/** What each data action needs. https://learn.microsoft.com/azure/key-vault/general/rbac-guide */
const HOLDERS: Readonly<Record<VaultAction, readonly VaultRole[]>> = {
  'getSecret/action': ['Key Vault Secrets User', 'Key Vault Secrets Officer'],
  'readMetadata/action': ['Key Vault Secrets User', 'Key Vault Secrets Officer'],
  'setSecret/action': ['Key Vault Secrets Officer'],
};
export type VaultAction = 'getSecret/action' | 'readMetadata/action' | 'setSecret/action';

/** The vault that a host name names; the first one when the caller came by the simulator's own address. */
export function findVault(simulation: Simulation, exchange: Exchange): Vault {
  const host = new URL(exchange.origin).hostname;
  const label = host.split('.')[0] ?? '';
  const { vaults } = simulation.world;
  const vault = vaults.find(label) ?? (realHost(host) ? undefined : vaults.find());
  if (!vault) {
    throw vaultError('NotFound', `There is no vault '${label}'.`);
  }
  return vault;
}

/** Who calls, once Key Vault takes the token: right audience, the vault's own tenant. */
export async function authenticate(simulation: Simulation, exchange: Exchange, vault: Vault): Promise<Principal> {
  const bearer = await readBearer(simulation, exchange);
  const headers = { 'www-authenticate': challenge(simulation, exchange, vault) };
  if (!('principal' in bearer)) {
    throw vaultError('AKV10000', undefined, headers);
  }
  const { outcome, principal } = bearer;
  if (outcome === 'wrongAudience') {
    const [expected] = simulation.cloud.audiences.keyVault;
    const text = `AKV10022: Invalid audience. Expected ${expected ?? ''}, found: ${principal.audience}.`;
    throw vaultError('AKV10022', text, headers);
  }
  if (outcome === 'expired') {
    throw vaultError('TokenExpired', undefined, headers);
  }
  if (principal.tenantId !== vault.tenantId) {
    const { issuer } = simulation.cloud;
    const text = `AKV10032: Invalid issuer. Expected one of ${issuer}${vault.tenantId}/, found ${issuer}${principal.tenantId}/.`;
    throw vaultError('AKV10032', text, headers);
  }
  return principal;
}

/** Where to get a token for this vault: sent with every 401, so that a client need not know the vault's tenant. */
function challenge(simulation: Simulation, exchange: Exchange, vault: Vault): string {
  const [cloudName] = realHost(new URL(exchange.origin).host)?.clouds ?? [];
  const [login] = cloudName ? CLOUD[cloudName].names.login : [];
  const authority = login ? `https://${login}` : simulation.origins.login;
  const resource = CLOUD[cloudName ?? simulation.cloudName].audiences.keyVault[0] ?? '';
  return `Bearer authorization="${authority}/${vault.tenantId}", resource="${resource}"`;
}

export function requireAction(
  simulation: Simulation,
  exchange: Exchange,
  vault: Vault,
  principal: Principal,
  action: VaultAction,
): void {
  const refusal = simulation.world.vaultRefusal(vault, exchange.now);
  if (refusal) {
    throw vaultError(refusal);
  }
  const role = principal.kind === 'app' ? vault.roles[principal.appId] : undefined;
  if (!role || !HOLDERS[action].includes(role)) {
    const caller = `appid=${principal.appId};oid=${principal.objectId};iss=${simulation.cloud.issuer}${principal.tenantId}/`;
    const text = `Caller is not authorized to perform action on resource. Caller: ${caller} Action: 'Microsoft.KeyVault/vaults/secrets/${action}'`;
    throw vaultError('ForbiddenByRbac', text);
  }
}
