import type { HealthEvent } from '../../microsoft/api/serviceHealthApi.ts';
import { plainText } from '../segments/plainText.ts';
import type { EstateRow, RowSectionInfo } from './row.ts';

/**
 * An event of Azure Service Health as one subscription is told of it: Azure's own strings, texts without their HTML,
 * times in ms. https://learn.microsoft.com/azure/service-health/service-health-event-properties
 */
export interface ServiceHealthEvent extends EstateRow, Omit<HealthEvent, 'recommendedActions'> {
  /** What Azure recommends to do. */
  readonly actions: string | null;
}

const rows = new WeakMap<HealthEvent, ServiceHealthEvent>();

/** The row of an event. The same event gives the same row: it is repeated for each of thousands of subscriptions. */
export function eventRow(event: HealthEvent): ServiceHealthEvent {
  let row = rows.get(event);
  if (!row) {
    const { recommendedActions, ...rest } = event;
    row = {
      key: event.trackingId.toLowerCase(),
      ...rest,
      title: plain(event.title),
      summary: plain(event.summary),
      actions: plain(recommendedActions.join(' ')),
    };
    rows.set(event, row);
  }
  return row;
}

/** Whether Azure has the event as going on. */
export function isActive({ status }: Pick<ServiceHealthEvent, 'status'>): boolean {
  return status?.toLowerCase() === 'active';
}

function plain(html: string | null): string | null {
  return html === null ? null : plainText(html) || null;
}

export const serviceHealthEvents: RowSectionInfo<ServiceHealthEvent> = {
  interval: 'events',
  change(before, after) {
    const { trackingId, title } = (after ?? before) as ServiceHealthEvent;
    const row = { id: trackingId, title: title ?? trackingId, from: before?.status ?? null, to: after?.status ?? null };
    const [was, is] = [before !== null && isActive(before), after !== null && isActive(after)];
    if (is && !was) {
      return { ...row, kind: 'eventOpened' };
    }
    if (was && !is) {
      return { ...row, kind: 'eventResolved' };
    }
    // What is over goes from the list some day, and an event may be told of only when it is over.
    const updated = before && after && before.lastUpdateAt !== after.lastUpdateAt;
    return updated ? { ...row, kind: 'eventUpdated' } : null;
  },
};
