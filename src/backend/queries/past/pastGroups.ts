import { GROUP_BY, type GroupBy, type Grouping } from '../../../shared/query.ts';
import { parseResourceId, resourceGroupId } from '../../../shared/resourceId.ts';
import { PAUSE_EVERY, type Steps } from '../../common/slices.ts';
import { NO_ROW } from '../../estate/model/segments.ts';
import type { SubscriptionView } from '../../estate/model/snapshot.ts';
import type { Tenant } from '../../estate/model/tenants.ts';
import { type ColumnSpec, type Rows, text } from '../columns/columns.ts';
import { type Freshness, freshnessOfView, oldest } from '../absence/freshness.ts';
import { freshnessColumns, portalColumn, tenantColumns, subscriptionNames } from '../columns/place.ts';
import { portalTenantUrl, portalUrl } from '../columns/portal.ts';
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

/** Columns that say which group a row is; all others of `placeColumns` are left out. */
const NAMES: Record<GroupBy | 'resource', readonly string[]> = {
  customer: ['customer', 'customerId'],
  tenant: ['customer', 'customerId', 'tenantId', 'tenant', 'portalUrl'],
  subscription: ['customer', 'customerId', 'tenantId', 'subscription', 'subscriptionId', 'portalUrl'],
  resourceGroup: ['customer', 'customerId', 'tenantId', 'subscription', 'subscriptionId', 'resourceGroup', 'portalUrl'],
  resourceType: ['resourceType'],
  location: ['location'],
  resource: [
    ...['customer', 'customerId', 'tenantId', 'subscription', 'subscriptionId', 'resourceGroup', 'resource'],
    ...['resourceType', 'location', 'resourceId', 'portalUrl'],
  ],
};

export const PAST_LABELS = [
  ...['customer', 'customerId', 'tenantId', 'subscription', 'subscriptionId', 'resourceGroup', 'resource'],
  ...['resourceType', 'location', 'resourceId'],
];

export function levelOf(grouping: Grouping | null): GroupBy | 'resource' {
  return GROUP_BY.find((level) => level === grouping) ?? 'resource';
}

export function omittedNames(grouping: Grouping | null): ReadonlySet<string> {
  const kept = NAMES[levelOf(grouping)];
  return new Set([...NAMES.resource, 'tenant'].filter((name) => !kept.includes(name)));
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

function at(source: PastGroupRows, row: number): PastGroup {
  return source.groups[row] as PastGroup;
}

export function placeColumns<S extends PastGroupRows>(): ColumnSpec<S>[] {
  return [
    ...tenantColumns<S>((source, row) => at(source, row).tenant ?? undefined),
    text('tenant', 'Name of the tenant', (source, row) => at(source, row).tenant?.name ?? null),
    ...subscriptionNames<S>((source, row) => at(source, row).view),
    text('resourceGroup', 'Name of the resource group', (source, row) => at(source, row).resourceGroup),
    text('resource', 'Name of the resource', (source, row) => at(source, row).resource),
    text('resourceType', 'Azure resource type', (source, row) => at(source, row).resourceType),
    text('location', 'Azure region', (source, row) => at(source, row).location),
  ];
}

export function lastColumns<S extends PastGroupRows>(): ColumnSpec<S>[] {
  return [
    ...freshnessColumns<S>((source, row) => at(source, row).freshness),
    text('resourceId', 'Azure Resource Manager id', (source, row) => at(source, row).resourceId),
    portalColumn<S>((source, row) => pageOf(source, at(source, row))),
  ];
}

function pageOf({ reading }: Rows, { tenant, view, resourceGroup, resourceId }: PastGroup): string | null {
  if (!tenant || !view) {
    return tenant && portalTenantUrl(reading.portal, tenant.tenantId);
  }
  const { subscriptionId } = view.subscription;
  const id =
    resourceGroup === null ? `/subscriptions/${subscriptionId}` : resourceGroupId(subscriptionId, resourceGroup);
  return portalUrl(reading.portal, tenant.tenantId, resourceId ?? id);
}
