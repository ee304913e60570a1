import type { Exchange, Principal, Reply } from '../../core/http.ts';
import type { Simulation } from '../../core/simulation.ts';
import type { Subscription } from '../../world/model.ts';
import type { ServiceEvent } from '../../world/eventModel.ts';
import { allows, requireRegistration, requireSubscription } from '../resourceManager/access.ts';
import { armError, authorizationFailed } from '../resourceManager/errors.ts';
import { same } from '../resourceManager/model.ts';
import { holds, readFilter } from '../resourceManager/odataFilter.ts';
import { page } from '../resourceManager/paging.ts';
import { emergingIssuesShape, eventShape, impactedResourceShape } from './eventShapes.ts';

const NAMESPACE = 'Microsoft.ResourceHealth';
const READ = `${NAMESPACE}/events/read`;
const DETAILS = `${NAMESPACE}/events/fetchEventDetails/action`;
const DEFAULT_WINDOW_MS = 3 * 24 * 3600 * 1000;
const FIELDS = ['properties/eventType', 'properties/status', 'properties/impactStartTime', 'properties/trackingId'];

/** Events that touch a subscription and were updated since `queryStartTime`, by default within three days. */
export function listEvents(simulation: Simulation, x: Exchange, principal: Principal, id: string): Reply {
  const subscription = readable(simulation, x, principal, id);
  return listed(simulation, x, eventsOf(simulation, subscription, x.now), subscription);
}

/** Events at the scope of the caller's tenant. */
export function listTenantEvents(simulation: Simulation, x: Exchange, principal: Principal): Reply {
  if (!simulation.world.readsTenantEvents(principal.tenantId, x.now)) {
    throw authorizationFailed(x, READ, '/');
  }
  const events = simulation.world.events(x.now).filter((one) => one.tenantIds?.includes(principal.tenantId));
  return listed(simulation, x, events, undefined);
}

function listed(simulation: Simulation, x: Exchange, events: ServiceEvent[], subscription?: Subscription): Reply {
  const from = startTime(x) ?? x.now - DEFAULT_WINDOW_MS;
  const rows = events.filter((one) => one.updatedAt >= from).filter(eventFilter(x.query.get('$filter')));
  const body = page(x, rows, simulation.behaviour.healthPageSize, (one) => eventShape(one, subscription, 'list'));
  return { status: 200, body };
}

export function getEvent(simulation: Simulation, x: Exchange, principal: Principal, id: string, name: string): Reply {
  const subscription = readable(simulation, x, principal, id);
  startTime(x);
  return { status: 200, body: eventShape(findEvent(simulation, subscription, name, x.now), subscription, 'list') };
}

/** The text of a sensitive event, for those with a right that Reader does not have. */
export function fetchEventDetails(
  simulation: Simulation,
  x: Exchange,
  principal: Principal,
  id: string,
  name: string,
): Reply {
  const subscription = readable(simulation, x, principal, id);
  if (!allows(simulation.world.role(subscription, principal, x.now), DETAILS)) {
    throw authorizationFailed(x, DETAILS, `/subscriptions/${subscription.id}`);
  }
  return { status: 200, body: eventShape(findEvent(simulation, subscription, name, x.now), subscription, 'details') };
}

/** `sensitive`: the POST for security advisories, whose resources the GET does not tell. */
export function listImpactedResources(
  simulation: Simulation,
  x: Exchange,
  principal: Principal,
  params: { id: string; name: string; sensitive: boolean },
): Reply {
  const subscription = readable(simulation, x, principal, params.id);
  if (params.sensitive && !allows(simulation.world.role(subscription, principal, x.now), DETAILS)) {
    throw authorizationFailed(x, DETAILS, `/subscriptions/${subscription.id}`);
  }
  const event = findEvent(simulation, subscription, params.name, x.now);
  const told = (event.type === 'SecurityAdvisory') === params.sensitive;
  const ids = told ? (event.touches.get(subscription.id) ?? []) : [];
  const filter = x.query.get('$filter');
  const wanted = filter === null ? [[]] : readFilter(filter, ['targetRegion']);
  const rows = ids
    .map((resourceId) =>
      impactedResourceShape(event, subscription, resourceId, regionOf(simulation, resourceId, x.now)),
    )
    .filter((row) => wanted.some((terms) => terms.every((term) => holds(term, row.properties.targetRegion))));
  return { status: 200, body: page(x, rows, simulation.behaviour.healthPageSize, (row) => row) };
}

/** What the public status page says, the same for every caller. */
export function listEmergingIssues(simulation: Simulation, x: Exchange): Reply {
  const events = simulation.world.events(x.now).filter((one) => one.type === 'EmergingIssues');
  return { status: 200, body: page(x, [emergingIssuesShape(events, x.now)], 100, (row) => row) };
}

export function getEmergingIssues(simulation: Simulation, x: Exchange): Reply {
  const events = simulation.world.events(x.now).filter((one) => one.type === 'EmergingIssues');
  return { status: 200, body: emergingIssuesShape(events, x.now) };
}

function readable(simulation: Simulation, x: Exchange, principal: Principal, id: string): Subscription {
  const subscription = requireSubscription(simulation, x, principal, id, READ);
  requireRegistration(subscription, NAMESPACE);
  return subscription;
}

function eventsOf(simulation: Simulation, subscription: Subscription, now: number): ServiceEvent[] {
  return simulation.world.events(now).filter((one) => one.touches.has(subscription.id));
}

function findEvent(simulation: Simulation, subscription: Subscription, name: string, now: number): ServiceEvent {
  const event = eventsOf(simulation, subscription, now).find((one) => same(one.trackingId, name));
  if (!event) {
    throw armError('EventNotFound', `The event '${name}' was not found.`);
  }
  return event;
}

function regionOf(simulation: Simulation, resourceId: string, now: number): string {
  return simulation.world.resource(resourceId, now)?.location ?? '';
}

/** `7/24/2020` or ISO. */
function startTime(x: Exchange): number | undefined {
  const text = x.query.get('queryStartTime');
  if (text === null) {
    return undefined;
  }
  const at = /^\d{1,2}\/\d{1,2}\/\d{4}/.test(text) ? Date.parse(`${text} UTC`) : Date.parse(text);
  if (Number.isNaN(at)) {
    throw armError('BadRequest', `The value '${text}' of queryStartTime is not a date.`);
  }
  return at;
}

function eventFilter(filter: string | null): (event: ServiceEvent) => boolean {
  if (filter === null) {
    return () => true;
  }
  const alternatives = readFilter(filter, FIELDS);
  const valueOf = (event: ServiceEvent, field: string): string | number => {
    switch (field) {
      case 'properties/eventType':
        return event.type;
      case 'properties/status':
        return event.status;
      case 'properties/trackingId':
        return event.trackingId;
      default:
        return event.startedAt;
    }
  };
  return (event) => alternatives.some((terms) => terms.every((term) => holds(term, valueOf(event, term.field))));
}
