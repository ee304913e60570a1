import { addPart, emptyGroup, type Group, type GroupRows, groupOfView, worstAccess } from './group.ts';
import type { GroupBy } from '../../../shared/query.ts';
import type { Snapshot, SubscriptionView } from '../../estate/model/snapshot.ts';
import type { Tenant } from '../../estate/model/tenants.ts';
import type { Totals } from '../../estate/model/totals.ts';
import type { Steps } from '../../common/slices.ts';
import { cellName, cellsOf, isDimension, keptTotals } from '../resources/cells.ts';
import type { Reading } from '../context.ts';
import { freshnessOfAll, freshnessOfTenant, freshnessOfView, oldest } from '../absence/freshness.ts';
import { type Filters, without } from '../filters.ts';
import { RowFilter } from '../resources/rowFilter.ts';
import type { Scope } from '../scope.ts';
import { knownIn } from '../absence/known.ts';

/**
 * Counts by state of everything in scope, by level. Adds up the totals that the estate keeps; rows are only walked
 * when the filters cut across them.
 */
export function* summarize(reading: Reading, scope: Scope, filters: Filters, level: GroupBy): Steps<GroupRows> {
  const filter = new RowFilter(without(filters, 'state'), reading.snapshot);
  const whole = !filter.active && !filters.subscription && !(level === 'customer' && filters.tenant);
  const groups =
    whole && (level === 'customer' || level === 'tenant')
      ? ofWhole(reading.snapshot, scope, level)
      : yield* ofViews(reading, scope, filters, level, filter);
  const kept = filter.active
    ? groups.filter((group) => group.totals.resources > 0 || group.access?.value === 2)
    : groups;
  const notices = yield* filter.notices(knownIn(reading, scope));
  return { reading, groups: kept, length: kept.length, notices };
}

/** Whole customers and tenants: the estate has their totals ready. */
function ofWhole(snapshot: Snapshot, scope: Scope, level: 'customer' | 'tenant'): Group[] {
  const freshness = (tenant: Tenant) => freshnessOfTenant(snapshot, 'resourceHealth', tenant);
  if (level === 'tenant') {
    return scope.tenants.map((tenant) => ({
      ...emptyGroup(snapshot, tenant),
      totals: snapshot.totalsOfTenant(tenant.tenantId),
      freshness: freshness(tenant),
    }));
  }
  return scope.customers.map(({ id }) => {
    const tenants = snapshot.tenantsOf(id);
    return {
      ...emptyGroup(snapshot, tenants[0] ?? null),
      customerId: id,
      totals: snapshot.totalsOfCustomer(id),
      freshness: freshnessOfAll(tenants.map(freshness)),
      access: worstAccess(snapshot, tenants),
    };
  });
}

function* ofViews(
  { snapshot }: Reading,
  scope: Scope,
  filters: Filters,
  level: GroupBy,
  filter: RowFilter,
): Steps<Group[]> {
  const groups = new Map<string | number, Group>();
  yield* addEmpty(groups, snapshot, scope, level);
  const dimension = isDimension(level) ? level : null;
  const kept = keptTotals(dimension, filters);
  for (const view of scope.views()) {
    const freshness = freshnessOfView(snapshot, 'resourceHealth', view);
    const add = (code: number, totals: Totals) => {
      const key = keyOf(level, snapshot, view, code);
      let group = groups.get(key);
      if (!group) {
        const name = dimension && cellName(view, dimension, code, snapshot.names);
        group = {
          ...(dimension === 'resourceGroup' ? groupOfView(snapshot, view) : emptyGroup(snapshot, null)),
          name,
          code,
        };
        groups.set(key, group);
      }
      addPart(group, totals, view);
      group.freshness = oldest(group.freshness, freshness);
    };
    if (kept) {
      kept(view).visit(add);
    } else {
      (yield* cellsOf(view, dimension, filters, filter, snapshot.names)).forEach(({ code, totals }) =>
        add(code, totals),
      );
    }
    yield;
  }
  return [...groups.values()];
}

/** Customers, tenants and subscriptions without resources have a row too: not being there would look like being fine. */
function* addEmpty(groups: Map<string | number, Group>, snapshot: Snapshot, scope: Scope, level: GroupBy): Steps<void> {
  if (level === 'customer') {
    const shown = new Set(scope.tenants);
    for (const { id } of scope.customers) {
      const own = snapshot.tenantsOf(id).filter((tenant) => shown.has(tenant));
      groups.set(id, { ...emptyGroup(snapshot, own[0] ?? null), customerId: id, access: worstAccess(snapshot, own) });
    }
  } else if (level === 'tenant') {
    scope.tenants.forEach((tenant) => groups.set(tenant.tenantId, emptyGroup(snapshot, tenant)));
  } else if (level === 'subscription') {
    for (const view of scope.views()) {
      groups.set(view.subscription.subscriptionId, groupOfView(snapshot, view));
      yield;
    }
  }
}

function keyOf(level: GroupBy, snapshot: Snapshot, view: SubscriptionView, code: number): string | number {
  const { tenantId, subscriptionId } = view.subscription;
  switch (level) {
    case 'customer':
      return snapshot.tenants.get(tenantId)?.customerId ?? tenantId;
    case 'tenant':
      return tenantId;
    case 'subscription':
      return subscriptionId;
    case 'resourceGroup':
      return `${subscriptionId}/${code}`;
    default:
      return code;
  }
}
