import { lastName } from '../../../shared/resourceId.ts';
import { NO_ROW } from '../../estate/model/segments.ts';
import type { SubscriptionView } from '../../estate/model/snapshot.ts';
import { LIGHT_PAUSE_EVERY, PAUSE_EVERY, type Steps } from '../../common/slices.ts';
import type { Notice } from '../../common/table.ts';
import type { Rows } from '../columns/columns.ts';
import type { Reading } from '../context.ts';
import type { Filters } from '../filters.ts';
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
export function* selectResources(
  reading: Reading,
  scope: Scope,
  filters: Filters,
  withoutHealth: WithoutHealth,
): Steps<ResourceRows> {
  const views = scope.views();
  const candidates = views.reduce((sum, view) => sum + view.totals.resources, 0);
  const view = new Uint32Array(candidates);
  const inventory = new Uint32Array(candidates);
  const health = new Uint32Array(candidates);
  const value = new Int8Array(candidates);
  const filter = new RowFilter(filters, reading.snapshot);
  let length = 0;
  for (let index = 0; index < views.length; index++) {
    const one = views[index] as SubscriptionView;
    if (!filter.mayKeep(one)) {
      if (index % PAUSE_EVERY === 0) {
        yield;
      }
      continue;
    }
    const keeps = filter.of(one);
    const values = one.health?.values ?? NO_VALUES;
    const known = one.inventory?.length ?? 0;
    const all = known + one.healthOnly.length;
    const joined = one.healthOf.length > 0;
    const bare = withoutHealth === 'all' || (withoutHealth === 'unread' && one.health === null);
    for (let from = 0; from < all; from += LIGHT_PAUSE_EVERY) {
      // A plain loop: a call for each of half a million rows would cost more than the rest of the query.
      for (let at = from; at < Math.min(from + LIGHT_PAUSE_EVERY, all); at++) {
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
      yield;
    }
  }
  return {
    reading,
    views,
    view: view.subarray(0, length),
    inventory: inventory.subarray(0, length),
    health: health.subarray(0, length),
    value: value.subarray(0, length),
    length,
    candidates,
    notices: yield* filter.notices(knownIn(reading, scope)),
  };
}

/** Every resource of a subscription, those of the inventory first: rows in its segments, either of which may be NO_ROW. */
export function* resourcesOf({
  inventory,
  healthOf,
  healthOnly,
}: SubscriptionView): Generator<{ inventory: number; health: number }, void, void> {
  for (let row = 0; row < (inventory?.length ?? 0); row++) {
    yield { inventory: row, health: healthOf.length > 0 ? (healthOf[row] as number) : NO_ROW };
  }
  for (const health of healthOnly) {
    yield { inventory: NO_ROW, health };
  }
}

/** Name of a row's resource: the inventory's, or the last of its id where only its health is known. */
export function nameOf(source: ResourceRows, row: number): string {
  const view = source.views[source.view[row] as number] as SubscriptionView;
  const inventory = source.inventory[row] as number;
  return inventory === NO_ROW ? lastName(idOf(source, row)) : (view.inventory?.name(inventory) ?? '');
}

/** ARM id of a row. */
export function idOf(source: ResourceRows, row: number): string {
  const view = source.views[source.view[row] as number] as SubscriptionView;
  const inventory = source.inventory[row] as number;
  return (inventory === NO_ROW ? view.health?.id(source.health[row] as number) : view.inventory?.id(inventory)) ?? '';
}
