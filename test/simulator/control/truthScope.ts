import type { Simulation } from '../core/simulation.ts';
import type { Subscription } from '../world/model.ts';

/** What the caller that the settings describe can see of a tenant now. */
export function tenantAccess(
  simulation: Simulation,
  tenantId: string,
  now: number,
): 'ok' | 'noConsent' | 'noGdap' | 'conditionalAccess' {
  const { world } = simulation;
  const tenant = world.tenant(tenantId);
  if (tenant?.relation === 'lighthouse') {
    return world.delegatedTo(world.data.partner.id, now).some((one) => one.tenantId === tenant.id) ? 'ok' : 'noConsent';
  }
  const app = tenant?.relation === 'direct' ? world.data.applications.direct : world.data.applications.partner;
  if (!tenant || !world.consented(tenant, app.clientId, now)) {
    return 'noConsent';
  }
  if (tenant.relation === 'customer' && !world.gdapActive(tenant, now)) {
    return 'noGdap';
  }
  return tenant.relation === 'customer' && !world.conditionalAccessAllows(tenant, now) ? 'conditionalAccess' : 'ok';
}

/** `tenant`, `subscription` and `visible=true` narrow every list. */
export function selected(simulation: Simulation, filter: URLSearchParams): Subscription[] {
  const now = simulation.clock.now();
  const tenant = filter.get('tenant')?.toLowerCase();
  const id = filter.get('subscription')?.toLowerCase();
  return simulation.world.data.tenants
    .filter((one) => tenant === undefined || one.id === tenant)
    .flatMap((one) => simulation.world.subscriptionsOf(one.id, now))
    .filter((one) => id === undefined || one.id === id)
    .filter((one) => filter.get('visible') !== 'true' || isVisible(simulation, one, now));
}

/** Tenants as a whole. `subscription` asks for none, `visible=true` for those whose account has a right over them. */
export function selectedTenants(simulation: Simulation, filter: URLSearchParams): string[] {
  const { world, clock } = simulation;
  const now = clock.now();
  const wanted = filter.get('tenant')?.toLowerCase();
  const isVisible = (id: string, relation: string) =>
    relation !== 'lighthouse' && tenantAccess(simulation, id, now) === 'ok' && world.readsTenantEvents(id, now);
  return world.data.tenants
    .filter(({ id }) => !filter.has('subscription') && (wanted === undefined || wanted === id))
    .filter(({ id, relation }) => filter.get('visible') !== 'true' || isVisible(id, relation))
    .map(({ id }) => id);
}

export function isVisible(simulation: Simulation, subscription: Subscription, now: number): boolean {
  const { world } = simulation;
  const relation = world.tenant(subscription.tenantId)?.relation;
  const { partner, partnerUser, applications } = world.data;
  const caller = {
    kind: relation === 'direct' ? 'app' : 'user',
    appId: applications.direct.clientId,
    tenantId: relation === 'lighthouse' ? partner.id : subscription.tenantId,
    objectId: partnerUser.objectId,
  } as const;
  return (
    tenantAccess(simulation, subscription.tenantId, now) === 'ok' && world.role(subscription, caller, now) !== undefined
  );
}
