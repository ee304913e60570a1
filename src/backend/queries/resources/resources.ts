import { NO_ROW } from '../../estate/model/segments.ts';
import type { SubscriptionView } from '../../estate/model/snapshot.ts';
import type { Notice } from '../../common/table.ts';
import type { Rows } from '../columns/columns.ts';
import type { Reading } from '../context.ts';
import type { Filters } from '../query.ts';
import { knownIn } from '../absence/known.ts';
import { RowFilter } from './rowFilter.ts';
import type { Scope } from '../scope.ts';

/**
 * Resources as three integers each: subscription, row in its inventory, row in its Resource Health. A row of either
 * kind may be missing (NO_ROW), never both. No text is made until a column wants it.
 */
export interface ResourceRows extends Rows {
  /** In the order of customer and subscription names. */
  readonly views: readonly SubscriptionView[];
  /** Index in `views`. */
  readonly view: Uint32Array;
  readonly inventory: Uint32Array;
  readonly health: Uint32Array;
  /** HealthValue, or NO_VALUE. */
  readonly value: Int8Array;
  /** Resources that the scope holds before the filters on rows. */
  readonly candidates: number;
  readonly notices: Notice[];
}

export const NO_VALUE = -1;
const NO_VALUES = new Uint8Array(0);

/** Which resources without a health are listed: all, those whose health couldn't be read, none. */
export type WithoutHealth = 'all' | 'unread' | 'none';

/** The resources that scope and filters leave. */
export function selectResources(
  reading: Reading,
  scope: Scope,
  filters: Filters,
  withoutHealth: WithoutHealth,
): ResourceRows {
  const views = scope.views();
  const candidates = views.reduce((sum, view) => sum + view.totals.resources, 0);
  const view = new Uint32Array(candidates);
  const inventory = new Uint32Array(candidates);
  const health = new Uint32Array(candidates);
  const value = new Int8Array(candidates);
  const filter = new RowFilter(filters, reading.snapshot);
  let length = 0;
  // One plain loop over half a million rows: a call for each would cost more than the rest of the query.
  views.forEach((one, index) => {
    const keeps = filter.of(one);
    const values = one.health?.values ?? NO_VALUES;
    const known = one.inventory?.length ?? 0;
    const joined = one.healthOf.length > 0;
    const bare = withoutHealth === 'all' || (withoutHealth === 'unread' && one.health === null);
    for (let at = 0; at < known + one.healthOnly.length; at++) {
      const inventoryRow = at < known ? at : NO_ROW;
      const healthRow =
        at >= known ? (one.healthOnly[at - known] as number) : joined ? (one.healthOf[at] as number) : NO_ROW;
      if ((bare || healthRow !== NO_ROW) && (keeps === null || keeps(inventoryRow, healthRow))) {
        view[length] = index;
        inventory[length] = inventoryRow;
        health[length] = healthRow;
        value[length] = healthRow === NO_ROW ? NO_VALUE : (values[healthRow] as number);
        length += 1;
      }
    }
  });
  return {
    reading,
    views,
    view: view.subarray(0, length),
    inventory: inventory.subarray(0, length),
    health: health.subarray(0, length),
    value: value.subarray(0, length),
    length,
    candidates,
    notices: filter.notices(knownIn(reading, scope)),
  };
}

/** Every resource of a subscription, those of the inventory first. */
export function eachResource(view: SubscriptionView, visit: (inventory: number, health: number) => void): void {
  const { inventory, healthOf, healthOnly } = view;
  for (let row = 0; row < (inventory?.length ?? 0); row++) {
    visit(row, healthOf.length > 0 ? (healthOf[row] as number) : NO_ROW);
  }
  for (let index = 0; index < healthOnly.length; index++) {
    visit(NO_ROW, healthOnly[index] as number);
  }
}

export function nameOf(source: ResourceRows, row: number): string {
  const view = source.views[source.view[row] as number] as SubscriptionView;
  const inventory = source.inventory[row] as number;
  return inventory === NO_ROW ? lastName(idOf(source, row)) : (view.inventory?.name(inventory) ?? '');
}

export function idOf(source: ResourceRows, row: number): string {
  const view = source.views[source.view[row] as number] as SubscriptionView;
  const inventory = source.inventory[row] as number;
  return (inventory === NO_ROW ? view.health?.id(source.health[row] as number) : view.inventory?.id(inventory)) ?? '';
}

function lastName(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}

/** Places in the worst-first order: HealthValues 4 to 0, then NO_VALUE. */
const PLACES = 6;

/**
 * The first rows in the order worst state, customer, subscription, name. States are counted out, and names are only
 * made for rows that are returned and for those they tie with: half a million names would cost more than all the rest.
 */
export function worstFirst(source: ResourceRows, limit: number): Uint32Array {
  const { value, length } = source;
  const starts = new Uint32Array(PLACES + 1);
  for (let row = 0; row < length; row++) {
    const next = PLACES - 1 - (value[row] as number);
    starts[next] = (starts[next] as number) + 1;
  }
  for (let place = 1; place <= PLACES; place++) {
    starts[place] = (starts[place] as number) + (starts[place - 1] as number);
  }
  const rows = new Uint32Array(length);
  for (let row = 0; row < length; row++) {
    const place = PLACES - 2 - (value[row] as number);
    const at = starts[place] as number;
    rows[at] = row;
    starts[place] = at + 1;
  }
  for (let from = 0; from < Math.min(limit, length);) {
    const to = endOfRun(source, rows, from);
    sortByName(source, rows.subarray(from, to));
    from = to;
  }
  return rows.subarray(0, Math.min(limit, length));
}

/** End of the rows that share state and subscription with the one at `from`. */
function endOfRun({ view, value }: ResourceRows, rows: Uint32Array, from: number): number {
  const first = rows[from] as number;
  let to = from + 1;
  while (to < rows.length && view[rows[to] as number] === view[first] && value[rows[to] as number] === value[first]) {
    to += 1;
  }
  return to;
}

function sortByName(source: ResourceRows, run: Uint32Array): void {
  if (run.length < 2) {
    return;
  }
  const keyed = Array.from(run, (row) => ({ row, key: nameOf(source, row).toLowerCase() }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.row - b.row));
  keyed.forEach(({ row }, index) => {
    run[index] = row;
  });
}
