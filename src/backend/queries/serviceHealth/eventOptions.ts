import type { Option } from '../../../shared/tree.ts';
import type { Snapshot } from '../../estate/model/snapshot.ts';
import type { ServiceHealthEvent } from '../../estate/rows/serviceHealthEvent.ts';
import type { Scope } from '../scope.ts';
import { regionsOf, servicesOf } from './eventFilter.ts';

type List = (scope: Scope, snapshot: Snapshot) => Option[];

/** Values that the events in scope have, each once. */
export const EVENT_OPTIONS = {
  eventType: words(({ eventType }) => [eventType]),
  level: words(({ eventLevel, level }) => [eventLevel, level]),
  service: words(servicesOf),
  region: words(regionsOf),
  trackingId: (scope: Scope, snapshot: Snapshot) =>
    [...eventsOf(scope, snapshot).values()].map(({ trackingId, title }) => ({
      text: title === null ? trackingId : `${trackingId} ${title}`,
      value: trackingId,
    })),
} satisfies Record<string, List>;

function words(wordsOf: (event: ServiceHealthEvent) => readonly (string | null)[]): List {
  return (scope, snapshot) => {
    const found = new Set<string>();
    for (const event of eventsOf(scope, snapshot).values()) {
      wordsOf(event).forEach((word) => word !== null && found.add(word));
    }
    return Array.from(found, (word) => ({ text: word, value: word }));
  };
}

function eventsOf(scope: Scope, snapshot: Snapshot): ReadonlyMap<string, ServiceHealthEvent> {
  const events = new Map<string, ServiceHealthEvent>();
  for (const view of scope.views()) {
    for (const event of view.rows.serviceHealthEvents ?? []) {
      events.set(event.key, event);
    }
  }
  for (const tenantId of [...scope.tenants.map((tenant) => tenant.tenantId), ...(scope.everything ? [''] : [])]) {
    for (const event of snapshot.wideEvents(tenantId) ?? []) {
      events.set(event.key, events.get(event.key) ?? event);
    }
  }
  return events;
}
