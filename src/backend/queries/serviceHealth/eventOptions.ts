import type { Option } from '../../../shared/tree.ts';
import type { ServiceHealthEvent } from '../../estate/rows/serviceHealthEvent.ts';
import type { Scope } from '../scope.ts';
import { regionsOf, servicesOf } from './eventFilter.ts';

type List = (scope: Scope) => Option[];

/** Values that the events in scope have, each once. */
export const EVENT_OPTIONS = {
  eventType: words(({ eventType }) => [eventType]),
  level: words(({ eventLevel, level }) => [eventLevel, level]),
  service: words(servicesOf),
  region: words(regionsOf),
  trackingId: (scope: Scope) =>
    [...eventsOf(scope).values()].map(({ trackingId, title }) => ({
      text: title === null ? trackingId : `${trackingId} ${title}`,
      value: trackingId,
    })),
} satisfies Record<string, List>;

function words(wordsOf: (event: ServiceHealthEvent) => readonly (string | null)[]): List {
  return (scope) => {
    const found = new Set<string>();
    for (const event of eventsOf(scope).values()) {
      wordsOf(event).forEach((word) => word !== null && found.add(word));
    }
    return Array.from(found, (word) => ({ text: word, value: word }));
  };
}

function eventsOf(scope: Scope): ReadonlyMap<string, ServiceHealthEvent> {
  const events = new Map<string, ServiceHealthEvent>();
  for (const view of scope.views()) {
    for (const event of view.rows.serviceHealthEvents ?? []) {
      events.set(event.key, event);
    }
  }
  return events;
}
