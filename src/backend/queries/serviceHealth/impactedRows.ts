import { resourceKey } from '../../../shared/resourceId.ts';
import type { Steps } from '../../common/slices.ts';
import { NO_ROW } from '../../estate/model/segments.ts';
import type { SubscriptionView } from '../../estate/model/snapshot.ts';
import type { ImpactedResource } from '../../estate/rows/impactedResource.ts';
import type { ServiceHealthEvent } from '../../estate/rows/serviceHealthEvent.ts';
import type { Reading } from '../context.ts';
import { ItemFilter, type ItemRows } from '../monitoring/sectionRows.ts';
import { knownIn } from '../absence/known.ts';
import type { Filters } from '../filters.ts';
import { RowFilter } from '../resources/rowFilter.ts';
import type { Scope } from '../scope.ts';

/** A resource that an event names, found again in what is known of its subscription. */
export interface Impacted {
  readonly resource: ImpactedResource;
  /** As the subscription was told of it; null when it has gone from the list. */
  readonly event: ServiceHealthEvent | null;
  /** Rows in the view's segments, or NO_ROW. */
  readonly inventory: number;
  readonly health: number;
}

export type ImpactedRows = ItemRows<Impacted>;

/** Resources that events of Service Health name, as the filters leave them. */
export function* selectImpacted(filters: Filters, scope: Scope, reading: Reading): Steps<ImpactedRows> {
  const ofResource = new RowFilter(filters, reading.snapshot);
  const ofEvent = new ItemFilter<Impacted>(filters, {
    eventType: ({ event }) => [event?.eventType],
    trackingId: ({ resource }) => [resource.trackingId],
  });
  const items: Impacted[] = [];
  const views: SubscriptionView[] = [];
  for (const view of scope.views()) {
    const keeps = ofResource.of(view);
    const events = new Map((view.rows.serviceHealthEvents ?? []).map((event) => [event.key, event]));
    for (const resource of view.rows.impactedResources ?? []) {
      const id = resourceKey(resource.resourceId);
      const item: Impacted = {
        resource,
        event: events.get(resource.trackingId.toLowerCase()) ?? null,
        inventory: view.inventory?.find(id) ?? NO_ROW,
        health: view.health?.find(id) ?? NO_ROW,
      };
      // A resource that only the event knows has no property that a filter could be compared with.
      const known = item.inventory !== NO_ROW || item.health !== NO_ROW;
      if (ofEvent.keeps(item) && (keeps === null || (known && keeps(item.inventory, item.health)))) {
        items.push(item);
        views.push(view);
      }
    }
    yield;
  }
  const known = knownIn(reading, scope);
  const notices = [...(yield* ofResource.notices(known)), ...(yield* ofEvent.notices(['trackingId'], known))];
  return { reading, items, views, length: items.length, notices };
}
