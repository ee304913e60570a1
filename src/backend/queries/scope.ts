import type { FilterName } from '../../shared/query.ts';
import type { Notice } from '../common/table.ts';
import type { Snapshot, SubscriptionView } from '../estate/model/snapshot.ts';
import type { Customer, Tenant } from '../estate/model/tenants.ts';
import type { FilterValues, Filters } from './filters.ts';

/** Customers, tenants and subscriptions that a query's filters leave, in name order. */
export interface Scope {
  /** No filter on customer, tenant or subscription. */
  everything: boolean;
  customers: readonly Customer[];
  tenants: readonly Tenant[];
  /** Made when asked for: summaries of whole customers don't need it. */
  views(): readonly SubscriptionView[];
  /** Values that match nothing. */
  notices: Notice[];
}

/** Resolves the filters on customers, tenants and subscriptions; a value that matches nothing is said in `notices`. */
export function resolveScope(snapshot: Snapshot, filters: Filters): Scope {
  const { customer, tenant, subscription } = filters;
  const notices: Notice[] = [];
  const missing = (filter: FilterName, values: FilterValues, matched: ReadonlySet<string>) =>
    notices.push(...unknownValues(filter, values, matched));

  const matchedCustomers =
    customer && matchAll(snapshot.customers.values(), customer, namesOfCustomer, missing, 'customer');
  const matchedTenants = tenant && matchAll(snapshot.tenants.values(), tenant, namesOfTenant, missing, 'tenant');
  const matchedViews =
    subscription && matchAll(snapshot.subscriptions.values(), subscription, namesOfView, missing, 'subscription');

  const tenantIds = matchedViews && new Set([...matchedViews].map((view) => view.subscription.tenantId));
  const customers = inNameOrder(snapshot).filter((one) => !matchedCustomers || matchedCustomers.has(one));
  const tenants = customers
    .flatMap((one) => snapshot.tenantsOf(one.id))
    .filter((one) => (!matchedTenants || matchedTenants.has(one)) && (!tenantIds || tenantIds.has(one.tenantId)));
  const narrowed = tenant || subscription ? new Set(tenants.map((one) => one.customerId)) : undefined;
  let views: SubscriptionView[] | undefined;
  return {
    everything: !customer && !tenant && !subscription,
    customers: narrowed ? customers.filter((one) => narrowed.has(one.id)) : customers,
    tenants,
    views: () => (views ??= viewsOf(snapshot, tenants, matchedViews)),
    notices,
  };
}

/** At most this many values are named; the rest is counted. */
const NAMED = 5;
const LABELS: Record<FilterName, string> = {
  customer: 'Customer',
  tenant: 'Tenant',
  subscription: 'Subscription',
  resourceGroup: 'Resource group',
  resource: 'Resource',
  resourceType: 'Resource type',
  location: 'Location',
  tag: 'Tag',
  state: 'State',
  eventType: 'Event type',
  level: 'Level',
  service: 'Service',
  region: 'Region',
  trackingId: 'Tracking id',
  severity: 'Severity',
  monitorCondition: 'Monitor condition',
  alertState: 'Alert state',
  monitorService: 'Monitor service',
  rule: 'Alert rule',
  ruleKind: 'Kind of rule',
  api: 'API',
  status: 'Status',
  reason: 'Reason',
  errorCode: 'Error code',
};

/** A sentence for each value that matched nothing: dashboards keep values that have gone. */
export function unknownValues(filter: FilterName, values: FilterValues, matched: ReadonlySet<string>): Notice[] {
  const unknown = [...values].filter(([key]) => !matched.has(key)).map(([, text]) => text);
  const notices: Notice[] = unknown.slice(0, NAMED).map((text) => ({
    severity: 'warning',
    text: `${LABELS[filter]} '${text}' is no longer known here: it is gone, renamed, outside the other filters, or not found yet.`,
  }));
  if (unknown.length > NAMED) {
    notices.push({
      severity: 'warning',
      text: `${unknown.length - NAMED} more values of the filter ${filter} match nothing.`,
    });
  }
  return notices;
}

const ordered = new WeakMap<ReadonlyMap<string, Customer>, readonly Customer[]>();

function inNameOrder({ customers }: Snapshot): readonly Customer[] {
  let list = ordered.get(customers);
  if (!list) {
    const keyed = [...customers.values()].map((customer) => ({ customer, key: customer.name.toLowerCase() }));
    keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
    ordered.set(customers, (list = keyed.map(({ customer }) => customer)));
  }
  return list;
}

function viewsOf(snapshot: Snapshot, tenants: readonly Tenant[], matched: ReadonlySet<SubscriptionView> | undefined) {
  const views: SubscriptionView[] = [];
  for (const tenant of tenants) {
    for (const view of snapshot.subscriptionsOf(tenant.tenantId)) {
      if (!matched || matched.has(view)) {
        views.push(view);
      }
    }
  }
  return views;
}

/** Everything that one of the values names, by id or by name: names may be ambiguous, then all of them are meant. */
function matchAll<T>(
  things: Iterable<T>,
  values: FilterValues,
  namesOf: (thing: T) => readonly (string | null)[],
  missing: (filter: FilterName, values: FilterValues, matched: ReadonlySet<string>) => void,
  filter: FilterName,
): ReadonlySet<T> {
  const found = new Set<T>();
  const matched = new Set<string>();
  for (const thing of things) {
    for (const name of namesOf(thing)) {
      const key = name?.toLowerCase();
      if (key !== undefined && values.has(key)) {
        found.add(thing);
        matched.add(key);
      }
    }
  }
  missing(filter, values, matched);
  return found;
}

const namesOfCustomer = ({ id, name, domain }: Customer) => [id, name, domain];
const namesOfTenant = ({ tenantId, name, domain }: Tenant) => [tenantId, name, domain];
const namesOfView = ({ subscription }: SubscriptionView) => [subscription.subscriptionId, subscription.name];
