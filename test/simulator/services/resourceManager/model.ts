import type { Exchange, Principal } from '../../core/http.ts';
import type { Simulation } from '../../core/simulation.ts';
import type { Resource, ResourceGroup, Subscription } from '../../world/model.ts';
import { requireSubscription } from './access.ts';
import { armError } from './errors.ts';

/** Resource groups of a subscription. */
export function listGroups(
  simulation: Simulation,
  x: Exchange,
  principal: Principal,
  subscriptionId: string,
): ResourceGroup[] {
  const action = 'Microsoft.Resources/subscriptions/resourcegroups/read';
  const subscription = requireSubscription(simulation, x, principal, subscriptionId, action);
  return simulation.world.holdings(subscription, x.now).groups;
}

export function findGroup(
  simulation: Simulation,
  x: Exchange,
  subscription: Subscription,
  name: string,
): ResourceGroup {
  const group = simulation.world.holdings(subscription, x.now).groups.find((one) => same(one.name, name));
  if (!group) {
    throw armError('ResourceGroupNotFound', `Resource group '${name}' could not be found.`);
  }
  return group;
}

/** Resources of a subscription or of one of its groups, as `$filter` narrows them. */
export function listResources(
  simulation: Simulation,
  x: Exchange,
  principal: Principal,
  subscriptionId: string,
  groupName?: string,
): Resource[] {
  const subscription = requireSubscription(
    simulation,
    x,
    principal,
    subscriptionId,
    'Microsoft.Resources/subscriptions/resources/read',
  );
  const group = groupName === undefined ? undefined : findGroup(simulation, x, subscription, groupName);
  const matches = resourceFilter(x.query.get('$filter'));
  const { resources } = simulation.world.holdings(subscription, x.now);
  return resources.filter((one) => (!group || same(one.resourceGroup, group.name)) && matches(one));
}

export function findResource(simulation: Simulation, x: Exchange, principal: Principal, id: string): Resource {
  const subscriptionId = id.split('/')[2] ?? '';
  const subscription = requireSubscription(
    simulation,
    x,
    principal,
    subscriptionId,
    'Microsoft.Resources/subscriptions/resources/read',
  );
  const resource = simulation.world.resource(id, x.now);
  if (!resource) {
    findGroup(simulation, x, subscription, id.split('/')[4] ?? '');
    throw armError('ResourceNotFound', `The Resource '${id}' was not found.`);
  }
  return resource;
}

/** `property eq|ne 'value'` joined by `and`; anything else is refused, because it would be answered wrongly. */
function resourceFilter(filter: string | null): (resource: Resource) => boolean {
  if (filter === null) {
    return () => true;
  }
  const terms = filter.split(/\s+and\s+/i).map((term) => {
    const match = /^\s*(resourceType|location|name|resourceGroup)\s+(eq|ne)\s+'((?:[^']|'')*)'\s*$/i.exec(term);
    const [, property, operator, value] = match ?? [];
    if (property === undefined || operator === undefined || value === undefined) {
      throw armError('InvalidFilterInQueryString', `The filter '${filter}' is invalid or not supported.`);
    }
    return {
      property: property.toLowerCase(),
      equal: operator.toLowerCase() === 'eq',
      value: value.replaceAll("''", "'"),
    };
  });
  return (resource) => terms.every((term) => same(propertyOf(resource, term.property), term.value) === term.equal);
}

function propertyOf(resource: Resource, property: string): string {
  switch (property) {
    case 'resourcetype':
      return resource.type;
    case 'location':
      return resource.location;
    case 'resourcegroup':
      return resource.resourceGroup;
    default:
      return resource.name;
  }
}

export function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
