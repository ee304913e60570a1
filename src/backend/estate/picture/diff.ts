import type { Health } from '../segments/healthSegment.ts';
import { stateText } from '../segments/healthValue.ts';
import type { IdColumn } from '../segments/idColumn.ts';
import type { Inventory } from '../segments/inventorySegment.ts';
import type { Change } from '../model/change.ts';
import { NO_ROW } from '../model/segments.ts';
import type { Subscription } from '../model/tenants.ts';
import { PAUSE_EVERY, type Steps } from '../../common/slices.ts';
import { sameId } from './view.ts';

/** Where and when a change was seen. */
type Place = Pick<Change, 'at' | 'tenantId' | 'subscriptionId'>;

/** Resources that came or went between two reads of one subscription. */
export function* diffInventory(before: Inventory, after: Inventory, place: Place): Steps<Change[]> {
  if (before.ids === after.ids) {
    return [];
  }
  const removed = yield* missingFrom(after.ids, before.ids);
  const added = yield* missingFrom(before.ids, after.ids);
  return [
    ...removed.map((id): Change => ({ ...place, kind: 'resourceRemoved', id, from: null, to: null })),
    ...added.map((id): Change => ({ ...place, kind: 'resourceAdded', id, from: null, to: null })),
  ];
}

/** Resources whose state or value differs between two reads. Times that moved alone are no change: `reportedAt` always does. */
export function* diffHealth(before: Health, after: Health, place: Place): Steps<Change[]> {
  const changes: Change[] = [];
  const sameRows = before.ids === after.ids;
  const text = (health: Health, row: number) => stateText(health.values[row] as number, health.state(row));
  for (let row = 0; row < after.length; row++) {
    const old = sameRows ? row : before.find(after.id(row));
    const from = old === NO_ROW ? null : text(before, old);
    const to = text(after, row);
    if (from !== to) {
      changes.push({ ...place, kind: 'healthChanged', id: after.id(row), from, to });
    }
    if ((row + 1) % PAUSE_EVERY === 0) {
      yield;
    }
  }
  for (const id of sameRows ? [] : yield* missingFrom(after.ids, before.ids)) {
    changes.push({ ...place, kind: 'healthChanged', id, from: text(before, before.find(id)), to: null });
  }
  return changes;
}

/** Subscriptions of one tenant that came, went or changed their state. */
export function diffSubscriptions(
  before: readonly Subscription[],
  after: readonly Subscription[],
  at: number,
  tenantId: string,
): Change[] {
  const old = new Map(before.map((subscription) => [subscription.subscriptionId, subscription]));
  const kept = new Set(after.map((subscription) => subscription.subscriptionId));
  const place = (subscriptionId: string) => ({ at, tenantId, subscriptionId, id: subscriptionId });
  const changes: Change[] = [];
  for (const { subscriptionId, state } of before) {
    if (!kept.has(subscriptionId)) {
      changes.push({ ...place(subscriptionId), kind: 'subscriptionRemoved', from: state, to: null });
    }
  }
  for (const { subscriptionId, state } of after) {
    const from = old.get(subscriptionId)?.state ?? null;
    if (from === null) {
      changes.push({ ...place(subscriptionId), kind: 'subscriptionAdded', from, to: state });
    } else if (from !== state) {
      changes.push({ ...place(subscriptionId), kind: 'subscriptionStateChanged', from, to: state });
    }
  }
  return changes;
}

/** Ids of `rows` that `ids` doesn't have. */
function* missingFrom(ids: IdColumn, rows: IdColumn): Steps<string[]> {
  const missing: string[] = [];
  let at = 0;
  for (let index = 0; index < rows.length; index++) {
    const hash = rows.hashes[index] as number;
    while (at < ids.length && (ids.hashes[at] as number) < hash) {
      at++;
    }
    const id = rows.id(rows.rowAt(index));
    if (sameId(ids, at, hash, id) === NO_ROW) {
      missing.push(id);
    }
    if ((index + 1) % PAUSE_EVERY === 0) {
      yield;
    }
  }
  return missing;
}
