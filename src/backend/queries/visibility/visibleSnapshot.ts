import type { Snapshot } from '../../estate/model/snapshot.ts';
import type { Totals } from '../../estate/model/totals.ts';
import type { Customer, Tenant } from '../../estate/model/tenants.ts';
import { emptyTotals } from '../../estate/picture/totals.ts';
import { FilteredMap } from './filteredMap.ts';
import { shownPart, shownTenant } from './shownParts.ts';

/**
 * A picture of some tenants only: whoever reads it can't tell that there are others. Row segments are those of the whole
 * picture; totals are added up from those of the tenants, so nothing walks rows.
 *
 * @param tenants ids of those that can be seen
 * @param era stands for the picture and the tenants together; see `Snapshot.era`
 */
export function visibleSnapshot(all: Snapshot, tenants: ReadonlySet<string>, era: object): Snapshot {
  const tenantsOf = new Map<string, readonly Tenant[]>();
  const known = new Map<Tenant, Tenant>();
  const customers = new Map<Customer, Customer | undefined>();
  let totals: Totals | undefined;

  const tenantShown = (tenant: Tenant): Tenant | undefined => {
    if (!tenants.has(tenant.tenantId)) {
      return undefined;
    }
    let own = known.get(tenant);
    if (!own) {
      known.set(tenant, (own = shownTenant(tenant, all, shown)));
    }
    return own;
  };
  const ofCustomer = (customerId: string): readonly Tenant[] => {
    let own = tenantsOf.get(customerId);
    if (!own) {
      tenantsOf.set(customerId, (own = all.tenantsOf(customerId).flatMap((tenant) => tenantShown(tenant) ?? [])));
    }
    return own;
  };
  const customerShown = (customer: Customer): Customer | undefined => {
    if (!customers.has(customer)) {
      customers.set(customer, customerOf(customer, ofCustomer(customer.id)));
    }
    return customers.get(customer);
  };
  const totalsOfTenants = (ids: Iterable<string>): Totals => sum(Array.from(ids, (id) => all.totalsOfTenant(id)));

  const shown: Snapshot = {
    version: all.version,
    era,
    names: all.names,
    customers: new FilteredMap(all.customers, customerShown),
    tenants: new FilteredMap(all.tenants, tenantShown),
    subscriptions: new FilteredMap(all.subscriptions, (view) =>
      tenants.has(view.subscription.tenantId) ? view : undefined,
    ),
    get totals() {
      return (totals ??= totalsOfTenants(tenants));
    },
    totalsOfTenant: (tenantId) => totalsOfTenants(tenants.has(tenantId) ? [tenantId] : []),
    totalsOfCustomer: (customerId) => totalsOfTenants(ofCustomer(customerId).map(({ tenantId }) => tenantId)),
    subscriptionsOf: (tenantId) => (tenants.has(tenantId) ? all.subscriptionsOf(tenantId) : []),
    tenantsOf: ofCustomer,
    // Azure's public status is about nobody.
    wideEvents: (tenantId) => (tenantId === '' || tenants.has(tenantId) ? all.wideEvents(tenantId) : undefined),
    part: (section, tenantId, subscriptionId) => shownPart(all.part(section, tenantId, subscriptionId), all, shown),
    *parts() {
      for (const part of all.parts()) {
        const own = shownPart(part, all, shown);
        if (own) {
          yield own;
        }
      }
    },
  };
  return shown;
}

/** The customer of tenants of which some can be seen; its domain is that of one of them. */
function customerOf(customer: Customer, tenants: readonly Tenant[]): Customer | undefined {
  if (tenants.length === 0) {
    return undefined;
  }
  const own = tenants.some(({ domain }) => domain === customer.domain);
  return own || customer.domain === null ? customer : { ...customer, domain: null };
}

function sum(parts: readonly Totals[]): Totals {
  const total = emptyTotals();
  for (const { resources, states, withoutHealth } of parts) {
    total.resources += resources;
    total.withoutHealth += withoutHealth;
    states.forEach((count, state) => (total.states[state] = (total.states[state] ?? 0) + count));
  }
  return total;
}
