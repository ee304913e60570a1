import type { Simulation } from '../core/simulation.ts';
import type { Resource, Subscription } from '../world/model.ts';
import { isVisible, selected, tenantAccess } from './truthScope.ts';
import {
  truthActivityLog,
  truthAlertRules,
  truthAlerts,
  truthChanges,
  truthEvents,
  truthImpactedResources,
} from './truthWatch.ts';

export function truthCustomers(simulation: Simulation) {
  const now = simulation.clock.now();
  return simulation.world.customers(now).map((customer) => ({
    customerId: customer.id,
    companyName: customer.companyName,
    domain: customer.domain,
    hasAzurePlan: customer.commerce.some((row) => row.azurePlan),
    access: tenantAccess(simulation, customer.id, now),
  }));
}

export function truthTenants(simulation: Simulation) {
  const now = simulation.clock.now();
  return simulation.world.data.tenants.map((tenant) => ({
    tenantId: tenant.id,
    displayName: tenant.displayName,
    defaultDomain: tenant.domains[0],
    relation: tenant.relation,
    access: tenantAccess(simulation, tenant.id, now),
    readsTenantEvents: simulation.world.readsTenantEvents(tenant.id, now),
  }));
}

/** Every subscription that exists; `visible` says whether the settings' credentials may read it. */
export function truthSubscriptions(simulation: Simulation, filter: URLSearchParams) {
  const now = simulation.clock.now();
  return selected(simulation, filter).map((subscription) => ({
    subscriptionId: subscription.id,
    tenantId: subscription.tenantId,
    displayName: subscription.displayName,
    state: subscription.state,
    visible: isVisible(simulation, subscription, now),
    resourceHealthRegistered: !subscription.unregistered.includes('microsoft.resourcehealth'),
    tags: subscription.tags ?? {},
  }));
}

export function truthResourceGroups(simulation: Simulation, filter: URLSearchParams) {
  const now = simulation.clock.now();
  return selected(simulation, filter).flatMap((subscription) =>
    simulation.world.holdings(subscription, now).groups.map((group) => ({
      subscriptionId: subscription.id,
      tenantId: subscription.tenantId,
      name: group.name,
      location: group.location,
      tags: group.tags ?? {},
    })),
  );
}

export function truthResources(simulation: Simulation, filter: URLSearchParams) {
  const now = simulation.clock.now();
  return selected(simulation, filter).flatMap((subscription) =>
    simulation.world.holdings(subscription, now).resources.map((resource) => ({
      resourceId: resource.id,
      name: resource.name,
      type: resource.type,
      location: resource.location,
      resourceGroup: resource.resourceGroup,
      subscriptionId: subscription.id,
      tenantId: subscription.tenantId,
      tags: resource.tags ?? {},
      supportsHealth: resource.health !== undefined,
    })),
  );
}

/** State of every resource that Resource Health knows in a subscription where it is registered. */
export function truthHealth(simulation: Simulation, filter: URLSearchParams) {
  const now = simulation.clock.now();
  const rows = withHealth(simulation, filter).flatMap(({ subscription, resources }) =>
    resources.map((resource) => {
      const health = simulation.world.health(resource, now);
      return {
        resourceId: resource.id,
        name: resource.name,
        type: resource.type,
        subscriptionId: subscription.id,
        tenantId: subscription.tenantId,
        state: health?.state ?? null,
        reason: health?.reason ?? null,
        since: health ? new Date(health.since).toISOString() : null,
      };
    }),
  );
  return rows;
}

type Counts = Record<string, number>;

/** Counts by state, Unavailable by its owner apart; by tenant, by subscription and over all. */
export function truthHealthCounts(simulation: Simulation, filter: URLSearchParams) {
  const now = simulation.clock.now();
  const total: Counts = {};
  const byTenant: Record<string, Counts> = {};
  const bySubscription: Record<string, Counts> = {};
  for (const { subscription, resources } of withHealth(simulation, filter)) {
    const own = (bySubscription[subscription.id] = {} as Counts);
    const tenant = (byTenant[subscription.tenantId] ??= {});
    for (const resource of resources) {
      const health = simulation.world.health(resource, now);
      const key = health?.reason === 'UserInitiated' ? 'UserInitiated' : (health?.state ?? 'none');
      [total, own, tenant].forEach((counts) => (counts[key] = (counts[key] ?? 0) + 1));
    }
  }
  return { total, byTenant, bySubscription };
}

function withHealth(
  simulation: Simulation,
  filter: URLSearchParams,
): Array<{ subscription: Subscription; resources: Resource[] }> {
  const now = simulation.clock.now();
  return selected(simulation, filter)
    .filter((subscription) => !subscription.unregistered.includes('microsoft.resourcehealth'))
    .map((subscription) => ({
      subscription,
      resources: simulation.world.holdings(subscription, now).resources.filter((one) => one.health),
    }));
}

/** What is so at the simulator's present moment, for tests that run in the same process. */
export function truthOf(simulation: Simulation) {
  const filter = (narrow: Record<string, string>): URLSearchParams => new URLSearchParams(narrow);
  return {
    customers: () => truthCustomers(simulation),
    tenants: () => truthTenants(simulation),
    subscriptions: (narrow: Record<string, string> = {}) => truthSubscriptions(simulation, filter(narrow)),
    resourceGroups: (narrow: Record<string, string> = {}) => truthResourceGroups(simulation, filter(narrow)),
    resources: (narrow: Record<string, string> = {}) => truthResources(simulation, filter(narrow)),
    resourceHealth: (narrow: Record<string, string> = {}) => truthHealth(simulation, filter(narrow)),
    events: (narrow: Record<string, string> = {}) => truthEvents(simulation, filter(narrow)),
    impactedResources: (narrow: Record<string, string> = {}) => truthImpactedResources(simulation, filter(narrow)),
    alertRules: (narrow: Record<string, string> = {}) => truthAlertRules(simulation, filter(narrow)),
    alerts: (narrow: Record<string, string> = {}) => truthAlerts(simulation, filter(narrow)),
    changes: (narrow: Record<string, string> = {}) => truthChanges(simulation, filter(narrow)),
    activityLog: (narrow: Record<string, string> = {}) => truthActivityLog(simulation, filter(narrow)),
    healthCounts: (narrow: Record<string, string> = {}) => truthHealthCounts(simulation, filter(narrow)),
  };
}
