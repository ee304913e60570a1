import type { Steps } from '../../common/slices.ts';
import type { EstateContext } from '../context.ts';
import type { PartKey } from '../model/part.ts';
import type { Swapped } from '../picture/swap.ts';
import { serviceHealthEvents, type ServiceHealthEvent } from './serviceHealthEvent.ts';
import { compareRows, diffRows } from './swapRows.ts';

/** Puts a complete read of events that are of no subscription into the picture, as `swapRows()` does with a subscription's. */
export function* swapWide(
  context: EstateContext,
  key: PartKey,
  rows: readonly ServiceHealthEvent[],
  observedAt: number,
): Steps<Swapped> {
  const { tenantId, subscriptionId } = key;
  const before = context.picture.wideEvents(tenantId);
  const { kept, repeated } = yield* compareRows(before, rows);
  if (tenantId === '' || context.picture.tenant(tenantId)) {
    if (kept === before) {
      context.saver.seen(key);
    } else {
      context.picture.setWideEvents(tenantId, kept);
      context.saver.changed(key);
    }
    if (before) {
      const place = { at: observedAt, tenantId, subscriptionId };
      context.feed.add(yield* diffRows(serviceHealthEvents, before, kept, place));
    }
  }
  const issues = repeated === 0 ? [] : [`Rows that repeat an earlier one were left out: ${repeated}.`];
  return { rows: kept.length, issues };
}
