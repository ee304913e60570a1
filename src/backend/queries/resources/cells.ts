import type { FilterName } from '../../../shared/query.ts';
import { parseResourceId, resourceGroupId } from '../../../shared/resourceId.ts';
import { LIGHT_PAUSE_EVERY, type Steps } from '../../common/slices.ts';
import { type Names, NO_ROW } from '../../estate/model/segments.ts';
import type { SubscriptionView } from '../../estate/model/snapshot.ts';
import type { Totals, TotalsByCode } from '../../estate/model/totals.ts';
import type { Filters } from '../filters.ts';
import { resourcesOf } from './resources.ts';
import type { RowFilter } from './rowFilter.ts';

/** Properties of resources that the estate keeps totals by. */
const DIMENSIONS = ['resourceGroup', 'resourceType', 'location'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

export function isDimension(name: string): name is Dimension {
  return (DIMENSIONS as readonly string[]).includes(name);
}

/** Counts of the resources of one subscription that share a type, location or group. */
export interface Cell {
  /** Code of the type or location, index of the group; NO_ROW when the cell is the whole subscription or has no group. */
  code: number;
  totals: Totals;
}

const NOTHING: Totals = { resources: 0, states: new Uint32Array(5), withoutHealth: 0 };

/**
 * A subscription's resources that pass the filters, counted by a dimension (null: all together). Takes the totals that
 * exist; walks rows only when a filter cuts across them.
 */
export function* cellsOf(
  view: SubscriptionView,
  by: Dimension | null,
  filters: Filters,
  filter: RowFilter,
  names: Names,
): Steps<Cell[]> {
  const [only, ...more] = cutting(filters);
  if (only === undefined && by === null) {
    return [{ code: NO_ROW, totals: view.totals }];
  }
  if (more.length > 0 || (only !== undefined && (!isDimension(only) || (by !== null && by !== only)))) {
    return yield* walked(view, by, filter, names);
  }
  const dimension = by ?? (only as Dimension);
  const values = filters[dimension];
  const cells = kept(view, dimension).filter(
    ({ code }) => !values || filter.matchesName(dimension, values, namesOf(view, dimension, code, names)),
  );
  return by === null ? cells.map(({ totals }) => ({ code: NO_ROW, totals })) : cells;
}

/** Whether a filter is about single resources, so that totals of whole subscriptions don't do. */
function cutting(filters: Filters): FilterName[] {
  return ([...DIMENSIONS, 'resource', 'tag'] satisfies FilterName[]).filter((name) => filters[name]);
}

/**
 * The totals by type or location that the estate keeps, where they are the answer as they are; undefined where a filter
 * cuts across them, or groups are asked for: those without resources count too.
 */
export function keptTotals(
  by: Dimension | null,
  filters: Filters,
): ((view: SubscriptionView) => TotalsByCode) | undefined {
  if (cutting(filters).length > 0) {
    return undefined;
  }
  return by === 'resourceType'
    ? ({ byType }) => byType
    : by === 'location'
      ? ({ byLocation }) => byLocation
      : undefined;
}

/** The totals that the estate keeps by a dimension; groups without resources are there too. */
function kept(view: SubscriptionView, dimension: Dimension): Cell[] {
  if (dimension === 'resourceGroup') {
    const groups = (view.inventory?.groups ?? []).map((_, code) => ({
      code,
      totals: view.byGroup.get(code) ?? NOTHING,
    }));
    const outside = view.byGroup.get(NO_ROW);
    return outside ? [...groups, { code: NO_ROW, totals: outside }] : groups;
  }
  return Array.from(dimension === 'location' ? view.byLocation : view.byType, ([code, totals]) => ({ code, totals }));
}

function* walked(view: SubscriptionView, by: Dimension | null, filter: RowFilter, names: Names): Steps<Cell[]> {
  const cells = new Map<number, Cell>();
  const keeps = filter.of(view);
  let step = 0;
  for (const { inventory, health } of resourcesOf(view)) {
    if (keeps === null || keeps(inventory, health)) {
      const code = by === null ? NO_ROW : codeOf(view, by, inventory, health, names);
      let cell = cells.get(code);
      if (!cell) {
        cells.set(code, (cell = { code, totals: { ...NOTHING, states: new Uint32Array(5) } }));
      }
      count(cell.totals, view, health);
    }
    if (++step % LIGHT_PAUSE_EVERY === 0) {
      yield;
    }
  }
  return [...cells.values()];
}

function count(totals: Totals, view: SubscriptionView, health: number): void {
  totals.resources += 1;
  const value = health === NO_ROW ? undefined : view.health?.values[health];
  if (value === undefined) {
    totals.withoutHealth += 1;
  } else {
    totals.states[value] = (totals.states[value] as number) + 1;
  }
}

/** In which of a dimension's cells a resource is. */
export function codeOf(view: SubscriptionView, by: Dimension, inventory: number, health: number, names: Names): number {
  if (inventory !== NO_ROW && view.inventory) {
    const column =
      by === 'location'
        ? view.inventory.locations
        : by === 'resourceType'
          ? view.inventory.types
          : view.inventory.group;
    return column[inventory] as number;
  }
  const id = parseResourceId(view.health?.id(health) ?? '');
  if (by === 'resourceGroup') {
    const wanted = id?.resourceGroup?.toLowerCase();
    const index = view.inventory?.groups.findIndex((group) => group.name.toLowerCase() === wanted) ?? -1;
    return index < 0 ? NO_ROW : index;
  }
  return names.code((by === 'location' ? view.health?.location(health) : id?.type?.toLowerCase()) ?? '');
}

/** As Azure spells it: types are kept in lower case, and a resource of the type tells. Null for resources in no group. */
export function cellName(view: SubscriptionView, dimension: Dimension, code: number, names: Names): string | null {
  if (dimension === 'resourceGroup') {
    return view.inventory?.groups[code]?.name ?? null;
  }
  const row = dimension === 'resourceType' ? (view.inventory?.types.indexOf(code) ?? -1) : -1;
  return row >= 0 ? (view.inventory?.typeName(row) ?? null) : names.name(code) || null;
}

function namesOf(view: SubscriptionView, dimension: Dimension, code: number, names: Names): (string | null)[] {
  const name = cellName(view, dimension, code, names);
  return dimension === 'resourceGroup' && name !== null
    ? [name, resourceGroupId(view.subscription.subscriptionId, name)]
    : [name];
}
