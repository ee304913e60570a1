import { GROUP_BY, type GroupBy, type Grouping } from '../../../shared/query.ts';
import { parseResourceId } from '../../../shared/resourceId.ts';
import { PAUSE_EVERY, type Steps } from '../../common/slices.ts';
import { NO_ROW } from '../../estate/model/segments.ts';
import type { SubscriptionView } from '../../estate/model/snapshot.ts';
import type { Tenant } from '../../estate/model/tenants.ts';
import type { Rows } from '../columns/columns.ts';
import { type Freshness, freshnessOfView, oldest } from '../absence/freshness.ts';
import { idOf, nameOf, type ResourceRows } from '../resources/resources.ts';

/** A resource, or a set of them. What is not the same for all of a set is null. */
export interface PastGroup {
  tenant: Tenant | null;
  view: SubscriptionView | null;
  resourceGroup: string | null;
  resource: string | null;
  resourceType: string | null;
  location: string | null;
  resourceId: string | null;
  freshness: Freshness;
  /** Rows in the selection. */
  rows: number[];
}

export interface PastGroupRows extends Rows {
  readonly groups: readonly PastGroup[];
}

/** What a query's rows are. */
export function levelOf(grouping: Grouping | null): GroupBy | 'resource' {
  return GROUP_BY.find((level) => level === grouping) ?? 'resource';
}

/** The rows of a selection by level, in their order. */
export function* groupRows(source: ResourceRows, level: GroupBy | 'resource'): Steps<PastGroup[]> {
  const groups = new Map<string, PastGroup>();
  const { snapshot } = source.reading;
  for (let row = 0; row < source.length; row++) {
    const view = source.views[source.view[row] as number] as SubscriptionView;
    const { tenantId, subscriptionId } = view.subscription;
    const tenant = snapshot.tenants.get(tenantId) ?? null;
    const place = placeOf(source, row, view, level);
    const key = {
      customer: tenant?.customerId ?? tenantId,
      tenant: tenantId,
      subscription: subscriptionId,
      resourceGroup: `${subscriptionId}/${place.resourceGroup?.toLowerCase()}`,
      resourceType: place.resourceType?.toLowerCase() ?? '',
      location: place.location?.toLowerCase() ?? '',
      resource: String(row),
    }[level];
    const freshness = freshnessOfView(snapshot, 'resourceHealth', view);
    const known = groups.get(key);
    if (known) {
      known.rows.push(row);
      known.freshness = oldest(known.freshness, freshness);
    } else {
      const across = level === 'resourceType' || level === 'location';
      const within = level === 'subscription' || level === 'resourceGroup' || level === 'resource';
      groups.set(key, { tenant: across ? null : tenant, view: within ? view : null, ...place, freshness, rows: [row] });
    }
    if (row % PAUSE_EVERY === 0) {
      yield;
    }
  }
  return [...groups.values()];
}

type Place = Pick<PastGroup, 'resourceGroup' | 'resource' | 'resourceType' | 'location' | 'resourceId'>;

function placeOf(source: ResourceRows, row: number, view: SubscriptionView, level: GroupBy | 'resource'): Place {
  const at = source.inventory[row] as number;
  const inventory = at === NO_ROW ? null : view.inventory;
  const whole = level === 'resource';
  const id = inventory ? undefined : parseResourceId(idOf(source, row));
  const group = inventory ? (inventory.groups[inventory.group[at] as number]?.name ?? null) : id?.resourceGroup;
  const type = inventory ? inventory.typeName(at) : id?.type;
  const place = inventory
    ? source.reading.snapshot.names.name(inventory.locations[at] as number)
    : view.health?.location(source.health[row] as number);
  return {
    resourceGroup: whole || level === 'resourceGroup' ? (group ?? null) : null,
    resourceType: whole || level === 'resourceType' ? (type ?? null) : null,
    location: whole || level === 'location' ? (place ?? null) : null,
    resource: whole ? nameOf(source, row) : null,
    resourceId: whole ? idOf(source, row) : null,
  };
}

/** What people call a group. */
export function groupName(source: Rows, group: PastGroup): string {
  const { snapshot } = source.reading;
  const customer = group.tenant && snapshot.customers.get(group.tenant.customerId)?.name;
  return (
    group.resource ??
    group.resourceGroup ??
    group.view?.subscription.name ??
    group.resourceType ??
    group.location ??
    customer ??
    group.tenant?.name ??
    'outside any group'
  );
}
