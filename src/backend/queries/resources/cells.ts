import type { FilterName } from '../../../shared/query.ts';
import { parseResourceId, resourceGroupId } from '../../../shared/resourceId.ts';
import { type Names, NO_ROW } from '../../estate/model/segments.ts';
import type { SubscriptionView } from '../../estate/model/snapshot.ts';
import type { Totals } from '../../estate/model/totals.ts';
import type { Filters } from '../query.ts';
import { eachResource } from './resources.ts';
import type { RowFilter } from './rowFilter.ts';

/** Properties of resources that the estate keeps totals by. */
export const DIMENSIONS = ['resourceGroup', 'resourceType', 'location'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

export function isDimension(name: string): name is Dimension {
  return (DIMENSIONS as readonly string[]).includes(name);
}

/** Counts of the resources of one subscription that share a type, location or group. */
export interface Cell {
  /** Code of the type or location, index of the group; NO_ROW when the cell is the whole subscription. */
  code: number;
  /** As Azure spells it; null when the cell is the whole subscription or has no group. */
  name: string | null;
  totals: Totals;
}

const WHOLE: Cell = {
  code: NO_ROW,
  name: null,
  totals: { resources: 0, states: new Uint32Array(5), withoutHealth: 0 },
};

/**
 * A subscription's resources that pass the filters, counted by a dimension (null: all together). Takes the totals that
 * exist; walks rows only when a filter cuts across them.
 */
export function cellsOf(
  view: SubscriptionView,
  by: Dimension | null,
  filters: Filters,
  filter: RowFilter,
  names: Names,
): Cell[] {
  const cutting = ([...DIMENSIONS, 'resource', 'tag'] satisfies FilterName[]).filter((name) => filters[name]);
  const [only] = cutting;
  if (only === undefined && by === null) {
    return [{ ...WHOLE, totals: view.totals }];
  }
  if (cutting.length > 1 || (only !== undefined && (!isDimension(only) || (by !== null && by !== only)))) {
    return walked(view, by, filter, names);
  }
  const dimension = by ?? (only as Dimension);
  const values = filters[dimension];
  const cells = kept(view, dimension, names).filter(
    (cell) => !values || filter.matchesName(dimension, values, namesOf(view, dimension, cell)),
  );
  return by === null ? cells.map((cell) => ({ ...cell, code: NO_ROW, name: null })) : cells;
}

/** The totals that the estate keeps by a dimension; groups without resources are there too. */
function kept(view: SubscriptionView, dimension: Dimension, names: Names): Cell[] {
  if (dimension === 'resourceGroup') {
    const groups = (view.inventory?.groups ?? []).map((group, code) => ({
      code,
      name: group.name,
      totals: view.byGroup.get(code) ?? WHOLE.totals,
    }));
    const outside = view.byGroup.get(NO_ROW);
    return outside ? [...groups, { code: NO_ROW, name: null, totals: outside }] : groups;
  }
  const totals = dimension === 'location' ? view.byLocation : view.byType;
  return Array.from(totals, ([code, sum]) => ({ code, name: nameOf(view, dimension, code, names), totals: sum }));
}

function walked(view: SubscriptionView, by: Dimension | null, filter: RowFilter, names: Names): Cell[] {
  const cells = new Map<number, Cell>();
  const keeps = filter.of(view);
  eachResource(view, (inventory, health) => {
    if (keeps && !keeps(inventory, health)) {
      return;
    }
    const code = by === null ? NO_ROW : codeOf(view, by, inventory, health, names);
    let cell = cells.get(code);
    if (!cell) {
      const totals = { resources: 0, states: new Uint32Array(5), withoutHealth: 0 };
      cells.set(code, (cell = { code, name: by === null ? null : nameOf(view, by, code, names), totals }));
    }
    count(cell.totals, view, health);
  });
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

function codeOf(view: SubscriptionView, by: Dimension, inventory: number, health: number, names: Names): number {
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

/** Types are kept in lower case; a resource of the type tells how Azure spells it. */
function nameOf(view: SubscriptionView, dimension: Dimension, code: number, names: Names): string | null {
  if (dimension === 'resourceGroup') {
    return view.inventory?.groups[code]?.name ?? null;
  }
  const row = dimension === 'resourceType' ? (view.inventory?.types.indexOf(code) ?? -1) : -1;
  return row >= 0 ? (view.inventory?.typeName(row) ?? null) : names.name(code) || null;
}

function namesOf(view: SubscriptionView, dimension: Dimension, { name }: Cell): (string | null)[] {
  return dimension === 'resourceGroup' && name !== null
    ? [name, resourceGroupId(view.subscription.subscriptionId, name)]
    : [name];
}
