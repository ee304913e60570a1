import type { ResourceHealthStatus } from '../../microsoft/api/resourceHealthApi.ts';
import type { InventoryRows } from '../collectors/inventory.ts';
import type { EstateContext } from '../context.ts';
import { diffHealth, diffInventory } from './diff.ts';
import { buildHealth } from '../segments/buildHealth.ts';
import type { Health } from '../segments/healthSegment.ts';
import { buildInventory } from '../segments/buildInventory.ts';
import type { Inventory } from '../segments/inventorySegment.ts';
import type { Change } from '../model/change.ts';
import type { Subscription } from '../model/tenants.ts';
import type { Steps } from '../../common/slices.ts';
import { joinView } from './view.ts';

/** What a swap left: rows now held and what the rows had wrong with them. */
export interface Swapped {
  rows: number;
  issues: readonly string[];
}

/** Puts a complete read into the picture: segment, join, totals, changes, store. In steps, of which the last one swaps. */
export type Swap<Rows> = (
  context: EstateContext,
  subscription: Subscription,
  rows: Rows,
  observedAt: number,
) => Steps<Swapped>;

export const swapInventory: Swap<InventoryRows> = function* (context, { subscriptionId }, rows, observedAt) {
  const before = context.picture.view(subscriptionId)?.inventory ?? null;
  const segment = yield* buildInventory(
    { subscriptionId, observedAt, ...rows, previous: before },
    context.names,
    context.texts,
  );
  yield* swapIn(context, subscriptionId, { inventory: segment });
  if (before) {
    report(context, yield* diffInventory(before, segment, placeOf(context, subscriptionId, observedAt)));
  }
  save(context, 'inventory', subscriptionId, before?.sameContent(segment) ?? false);
  return { rows: segment.length, issues: [] };
};

export const swapHealth: Swap<readonly ResourceHealthStatus[]> = function* (
  context,
  { subscriptionId },
  rows,
  observedAt,
) {
  const before = context.picture.view(subscriptionId)?.health ?? null;
  const { segment, issues } = yield* buildHealth(
    { subscriptionId, observedAt, statuses: rows, previous: before },
    context.texts,
  );
  yield* swapIn(context, subscriptionId, { health: segment });
  if (before) {
    report(context, yield* diffHealth(before, segment, placeOf(context, subscriptionId, observedAt)));
  }
  const tenantId = context.picture.view(subscriptionId)?.subscription.tenantId;
  if (tenantId !== undefined) {
    yield* context.history.record({ tenantId, subscriptionId }, before, segment, observedAt);
  }
  save(context, 'resourceHealth', subscriptionId, before?.sameContent(segment) ?? false);
  return { rows: segment.length, issues };
};

/** Joins the new segment with the other one. Swaps run one after another, so the other one is still the same at the end. */
export function* swapIn(
  context: EstateContext,
  subscriptionId: string,
  segments: { inventory?: Inventory; health?: Health },
): Steps<void> {
  const previous = context.picture.view(subscriptionId);
  if (previous) {
    const { subscription, inventory, health } = { ...previous, ...segments };
    context.picture.setView(yield* joinView({ subscription, inventory, health, previous }, context.names));
  }
}

function placeOf(
  context: EstateContext,
  subscriptionId: string,
  at: number,
): Pick<Change, 'at' | 'tenantId' | 'subscriptionId'> {
  return { at, tenantId: context.picture.view(subscriptionId)?.subscription.tenantId ?? '', subscriptionId };
}

/** A subscription that has gone meanwhile has nothing to report or to save. */
function report(context: EstateContext, changes: readonly Change[]): void {
  context.feed.add(changes.filter((change) => change.tenantId !== ''));
}

function save(
  context: EstateContext,
  section: 'inventory' | 'resourceHealth',
  subscriptionId: string,
  unchanged: boolean,
): void {
  const tenantId = context.picture.view(subscriptionId)?.subscription.tenantId;
  if (tenantId !== undefined) {
    const key = { section, tenantId, subscriptionId };
    if (unchanged) {
      context.saver.seen(key);
    } else {
      context.saver.changed(key);
    }
  }
}
