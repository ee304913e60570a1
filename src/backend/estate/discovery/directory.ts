import type { Access, PartnerCustomer } from '../../microsoft/api.ts';
import type { ConfiguredTenant, Settings } from '../../settings/settings.ts';
import type { AzureRoles, Customer, Tenant, TenantEntry } from '../model.ts';
import { type GdapFacts, gdapOf } from './gdap.ts';

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
  /** Tenants that other tenants' accounts see through Azure Lighthouse. */
  delegations: Record<string, Delegation>;
  /** What was found out about the way into tenants. */
  entries: Record<string, EntryFacts>;
  gdap: GdapFacts;
}

export function noFacts(): DirectoryFacts {
  return {
    ...{ partner: [], resolved: {}, tenantNames: {}, azurePlans: {}, delegations: {}, entries: {} },
    gdap: { relationships: null, problem: null },
  };
}

/** Subscriptions of one tenant that another one's account is shown. */
export interface Delegation {
  managingTenantId: string;
  credentialId: string;
  /** The tenant has a way in of its own, which was refused or shows nothing: it is read this way instead. */
  instead: boolean;
}

export interface EntryFacts {
  roles: AzureRoles | null;
  /** Name of the Lighthouse definition. */
  definition: string | null;
  problems: readonly string[];
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

/** Everyone there is: Partner Center's customers, the tenants from the settings, and those that Lighthouse shows. What is written by hand wins. */
export function mergeDirectory(settings: Settings, facts: DirectoryFacts): Directory {
  const { rows: byHand, issues } = rowsByHand(settings, facts);
  const ids = new Set([
    ...partnerCustomers(settings, facts).keys(),
    ...byHand.keys(),
    ...Object.keys(facts.delegations),
  ]);
  const known = [...ids].flatMap((id) => describeTenant(settings, facts, id) ?? []);
  return { customers: known.map(({ customer }) => customer), tenants: known.map(({ tenant }) => tenant), issues };
}

/** What is known of one tenant; null for one that there is no way into any more. */
export function describeTenant(
  settings: Settings,
  facts: DirectoryFacts,
  id: string,
): { customer: Customer; tenant: Tenant } | null {
  const partner = partnerCustomers(settings, facts).get(id);
  const row = rowsByHand(settings, facts).rows.get(id);
  const access = accessOf(settings, facts, id);
  if (access === null) {
    return null;
  }
  const azure = facts.tenantNames[id];
  const shared = {
    name: row?.name ?? partner?.name ?? azure?.name ?? row?.tenantId ?? id,
    domain: partner?.domain ?? azure?.domain ?? (row && !isTenantId(row.tenantId) ? row.tenantId : null),
    source: partner ? ('partnerCenter' as const) : row ? ('settings' as const) : ('lighthouse' as const),
  };
  return {
    customer: { id, ...shared, relationship: partner?.relationship ?? null },
    tenant: {
      tenantId: id,
      customerId: id,
      ...shared,
      access,
      enabled: row?.enabled ?? true,
      tags: row?.tags ?? {},
      azurePlans: facts.azurePlans[id]?.plans ?? null,
      entry: entryOf(settings, facts, id, access, partner !== undefined),
    },
  };
}

/** The way in that a tenant has of its own: the credential of its row, or the partner's. Null where there is none. */
export function ownAccess(settings: Settings, facts: DirectoryFacts, tenantId: string): Access | null {
  const row = rowsByHand(settings, facts).rows.get(tenantId);
  const credentialId =
    row?.credentialId ?? (partnerCustomers(settings, facts).has(tenantId) ? settings.partnerCredentialId : null);
  return credentialId === null ? null : { tenantId, credentialId };
}

const rowsByHand = remembered((settings, facts) => {
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

const partnerCustomers = remembered(
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
function accessOf(settings: Settings, facts: DirectoryFacts, tenantId: string): Access | null {
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

function entryOf(
  settings: Settings,
  facts: DirectoryFacts,
  tenantId: string,
  access: Access,
  isCustomer: boolean,
): TenantEntry {
  const known = facts.entries[tenantId];
  const gdap = gdapOf(facts.gdap, tenantId);
  const lighthouse =
    access.tenantId === tenantId ? null : { managingTenantId: access.tenantId, definition: known?.definition ?? null };
  const partnerUser = settings.credentials.get(access.credentialId)?.kind === 'secureApplicationModel';
  const delegatedAdmin = lighthouse === null && partnerUser && (isCustomer || (gdap ?? []).length > 0);
  const problem = delegatedAdmin && facts.gdap.problem !== null ? [facts.gdap.problem] : [];
  return {
    delegatedAdmin,
    gdap,
    lighthouse,
    roles: known?.roles ?? null,
    problems: [...problem, ...(known?.problems ?? [])],
  };
}
