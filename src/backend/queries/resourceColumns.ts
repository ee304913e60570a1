import { parseResourceId } from '../../shared/resourceId.ts';
import { NO_ROW, REASONS, type SubscriptionView } from '../estate/model.ts';
import { accessOfSubscription, isInactive } from './access.ts';
import { type ColumnSpec, shared, text } from './columns.ts';
import { portalUrl } from './portal.ts';
import { PORTAL_LINK, portalColumn, subscriptionColumns } from './place.ts';
import { stateAt } from './states.ts';
import { idOf, nameOf, NO_VALUE, type ResourceRows } from './resources.ts';

type Columns = ColumnSpec<ResourceRows>[];

export function viewOf(source: ResourceRows, row: number): SubscriptionView {
  return source.views[source.view[row] as number] as SubscriptionView;
}

/** Where a resource is and what it is. */
export const identity: Columns = [
  ...subscriptionColumns<ResourceRows>(viewOf),
  shared('resourceGroup', 'Name of the resource group', groupOf, (name) => name),
  text('resource', 'Name of the resource', nameOf, { required: true, ...PORTAL_LINK }),
  shared('resourceType', 'Azure resource type', typeOf, (name) => name),
  shared('location', 'Azure region', locationOf, (name) => name),
];

/** Long ids last: they are for links and alert labels, not for reading. */
export const ids: Columns = [
  text('resourceId', 'Azure Resource Manager id', idOf, { required: true }),
  portalColumn((source, row) =>
    portalUrl(source.reading.portal, viewOf(source, row).subscription.tenantId, idOf(source, row)),
  ),
];

/** Why a resource has no health. */
export const reason: ColumnSpec<ResourceRows> = shared(
  'reason',
  'Why there is no health: it could not be read, or Azure Resource Health does not report on the resource',
  (source, row) => (source.health[row] === NO_ROW ? viewOf(source, row) : null),
  (view, source) => (view === null ? null : reasonOf(view, source)),
);

type Health = NonNullable<SubscriptionView['health']>;
type Inventory = NonNullable<SubscriptionView['inventory']>;

/** Something of the row's health; null where it has none. */
export function healthOf<T>(
  source: ResourceRows,
  row: number,
  read: (segment: Health, at: number) => T | null,
): T | null {
  const at = source.health[row] as number;
  const { health } = viewOf(source, row);
  return at === NO_ROW || !health ? null : read(health, at);
}

/** Something of the row's inventory; null for a resource that only Resource Health names. */
export function inventoryOf<T>(
  source: ResourceRows,
  row: number,
  read: (segment: Inventory, at: number) => T | null,
): T | null {
  const at = source.inventory[row] as number;
  const { inventory } = viewOf(source, row);
  return at === NO_ROW || !inventory ? null : read(inventory, at);
}

export function healthValueOf(source: ResourceRows, row: number): number | null {
  const value = source.value[row] as number;
  return value === NO_VALUE ? null : value;
}

export function healthStateOf(source: ResourceRows, row: number): string | null {
  return healthOf(source, row, stateAt);
}

function reasonOf(view: SubscriptionView, { reading }: ResourceRows): string {
  const access = accessOfSubscription(reading.snapshot, view);
  const unread = view.health === null || isInactive(view) || access.code === REASONS.providerNotRegistered;
  return (unread ? access.sentence : null) ?? 'Azure Resource Health does not report on this resource.';
}

function groupOf(source: ResourceRows, row: number): string | null {
  const { inventory } = viewOf(source, row);
  const at = source.inventory[row] as number;
  return at === NO_ROW || !inventory
    ? (parseResourceId(idOf(source, row))?.resourceGroup ?? null)
    : (inventory.groups[inventory.group[at] as number]?.name ?? null);
}

function typeOf(source: ResourceRows, row: number): string | null {
  const at = source.inventory[row] as number;
  return at === NO_ROW
    ? (parseResourceId(idOf(source, row))?.type ?? null)
    : (viewOf(source, row).inventory?.typeName(at) ?? null);
}

function locationOf(source: ResourceRows, row: number): string | null {
  const view = viewOf(source, row);
  const at = source.inventory[row] as number;
  return at === NO_ROW || !view.inventory
    ? (view.health?.location(source.health[row] as number) ?? null)
    : source.reading.snapshot.names.name(view.inventory.locations[at] as number);
}
