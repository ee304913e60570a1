import type { Access } from '../../microsoft/api/access.ts';
import type { ConfiguredTenant, Settings } from '../../settings/settings.ts';
import type { DirectoryFacts } from './facts.ts';

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether a tenant is written by its id; else it is a domain. */
export function isTenantId(tenant: string): boolean {
  return GUID.test(tenant);
}

/** Lower-case id of a tenant as it is written; the domain itself while nobody knows the id behind it. */
export function tenantIdOf(written: string, facts: DirectoryFacts): string {
  const tenant = written.toLowerCase();
  if (isTenantId(tenant)) {
    return tenant;
  }
  const customer = facts.partner.find(({ domain }) => domain?.toLowerCase() === tenant);
  return facts.resolved[tenant] ?? customer?.id.toLowerCase() ?? tenant;
}

/** The way in that a tenant has of its own: the credential of its row, or the partner's. Null where there is none. */
export function ownAccess(settings: Settings, facts: DirectoryFacts, tenantId: string): Access | null {
  const row = rowsByHand(settings, facts).rows.get(tenantId);
  const credentialId =
    row?.credentialId ?? (partnerCustomers(settings, facts).has(tenantId) ? settings.partnerCredentialId : null);
  return credentialId === null ? null : { tenantId, credentialId };
}

/** The settings' tenants by id, with sentences on those that can't be used. */
export const rowsByHand = remembered((settings, facts) => {
  const issues: string[] = [];
  const rows = new Map<string, ConfiguredTenant>();
  for (const tenant of settings.tenants) {
    const id = tenantIdOf(tenant.tenantId, facts);
    if (rows.has(id)) {
      issues.push(`The tenant ${tenant.tenantId} is in the settings more than once; its first row counts.`);
    } else {
      rows.set(id, tenant);
    }
  }
  return { rows, issues };
});

/** Partner Center's customers by tenant id; none while they are not looked for. */
export const partnerCustomers = remembered(
  ({ partnerCredentialId }, { partner }) =>
    new Map(
      partnerCredentialId === null ? [] : partner.map((customer) => [customer.id.toLowerCase(), customer] as const),
    ),
);

/** Facts are replaced, never changed, so what follows from them is worked out once. */
function remembered<T>(work: (settings: Settings, facts: DirectoryFacts) => T) {
  const known = new WeakMap<DirectoryFacts, T>();
  return (settings: Settings, facts: DirectoryFacts): T => {
    let made = known.get(facts);
    if (made === undefined) {
      known.set(facts, (made = work(settings, facts)));
    }
    return made;
  };
}

/**
 * The account that a tenant is read with: its own, or the managing tenant's. The latter only while that tenant is in
 * the estate with the credential that was shown the delegation, or the tenant's own row names that credential.
 */
export function accessOf(settings: Settings, facts: DirectoryFacts, tenantId: string): Access | null {
  const own = ownAccess(settings, facts, tenantId);
  const delegation = facts.delegations[tenantId];
  if (!delegation || (own !== null && !delegation.instead)) {
    return own;
  }
  const { managingTenantId, credentialId } = delegation;
  const enabled = rowsByHand(settings, facts).rows.get(managingTenantId)?.enabled !== false;
  const managing = enabled ? ownAccess(settings, facts, managingTenantId) : null;
  const named = managing?.credentialId === credentialId || own?.credentialId === credentialId;
  return named ? { tenantId: managingTenantId, credentialId } : own;
}
