import type { Principal } from '../../core/http.ts';
import type { Simulation } from '../../core/simulation.ts';
import type { Resource, Subscription } from '../../world/model.ts';
import { allows } from '../resourceManager/access.ts';
import { alertRow } from './alertRows.ts';
import { annotationRows } from './annotationRows.ts';
import { changeRow, CHANGES_KEPT_MS, isContainerChange } from './changeRows.ts';
import { invalidQuery } from './errors.ts';
import type { Row } from './evaluate.ts';
import { eventRows } from './eventRows.ts';
import { EMPTY } from './row.ts';
import { watcherProperties } from './watcherRows.ts';

/** Rows of a table within these subscriptions. Resource Graph writes types and resource groups in lower case. */
export function tableRows(
  simulation: Simulation,
  table: string,
  scope: readonly Subscription[],
  principal: Principal,
  now: number,
): Row[] {
  const { world } = simulation;
  const readable = (what: string): Subscription[] =>
    scope
      .filter((one) => allows(world.role(one, principal, now), `Microsoft.ResourceHealth/${what}/read`))
      .filter((one) => !one.unregistered.includes('microsoft.resourcehealth'));
  switch (table.toLowerCase()) {
    case 'resources':
      return scope.flatMap((one) => resourceRows(simulation, one, now));
    case 'resourcecontainers':
      return scope.flatMap((one) => [subscriptionRow(one), ...groupRows(simulation, one, now)]);
    case 'healthresources':
      return readable('availabilityStatuses').flatMap((one) => healthRows(simulation, one, now));
    case 'servicehealthresources': {
      const events = world.events(now);
      const regionOf = (id: string): string => world.resource(id, now)?.location ?? '';
      return readable('events').flatMap((one) => eventRows(events, one, regionOf));
    }
    case 'alertsmanagementresources':
      return scope
        .filter((one) => allows(world.role(one, principal, now), 'Microsoft.AlertsManagement/alerts/read'))
        .flatMap((one) => world.alerts(one, now).map((alert) => alertRow(alert, one)));
    case 'resourcechanges':
    case 'resourcecontainerchanges': {
      const containers = table.toLowerCase() === 'resourcecontainerchanges';
      return scope.flatMap((one) =>
        world
          .changes(one, now - CHANGES_KEPT_MS, now)
          .filter((change) => isContainerChange(change) === containers)
          .map((change) => changeRow(change, one)),
      );
    }
    default:
      throw invalidQuery(`Table ${table} was not found or is not supported.`);
  }
}

function resourceRows(simulation: Simulation, subscription: Subscription, now: number): Row[] {
  const watchers = watcherProperties(simulation, subscription);
  return simulation.world
    .holdings(subscription, now)
    .resources.map((one) => resourceRow(one, subscription.tenantId, watchers.get(one.id)?.()));
}

function resourceRow(resource: Resource, tenantId: string, properties: unknown): Row {
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
    properties: properties ?? { provisioningState: 'Succeeded' },
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

function groupRows(simulation: Simulation, subscription: Subscription, now: number): Row[] {
  return simulation.world.holdings(subscription, now).groups.map((group) => ({
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
    .holdings(subscription, now)
    .resources.filter((one) => one.type.toLowerCase() === 'microsoft.compute/virtualmachines');
  return machines.flatMap((resource) => [
    statusRow(simulation, subscription, resource, now),
    ...annotationRows(simulation, subscription, resource, now),
  ]);
}

function statusRow(simulation: Simulation, subscription: Subscription, resource: Resource, now: number): Row {
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
}
