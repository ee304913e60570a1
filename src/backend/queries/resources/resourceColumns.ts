import { parseResourceId } from '../../../shared/resourceId.ts';
import { hasResourceHealth } from '../../../shared/supportedTypes.ts';
import { REASONS } from '../../estate/model/reasons.ts';
import { type Names, NO_ROW } from '../../estate/model/segments.ts';
import type { SubscriptionView } from '../../estate/model/snapshot.ts';
import { accessOfSubscription, isInactive } from '../absence/access.ts';
import { type ColumnSpec, shared, text } from '../columns/columns.ts';
import { keptByRow } from '../columns/keptByRow.ts';
import { portalUrl } from '../columns/portal.ts';
import { PORTAL_LINK, portalColumn, subscriptionColumns } from '../columns/place.ts';
import { stateAt } from '../columns/states.ts';
import { switchedOff } from '../absence/switchedOff.ts';
import { idOf, nameOf, NO_VALUE, type ResourceRows } from './resources.ts';

type Columns = ColumnSpec<ResourceRows>[];

/** Subscription of a row. */
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

const keptId = keptByRow(idOf);

/** Long ids last: they are for links and alert labels, not for reading. */
export const ids: Columns = [
  text('resourceId', 'Azure Resource Manager id', keptId, { required: true }),
  portalColumn((source, row) =>
    portalUrl(source.reading.portal, viewOf(source, row).subscription.tenantId, keptId(source, row)),
  ),
];

const NOT_SUPPORTED = 'NotSupported';

/** Why a resource has no health. */
export const reason: ColumnSpec<ResourceRows> = shared<ResourceRows, SubscriptionView | typeof NOT_SUPPORTED | null>(
  'reason',
  'Why there is no health: its type has none, or it could not be read',
  (source, row) =>
    source.health[row] !== NO_ROW ? null : isSupported(source, row) ? viewOf(source, row) : NOT_SUPPORTED,
  (item, source) =>
    item === null
      ? null
      : item === NOT_SUPPORTED
        ? 'Not supported: Azure Resource Health does not report on resources of this type.'
        : reasonOf(item, source),
);

/** A type without Resource Health is not unknown, and not healthy: it is not supported. */
export const support: ColumnSpec<ResourceRows> = shared(
  'support',
  'Whether Azure Resource Health reports on resources of this type: Supported or NotSupported',
  (source, row) => (isSupported(source, row) ? 'Supported' : NOT_SUPPORTED),
  (word) => word,
);

const supportedTypes = new WeakMap<Names, Map<number, boolean>>();

/** A resource that has a health is supported, whatever the published list says. */
function isSupported(source: ResourceRows, row: number): boolean {
  const at = source.inventory[row] as number;
  const { inventory } = viewOf(source, row);
  if (source.health[row] !== NO_ROW || at === NO_ROW || !inventory) {
    return true;
  }
  const { names } = source.reading.snapshot;
  const known = supportedTypes.get(names) ?? new Map<number, boolean>();
  supportedTypes.set(names, known);
  const code = inventory.types[at] as number;
  let supported = known.get(code);
  if (supported === undefined) {
    known.set(code, (supported = hasResourceHealth(names.name(code))));
  }
  return supported;
}

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

/** When the row's state began, ms; null where Azure doesn't say. */
export function occurredAt(source: ResourceRows, row: number): number | null {
  const at = healthOf(source, row, (segment, index) => segment.occurredAt[index] as number);
  return at === null || Number.isNaN(at) ? null : at;
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

/** HealthValue of a row; null for a resource without a health. */
export function healthValueOf(source: ResourceRows, row: number): number | null {
  const value = source.value[row] as number;
  return value === NO_VALUE ? null : value;
}

/** Azure's word for the state of a row; null for a resource without a health. */
export function healthStateOf(source: ResourceRows, row: number): string | null {
  return healthOf(source, row, stateAt);
}

function reasonOf(view: SubscriptionView, { reading }: ResourceRows): string {
  const access = accessOfSubscription(reading.snapshot, view);
  const unread = view.health === null || isInactive(view) || access.code === REASONS.providerNotRegistered;
  return (
    (unread ? access.sentence : null) ??
    switchedOff(reading.snapshot, 'resourceHealth') ??
    'Azure Resource Health has no state of this resource, though it reports on its type.'
  );
}

/** Name of a row's resource group; null outside any. */
export function groupOf(source: ResourceRows, row: number): string | null {
  const { inventory } = viewOf(source, row);
  const at = source.inventory[row] as number;
  return at === NO_ROW || !inventory
    ? (parseResourceId(idOf(source, row))?.resourceGroup ?? null)
    : (inventory.groups[inventory.group[at] as number]?.name ?? null);
}

/** Azure resource type of a row. */
export function typeOf(source: ResourceRows, row: number): string | null {
  const at = source.inventory[row] as number;
  return at === NO_ROW
    ? (parseResourceId(idOf(source, row))?.type ?? null)
    : (viewOf(source, row).inventory?.typeName(at) ?? null);
}

/** Azure region of a row. */
export function locationOf(source: ResourceRows, row: number): string | null {
  const view = viewOf(source, row);
  const at = source.inventory[row] as number;
  return at === NO_ROW || !view.inventory
    ? (view.health?.location(source.health[row] as number) ?? null)
    : source.reading.snapshot.names.name(view.inventory.locations[at] as number);
}
