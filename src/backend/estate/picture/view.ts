import type { Health } from '../segments/healthSegment.ts';
import type { IdColumn } from '../segments/idColumn.ts';
import { keyOf } from '../segments/idHash.ts';
import { groupOf } from '../segments/idParts.ts';
import type { Inventory } from '../segments/inventorySegment.ts';
import { NO_ROW } from '../model/segments.ts';
import type { SubscriptionView } from '../model/snapshot.ts';
import type { Totals } from '../model/totals.ts';
import type { Subscription } from '../model/tenants.ts';
import type { InternedNames } from '../segments/names.ts';
import { PAUSE_EVERY, type Steps } from '../../common/slices.ts';
import { buildTables, emptyTotals, TotalsBuilder, TotalsTable } from './totals.ts';

/** A view whose segments are known to be ours, with what joining anew can take over. */
export interface JoinedView extends SubscriptionView {
  readonly inventory: Inventory | null;
  readonly health: Health | null;
}

const NO_ROWS = new Uint32Array(0);
const NO_TABLE = new TotalsTable(NO_ROWS, 0, 0);

/** A subscription of which nothing was read yet. */
export function emptyView(subscription: Subscription): JoinedView {
  return {
    subscription,
    inventory: null,
    health: null,
    healthOf: NO_ROWS,
    healthOnly: NO_ROWS,
    totals: emptyTotals(),
    byType: NO_TABLE,
    byLocation: NO_TABLE,
    byGroup: NO_TABLE,
    rows: {},
  };
}

/** Joins the two segments by resource id and counts. `previous` lends its join when neither side's ids have changed. */
export function* joinView(
  input: {
    subscription: Subscription;
    inventory: Inventory | null;
    health: Health | null;
    previous: JoinedView | undefined;
  },
  names: InternedNames,
): Steps<JoinedView> {
  const { subscription, inventory, health, previous } = input;
  const same =
    previous !== undefined && previous.inventory?.ids === inventory?.ids && previous.health?.ids === health?.ids;
  const { healthOf, healthOnly } = same ? previous : yield* match(inventory?.ids, health?.ids);
  const [types, locations, groups] = [new TotalsBuilder(), new TotalsBuilder(), new TotalsBuilder()];
  const totals: Totals = emptyTotals();
  const count = (value: number, type: number, location: number, group: number) => {
    totals.resources++;
    if (value < 0) {
      totals.withoutHealth++;
    } else {
      totals.states[value] = (totals.states[value] as number) + 1;
    }
    types.add(type, value);
    locations.add(location, value);
    groups.add(group, value);
  };
  for (let row = 0; inventory && row < inventory.length; row++) {
    const healthRow = health ? (healthOf[row] as number) : NO_ROW;
    const value = health && healthRow !== NO_ROW ? (health.values[healthRow] as number) : -1;
    count(value, inventory.types[row] as number, inventory.locations[row] as number, inventory.group[row] as number);
    if ((row + 1) % (PAUSE_EVERY * 4) === 0) {
      yield;
    }
  }
  if (health) {
    const indexes = new Map((inventory?.groups ?? []).map((group, index) => [group.name.toLowerCase(), index]));
    for (const row of healthOnly) {
      const parts = health.ids.parts(row);
      const type = names.intern(parts.type.toLowerCase());
      const group = groupOf(parts.prefix)?.toLowerCase();
      count(
        health.values[row] as number,
        type,
        names.intern(health.location(row) ?? ''),
        indexes.get(group ?? '') ?? NO_ROW,
      );
    }
  }
  const [byType, byLocation, byGroup] = buildTables([types, locations, groups]);
  const rows = previous?.rows ?? {};
  return { subscription, inventory, health, healthOf, healthOnly, totals, byType, byLocation, byGroup, rows };
}

/** Walks both sides in the order of their hashes; equal hashes are told apart by the ids themselves. */
function* match(
  inventory: IdColumn | undefined,
  health: IdColumn | undefined,
): Steps<Pick<SubscriptionView, 'healthOf' | 'healthOnly'>> {
  if (!health) {
    return { healthOf: NO_ROWS, healthOnly: NO_ROWS };
  }
  if (!inventory) {
    return { healthOf: NO_ROWS, healthOnly: Uint32Array.from({ length: health.length }, (_, row) => row) };
  }
  const healthOf = new Uint32Array(inventory.length).fill(NO_ROW);
  const healthOnly: number[] = [];
  let at = 0;
  for (let index = 0; index < health.length; index++) {
    const hash = health.hashes[index] as number;
    while (at < inventory.length && (inventory.hashes[at] as number) < hash) {
      at++;
    }
    const healthRow = health.rowAt(index);
    const row = sameId(inventory, at, hash, health.id(healthRow));
    if (row === NO_ROW) {
      healthOnly.push(healthRow);
    } else {
      healthOf[row] = healthRow;
    }
    if ((index + 1) % PAUSE_EVERY === 0) {
      yield;
    }
  }
  return { healthOf, healthOnly: Uint32Array.from(healthOnly).sort() };
}

/** The row with this id among those that have this hash, from `at` on. */
export function sameId(ids: IdColumn, at: number, hash: number, id: string): number {
  for (let index = at; index < ids.length && ids.hashes[index] === hash; index++) {
    const row = ids.rowAt(index);
    const other = ids.id(row);
    if (other === id || keyOf(other) === keyOf(id)) {
      return row;
    }
  }
  return NO_ROW;
}
