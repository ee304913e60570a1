import type { HealthValue } from '../../../shared/health.ts';
import type { GroupBy } from '../../../shared/query.ts';
import { NO_ROW } from '../../estate/model/segments.ts';
import type { Snapshot, SubscriptionView } from '../../estate/model/snapshot.ts';
import type { Totals } from '../../estate/model/totals.ts';
import type { Tenant } from '../../estate/model/tenants.ts';
import type { Notice } from '../../common/table.ts';
import { type Access, accessOfSubscription, accessOfTenant } from '../absence/access.ts';
import { cellsOf, type Dimension, isDimension } from '../resources/cells.ts';
import type { Rows } from '../columns/columns.ts';
import type { Reading } from '../context.ts';
import { type Freshness, freshnessOfAll, freshnessOfTenant, freshnessOfView, oldest } from '../absence/freshness.ts';
import { type Filters, without } from '../query.ts';
import { RowFilter } from '../resources/rowFilter.ts';
import type { Scope } from '../scope.ts';
import { knownIn } from '../absence/known.ts';

/** A set of resources with what is known of it. */
export interface Group {
  customerId: string | null;
  tenant: Tenant | null;
  view: SubscriptionView | null;
  /** Name of the resource group, type or location; null on the other levels. */
  name: string | null;
  /** Index in the inventory's groups. */
  resourceGroup: number;
  totals: Totals;
  freshness: Freshness;
  /** The state by a rollup policy; absent: the worst of the totals. */
  rolled?: { value: HealthValue | null; why: string | null };
  /** Null where no single tenant or subscription can be asked. */
  access: Access | null;
}

export interface GroupRows extends Rows {
  groups: readonly Group[];
  readonly length: number;
  notices: Notice[];
}

/**
 * Counts by state of everything in scope, by level. Adds up the totals that the estate keeps; rows are only walked
 * when the filters cut across them.
 */
export function summarize(reading: Reading, scope: Scope, filters: Filters, level: GroupBy): GroupRows {
  const filter = new RowFilter(without(filters, 'state'), reading.snapshot);
  const whole = !filter.active && !filters.subscription && !(level === 'customer' && filters.tenant);
  const groups =
    whole && (level === 'customer' || level === 'tenant')
      ? ofWhole(reading.snapshot, scope, level)
      : ofViews(reading, scope, filters, level, filter);
  const kept = filter.active
    ? groups.filter((group) => group.totals.resources > 0 || group.access?.value === 2)
    : groups;
  return { reading, groups: kept, length: kept.length, notices: filter.notices(knownIn(reading, scope)) };
}

/** Whole customers and tenants: the estate has their totals ready. */
function ofWhole(snapshot: Snapshot, scope: Scope, level: 'customer' | 'tenant'): Group[] {
  const freshness = (tenant: Tenant) => freshnessOfTenant(snapshot, 'resourceHealth', tenant);
  if (level === 'tenant') {
    return scope.tenants.map((tenant) => ({
      ...empty(snapshot, tenant),
      totals: snapshot.totalsOfTenant(tenant.tenantId),
      freshness: freshness(tenant),
    }));
  }
  return scope.customers.map(({ id }) => {
    const tenants = snapshot.tenantsOf(id);
    return {
      ...empty(snapshot, tenants[0] ?? null),
      customerId: id,
      totals: snapshot.totalsOfCustomer(id),
      freshness: freshnessOfAll(tenants.map(freshness)),
      access: worstAccess(snapshot, tenants),
    };
  });
}

function ofViews(reading: Reading, scope: Scope, filters: Filters, level: GroupBy, filter: RowFilter): Group[] {
  const { snapshot } = reading;
  const groups = new Map<string, Group>();
  addEmpty(groups, snapshot, scope, level);
  const dimension: Dimension | null = isDimension(level) ? level : null;
  for (const view of scope.views()) {
    const freshness = freshnessOfView(snapshot, 'resourceHealth', view);
    for (const cell of cellsOf(view, dimension, filters, filter, snapshot.names)) {
      const key = keyOf(level, snapshot, view, cell.code);
      let group = groups.get(key);
      if (!group) {
        const tenant =
          dimension === 'resourceGroup' ? (snapshot.tenants.get(view.subscription.tenantId) ?? null) : null;
        group = { ...empty(snapshot, tenant), name: cell.name, resourceGroup: cell.code };
        if (dimension === 'resourceGroup') {
          Object.assign(group, { view, access: accessOfSubscription(snapshot, view) });
        }
        groups.set(key, group);
      }
      add(group.totals, cell.totals);
      group.freshness = oldest(group.freshness, freshness);
    }
  }
  return [...groups.values()];
}

/** Customers, tenants and subscriptions without resources have a row too: not being there would look like being fine. */
function addEmpty(groups: Map<string, Group>, snapshot: Snapshot, scope: Scope, level: GroupBy): void {
  if (level === 'customer') {
    for (const { id } of scope.customers) {
      const tenants = scope.tenants.filter((tenant) => tenant.customerId === id);
      groups.set(id, {
        ...empty(snapshot, tenants[0] ?? null),
        customerId: id,
        access: worstAccess(snapshot, tenants),
      });
    }
  } else if (level === 'tenant') {
    scope.tenants.forEach((tenant) => groups.set(tenant.tenantId, empty(snapshot, tenant)));
  } else if (level === 'subscription') {
    for (const view of scope.views()) {
      const tenant = snapshot.tenants.get(view.subscription.tenantId) ?? null;
      groups.set(view.subscription.subscriptionId, {
        ...empty(snapshot, tenant),
        view,
        access: accessOfSubscription(snapshot, view),
      });
    }
  }
}

function keyOf(level: GroupBy, snapshot: Snapshot, view: SubscriptionView, code: number): string {
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
      return String(code);
  }
}

function empty(snapshot: Snapshot, tenant: Tenant | null): Group {
  return {
    customerId: tenant?.customerId ?? null,
    tenant,
    view: null,
    name: null,
    resourceGroup: NO_ROW,
    totals: { resources: 0, states: new Uint32Array(5), withoutHealth: 0 },
    freshness: { observedAt: null, staleAfter: Infinity },
    access: tenant && accessOfTenant(snapshot, tenant),
  };
}

function worstAccess(snapshot: Snapshot, tenants: readonly Tenant[]): Access | null {
  return tenants
    .map((tenant) => accessOfTenant(snapshot, tenant))
    .reduce<Access | null>((a, b) => (a && rank(a) >= rank(b) ? a : b), null);
}

function rank({ value, watched }: Access): number {
  return 2 * value + Number(watched);
}

function add(sum: Totals, part: Totals): void {
  sum.resources += part.resources;
  sum.withoutHealth += part.withoutHealth;
  for (let state = 0; state < sum.states.length; state++) {
    sum.states[state] = (sum.states[state] as number) + (part.states[state] as number);
  }
}
