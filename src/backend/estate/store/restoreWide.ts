import type { EstateContext } from '../context.ts';
import { tenantEventsPart } from '../parts/wideParts.ts';
import { isOff } from '../parts/sectionOff.ts';
import { unreadablePart } from '../parts/partStatus.ts';
import { WIDE_SECTIONS } from '../model/sections.ts';
import { readStoredRows } from '../rows/swapRows.ts';
import type { ServiceHealthEvent } from '../rows/serviceHealthEvent.ts';
import { pending, read } from './restored.ts';
import type { Store } from './store.ts';

/** Puts up an earlier run's events that are of no subscription. */
export async function restoreWide(context: EstateContext, store: Store): Promise<void> {
  const { picture, settings, clock, saver } = context;
  const { events } = settings.intervals;
  for (const section of WIDE_SECTIONS.filter((one) => !isOff(settings, one))) {
    for await (const part of store.load(section)) {
      const { tenantId, body } = part;
      const known = tenantId === '' || picture.tenant(tenantId)?.enabled === true;
      const rows = known ? read(context, part, () => readStoredRows<ServiceHealthEvent>(section, body)) : undefined;
      if (rows) {
        picture.setWideEvents(tenantId, rows);
        pending(context, part, events);
      } else {
        saver.removed(part);
      }
    }
  }
  if (isOff(settings, 'tenantEvents')) {
    return;
  }
  for (const { tenantId } of picture.tenants()) {
    const hasSubscriptions = (picture.part('subscriptions', tenantId, '')?.observedAt ?? null) !== null;
    if (hasSubscriptions && !picture.part('tenantEvents', tenantId, '')) {
      picture.setPart(unreadablePart(tenantEventsPart(tenantId), events, clock.now()), true);
    }
  }
}
