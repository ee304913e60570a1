import { WireError } from '../../core/http.ts';
import type { Exchange, Principal, Reply } from '../../core/http.ts';
import type { Simulation } from '../../core/simulation.ts';
import type { Resource } from '../../world/model.ts';
import { hasHealth } from '../../world/generator/resourceTypes.ts';
import { requireRegistration, requireSubscription } from '../resourceManager/access.ts';
import { armError } from '../resourceManager/errors.ts';
import { findGroup, same } from '../resourceManager/model.ts';
import { page } from '../resourceManager/paging.ts';
import { statusShape } from './shapes.ts';

const NAMESPACE = 'Microsoft.ResourceHealth';
const ACTION = `${NAMESPACE}/availabilityStatuses/read`;

/** Current status of each supported resource of a subscription or resource group; others are simply not in the list. */
export function listStatuses(
  simulation: Simulation,
  x: Exchange,
  principal: Principal,
  subscriptionId: string,
  groupName?: string,
): Reply {
  const subscription = requireSubscription(simulation, x, principal, subscriptionId, ACTION);
  requireRegistration(subscription, NAMESPACE);
  const group = groupName === undefined ? undefined : findGroup(simulation, x, subscription, groupName);
  const rows = simulation.world
    .holdings(subscription, x.now)
    .resources.filter((one) => one.health && (!group || same(one.resourceGroup, group.name)));
  const body = page(x, rows, simulation.behaviour.healthPageSize, (one) => currentShape(simulation, x, one));
  return { status: 200, body };
}

/** Newest first; the first one is `current`. */
export function listHistory(simulation: Simulation, x: Exchange, principal: Principal, resourceId: string): Reply {
  const resource = requireResource(simulation, x, principal, resourceId);
  const rows = simulation.world.healthHistory(resource, x.now);
  const currentAt = rows.findIndex((row) => row.state !== null);
  const options = { now: x.now, actions: wantsActions(x) };
  const ordered = rows
    .map((row, i) => ({ row, current: i === currentAt }))
    .sort((a, b) => Number(b.current) - Number(a.current));
  const body = page(x, ordered, simulation.behaviour.healthPageSize, ({ row, current }) =>
    statusShape(resource, row, { ...options, current }),
  );
  return { status: 200, body };
}

export function getStatus(
  simulation: Simulation,
  x: Exchange,
  principal: Principal,
  resourceId: string,
  name: string,
): Reply {
  const resource = requireResource(simulation, x, principal, resourceId);
  if (!same(name, 'current')) {
    throw armError('ResourceNotFound', `The status '${name}' was not found.`);
  }
  return { status: 200, body: currentShape(simulation, x, resource) };
}

function currentShape(simulation: Simulation, x: Exchange, resource: Resource) {
  const row = simulation.world.health(resource, x.now);
  return row && statusShape(resource, row, { current: true, now: x.now, actions: wantsActions(x) });
}

function requireResource(simulation: Simulation, x: Exchange, principal: Principal, id: string): Resource {
  const subscription = requireSubscription(simulation, x, principal, id.split('/')[2] ?? '', ACTION);
  requireRegistration(subscription, NAMESPACE);
  const [, provider = ''] = id.split(/\/providers\//i);
  const [namespace, ...rest] = provider.split('/');
  const type = [namespace, ...rest.filter((_, i) => i % 2 === 0)].join('/');
  if (!hasHealth(type)) {
    // The provider's own errors come without ARM's envelope.
    const message = `The resource type '${type}' is not supported.`;
    throw new WireError({ status: 422, body: { code: 'UnsupportedResourceType', message } });
  }
  const resource = simulation.world.resource(id, x.now);
  if (!resource) {
    throw armError('ResourceNotFound', `The Resource '${id}' was not found.`);
  }
  return resource;
}

function wantsActions(x: Exchange): boolean {
  return x.query.get('$expand')?.toLowerCase() === 'recommendedactions';
}
