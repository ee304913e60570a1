import type { Steps } from '../../common/slices.ts';
import type { Notice } from '../../common/table.ts';
import type { SubscriptionView } from '../../estate/model/snapshot.ts';
import type { Customer } from '../../estate/model/tenants.ts';
import { isActive, type ServiceHealthEvent } from '../../estate/rows/serviceHealthEvent.ts';
import { accessOfTenant } from '../absence/access.ts';
import type { Rows } from '../columns/columns.ts';
import type { Reading } from '../context.ts';
import { type Freshness, freshnessOfAll, freshnessOfView } from '../absence/freshness.ts';
import { knownIn } from '../absence/known.ts';
import type { Filters } from '../filters.ts';
import type { CheckedQuery } from '../query.ts';
import type { Scope } from '../scope.ts';
import { eventFilter } from './eventFilter.ts';
import { unknownWords } from './eventWords.ts';

/** An event with everybody whom it touches; in alert rules a customer, with the events that touch it. */
export interface EventGroup {
  /** As the subscription that heard of it last was told; null where the row is a customer. */
  event: ServiceHealthEvent | null;
  /** Whose row it is; null where it is that of all customers. */
  customer: Customer | null;
  /** Subscriptions that are touched; of a customer's row, all that it has. */
  readonly views: SubscriptionView[];
  /** Active events that the row stands for; null where nobody knows. */
  active: number | null;
  freshness?: Freshness;
}

export interface EventRows extends Rows {
  readonly groups: readonly EventGroup[];
  readonly notices: Notice[];
}

/** The event in a row, with the subscriptions that were told of it. */
export function groupAt(source: EventRows, row: number): EventGroup {
  return source.groups[row] as EventGroup;
}

/** How old the oldest list is that the row is made of. */
export function freshnessAt(source: EventRows, row: number): Freshness {
  const group = groupAt(source, row);
  group.freshness ??= freshnessOfAll(
    group.views.map((view) => freshnessOfView(source.reading.snapshot, 'serviceHealthEvents', view)),
  );
  return group.freshness;
}

/** One row an event, or with `groupBy: customer` one for each customer that it touches; in alert rules one a customer. */
export function selectEvents(query: CheckedQuery, scope: Scope, reading: Reading): Steps<EventRows> {
  return query.format === 'alerting'
    ? byCustomer(query.filters, scope, reading)
    : byEvent(query.filters, scope, reading, query.grouping === 'customer');
}

function* byEvent(filters: Filters, scope: Scope, reading: Reading, eachCustomer: boolean): Steps<EventRows> {
  const { newest, groups } = yield* grouped(scope, reading, eachCustomer);
  const filter = eventFilter(filters);
  const kept: EventGroup[] = [];
  for (const group of groups) {
    const event = newest.get(group.event?.key ?? '') as ServiceHealthEvent;
    if (filter.keeps(event)) {
      group.event = event;
      group.active = Number(isActive(event));
      kept.push(group);
    }
  }
  const notices = [
    ...(yield* filter.notices(['trackingId'], knownIn(reading, scope))),
    ...unknownWords(kept.flatMap(({ event }) => event ?? [])),
  ];
  return { reading, groups: kept, length: kept.length, notices };
}

/** An event is told to thousands of subscriptions, at different times: the newest telling counts for all. */
function* grouped(
  scope: Scope,
  { snapshot }: Reading,
  eachCustomer: boolean,
): Steps<Pick<EventRows, 'groups'> & { newest: ReadonlyMap<string, ServiceHealthEvent> }> {
  const newest = new Map<string, ServiceHealthEvent>();
  const byCustomer = new Map<string, Map<string, EventGroup>>();
  for (const view of scope.views()) {
    const tenant = snapshot.tenants.get(view.subscription.tenantId);
    const customerId = eachCustomer ? (tenant?.customerId ?? '') : '';
    const customer = snapshot.customers.get(customerId) ?? null;
    const groups = byCustomer.get(customerId) ?? new Map<string, EventGroup>();
    byCustomer.set(customerId, groups);
    for (const event of view.rows.serviceHealthEvents ?? []) {
      const known = newest.get(event.key);
      if (!known || (known !== event && (event.lastUpdateAt ?? 0) > (known.lastUpdateAt ?? 0))) {
        newest.set(event.key, event);
      }
      const group = groups.get(event.key);
      if (group) {
        group.views.push(view);
      } else {
        groups.set(event.key, { event, customer, views: [view], active: null });
      }
    }
    yield;
  }
  return { newest, groups: [...byCustomer.values()].flatMap((groups) => [...groups.values()]) };
}

/** What counts in an alert rule that names nothing else. */
const INCIDENT = new Map([['serviceissue', 'ServiceIssue']]);
const ACTIVE = new Map([['active', 'Active']]);

/**
 * How many events each customer has that count: active incidents, unless the filters name other types or states. A
 * customer without any has 0, so that its alert resolves by value; one whose events can't be read has null.
 */
function* byCustomer(filters: Filters, scope: Scope, reading: Reading): Steps<EventRows> {
  const counted = { eventType: INCIDENT, state: ACTIVE, ...filters };
  const touched = yield* byEvent(counted, scope, reading, true);
  const counts = new Map<string, number>();
  for (const { customer } of touched.groups) {
    counts.set(customer?.id ?? '', (counts.get(customer?.id ?? '') ?? 0) + 1);
  }
  const viewsOf = new Map<string, SubscriptionView[]>(scope.customers.map(({ id }) => [id, []]));
  for (const view of scope.views()) {
    viewsOf.get(reading.snapshot.tenants.get(view.subscription.tenantId)?.customerId ?? '')?.push(view);
  }
  const groups = scope.customers.flatMap((customer): EventGroup[] => {
    const views = viewsOf.get(customer.id) ?? [];
    const read = views.some((view) => view.rows.serviceHealthEvents);
    const expected = reading.snapshot
      .tenantsOf(customer.id)
      .some((tenant) => accessOfTenant(reading.snapshot, tenant).watched);
    const active = read ? (counts.get(customer.id) ?? 0) : null;
    return read || expected || views.length > 0 ? [{ event: null, customer, views, active }] : [];
  });
  return { ...touched, groups, length: groups.length };
}
