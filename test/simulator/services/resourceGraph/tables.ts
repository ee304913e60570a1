import type { Principal } from '../../core/http.ts';
import type { Simulation } from '../../core/simulation.ts';
import type { Resource, Subscription } from '../../world/model.ts';
import { allows } from '../resourceManager/access.ts';
import { invalidQuery } from './errors.ts';
import type { Row } from './evaluate.ts';

const EMPTY = {
  kind: '',
  managedBy: '',
  sku: null,
  plan: null,
  properties: {},
  tags: null,
  identity: null,
  zones: null,
  extendedLocation: null,
};

/** Rows of a table within these subscriptions. Resource Graph writes types and resource groups in lower case. */
export function tableRows(
  simulation: Simulation,
  table: string,
  scope: readonly Subscription[],
  principal: Principal,
  now: number,
): Row[] {
  const { world } = simulation;
  switch (table.toLowerCase()) {
    case 'resources':
      return scope.flatMap((one) =>
        world.holdings(one).resources.map((resource) => resourceRow(resource, one.tenantId)),
      );
    case 'resourcecontainers':
      return scope.flatMap((one) => [subscriptionRow(one), ...groupRows(simulation, one)]);
    case 'healthresources':
      return scope
        .filter((one) => allows(world.role(one, principal), 'Microsoft.ResourceHealth/availabilityStatuses/read'))
        .filter((one) => !one.unregistered.includes('microsoft.resourcehealth'))
        .flatMap((one) => healthRows(simulation, one, now));
    default:
      throw invalidQuery(`Table ${table} was not found or is not supported.`);
  }
}

function resourceRow(resource: Resource, tenantId: string): Row {
  return {
    ...EMPTY,
    id: resource.id,
    name: resource.name.split('/').pop() ?? resource.name,
    type: resource.type.toLowerCase(),
    tenantId,
    kind: resource.kind ?? '',
    location: resource.location,
    resourceGroup: resource.resourceGroup.toLowerCase(),
    subscriptionId: resource.subscriptionId,
    sku: resource.sku ?? null,
    tags: resource.tags ?? null,
    properties: { provisioningState: 'Succeeded' },
  };
}

function subscriptionRow(subscription: Subscription): Row {
  return {
    ...EMPTY,
    id: `/subscriptions/${subscription.id}`,
    name: subscription.displayName,
    type: 'microsoft.resources/subscriptions',
    tenantId: subscription.tenantId,
    location: '',
    resourceGroup: '',
    subscriptionId: subscription.id,
    tags: subscription.tags ?? null,
    properties: {
      state: subscription.state,
      subscriptionPolicies: {
        quotaId: subscription.quotaId,
        spendingLimit: 'Off',
        locationPlacementId: 'Public_2014-09-01',
      },
      managedByTenants: [],
    },
  };
}

function groupRows(simulation: Simulation, subscription: Subscription): Row[] {
  return simulation.world.holdings(subscription).groups.map((group) => ({
    ...EMPTY,
    id: `/subscriptions/${subscription.id}/resourceGroups/${group.name}`,
    name: group.name,
    type: 'microsoft.resources/subscriptions/resourcegroups',
    tenantId: subscription.tenantId,
    location: group.location,
    resourceGroup: group.name.toLowerCase(),
    subscriptionId: subscription.id,
    tags: group.tags ?? null,
    properties: { provisioningState: 'Succeeded' },
  }));
}

/** Health rows exist for virtual machines only. https://learn.microsoft.com/azure/governance/resource-graph/reference/supported-tables-resources */
function healthRows(simulation: Simulation, subscription: Subscription, now: number): Row[] {
  const machines = simulation.world
    .holdings(subscription)
    .resources.filter((one) => one.type.toLowerCase() === 'microsoft.compute/virtualmachines');
  return machines.map((resource) => {
    const [current, previous] = simulation.world.healthHistory(resource, now).filter((row) => row.state !== null);
    return {
      ...EMPTY,
      id: `${resource.id}/providers/Microsoft.ResourceHealth/availabilityStatuses/current`,
      name: 'current',
      type: 'microsoft.resourcehealth/availabilitystatuses',
      tenantId: subscription.tenantId,
      location: resource.location,
      resourceGroup: resource.resourceGroup.toLowerCase(),
      subscriptionId: subscription.id,
      properties: {
        targetResourceType: resource.type,
        targetResourceId: resource.id,
        occurredTime: new Date(current?.since ?? now).toISOString(),
        previousAvailabilityState: previous?.state ?? 'Unknown',
        availabilityState: current?.state ?? 'Unknown',
      },
    };
  });
}
