import type { Access } from '../../microsoft/api/access.ts';
import type { Settings } from '../../settings/settings.ts';
import type { Customer, Tenant, TenantEntry } from '../model/tenants.ts';
import type { DirectoryFacts } from './facts.ts';
import { gdapOf } from './gdap.ts';
import { accessOf, isTenantId, partnerCustomers, rowsByHand } from './ways.ts';

/** The customers and their tenants, as far as they are known. */
export interface Directory {
  customers: Customer[];
  tenants: Tenant[];
  /** Hand-written rows that can't be used, in sentences. */
  issues: string[];
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
