import type { Steps } from '../../common/slices.ts';
import type { EstateContext } from '../context.ts';
import type { PartKey } from '../model/part.ts';
import type { Swapped } from '../picture/swap.ts';
import { serviceHealthEvents, type ServiceHealthEvent } from './serviceHealthEvent.ts';
import { swapList } from './swapRows.ts';

/** Puts a complete read of events that are of no subscription into the picture, as `swapRows()` does with a subscription's. */
export function* swapWide(
  context: EstateContext,
  key: PartKey,
  rows: readonly ServiceHealthEvent[],
  observedAt: number,
): Steps<Swapped> {
  const { picture } = context;
  const { tenantId } = key;
  const before = picture.wideEvents(tenantId);
  return yield* swapList(context, serviceHealthEvents, { before, rows, observedAt }, () =>
    tenantId === '' || picture.tenant(tenantId)
      ? { key, put: (kept) => picture.setWideEvents(tenantId, kept) }
      : undefined,
  );
}
