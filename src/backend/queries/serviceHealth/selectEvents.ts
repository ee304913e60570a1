import type { Steps } from '../../common/slices.ts';
import type { SubscriptionView } from '../../estate/model/snapshot.ts';
import type { Tenant } from '../../estate/model/tenants.ts';
import { accessOfTenant } from '../absence/access.ts';
import type { Reading } from '../context.ts';
import type { Filters } from '../filters.ts';
import type { CheckedQuery } from '../query.ts';
import type { Scope } from '../scope.ts';
import { type EventRows, eventRows } from './eventRows.ts';
import type { EventGroup } from './gathered.ts';

/** One row an event, or with `groupBy: customer` one for each customer that it touches; in alert rules one a customer. */
export function selectEvents(query: CheckedQuery, scope: Scope, reading: Reading): Steps<EventRows> {
  return query.format === 'alerting'
    ? countsByCustomer(query.filters, scope, reading)
    : eventRows(query.filters, scope, reading, query.grouping === 'customer');
}

/** What counts in an alert rule that names nothing else. */
const INCIDENT = new Map([['serviceissue', 'ServiceIssue']]);
const ACTIVE = new Map([['active', 'Active']]);

/**
 * How many events each customer has that count: active incidents, unless the filters name other types or states. A
 * customer without any has 0, so that its alert resolves by value; one whose events can't be read has null.
 */
function* countsByCustomer(filters: Filters, scope: Scope, reading: Reading): Steps<EventRows> {
  const { snapshot } = reading;
  const counted = { eventType: INCIDENT, state: ACTIVE, ...filters };
  const touched = yield* eventRows(counted, scope, reading, true);
  const counts = new Map<string, number>();
  for (const { customer } of touched.groups) {
    counts.set(customer?.id ?? '', (counts.get(customer?.id ?? '') ?? 0) + 1);
  }
  const viewsOf = new Map<string, SubscriptionView[]>(scope.customers.map(({ id }) => [id, []]));
  for (const view of scope.views()) {
    viewsOf.get(snapshot.tenants.get(view.subscription.tenantId)?.customerId ?? '')?.push(view);
  }
  // Who asks about subscriptions asks nothing about tenants as a whole.
  const tenantsOf = Map.groupBy(filters.subscription ? [] : scope.tenants, ({ customerId }) => customerId);
  const groups = scope.customers.flatMap((customer): EventGroup[] => {
    const views = viewsOf.get(customer.id) ?? [];
    const tenants = tenantsOf.get(customer.id) ?? [];
    const expected = snapshot.tenantsOf(customer.id).some((tenant) => accessOfTenant(snapshot, tenant).watched);
    const ofViews = views.length > 0 || expected;
    const ofTenants = tenants.some(({ tenantId }) => snapshot.wideEvents(tenantId) !== undefined);
    if (!ofViews && !ofTenants) {
      return [];
    }
    const count = counts.get(customer.id) ?? 0;
    const read = !ofViews || views.some((view) => view.rows.serviceHealthEvents);
    const known = count > 0 || (read && !tenants.some((tenant) => isUnknown(reading, tenant)));
    return [{ event: null, customer, views, tenants: [], active: known ? count : null }];
  });
  return { ...touched, groups, length: groups.length };
}

/** Whether nobody can say what the tenant was told as a whole: not where that is for want of a right, which it stays. */
function isUnknown({ snapshot }: Reading, { tenantId }: Tenant): boolean {
  const part = snapshot.part('tenantEvents', tenantId, '');
  return part?.outcome === 'failed' && part.observedAt === null;
}
