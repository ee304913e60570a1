import type { PartnerCustomer } from '../../microsoft/api.ts';
import type { ConfiguredTenant, Settings } from '../../settings/settings.ts';
import type { Customer, Tenant } from '../model.ts';

/** What was learned so far about who there is; kept in the store. */
export interface DirectoryFacts {
  /** Partner Center's customers at the last complete read. */
  partner: readonly PartnerCustomer[];
  /** Domains from the settings, lower case, with the tenant ids behind them. */
  resolved: Record<string, string>;
  /** What Azure calls tenants that nobody has named. */
  tenantNames: Record<string, { name: string; domain: string | null }>;
  /** Azure plans of customers that were asked about. */
  azurePlans: Record<string, { plans: number; at: number }>;
}

export interface Directory {
  customers: Customer[];
  tenants: Tenant[];
  /** Hand-written rows that can't be used, in sentences. */
  issues: string[];
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

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

/** Everyone there is: Partner Center's customers and the tenants from the settings. What is written by hand wins. */
export function mergeDirectory(settings: Settings, facts: DirectoryFacts): Directory {
  const issues: string[] = [];
  const byHand = new Map<string, ConfiguredTenant>();
  for (const tenant of settings.tenants) {
    const id = tenantIdOf(tenant.tenantId, facts);
    if (byHand.has(id)) {
      issues.push(`The tenant ${tenant.tenantId} is in the settings more than once; its first row counts.`);
    } else {
      byHand.set(id, tenant);
    }
  }
  const customers: Customer[] = [];
  const tenants: Tenant[] = [];
  const credentialId = settings.partnerCredentialId;
  const partner = new Map(
    credentialId === null ? [] : facts.partner.map((customer) => [customer.id.toLowerCase(), customer]),
  );
  for (const id of new Set([...partner.keys(), ...byHand.keys()])) {
    const customer = partner.get(id);
    const own = byHand.get(id);
    const azure = facts.tenantNames[id];
    const shared = {
      name: own?.name ?? customer?.name ?? azure?.name ?? own?.tenantId ?? id,
      domain: customer?.domain ?? azure?.domain ?? (own && !isTenantId(own.tenantId) ? own.tenantId : null),
      source: customer ? ('partnerCenter' as const) : ('settings' as const),
    };
    customers.push({ id, ...shared, relationship: customer?.relationship ?? null });
    tenants.push({
      tenantId: id,
      customerId: id,
      ...shared,
      credentialId: own?.credentialId ?? credentialId ?? '',
      enabled: own?.enabled ?? true,
      azurePlans: facts.azurePlans[id]?.plans ?? null,
    });
  }
  return { customers, tenants, issues };
}
