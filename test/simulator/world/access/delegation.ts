import { guid } from '../../core/random.ts';
import type { RoleName, Subscription, Tenant, WorldData } from '../model.ts';

/** Azure Lighthouse: a subscription that its owner delegated to another tenant. */
export interface Delegation {
  offer: string;
  managedByTenantId: string;
  managedByTenantName: string;
  manageeTenantName: string;
  /** Principals of the managing tenant, groups among them. Lighthouse gives nobody the role Owner. */
  authorizations: Array<{ principalId: string; displayName: string; role: Exclude<RoleName, 'Owner'> }>;
}

/** The partner's security group of people who watch customers; its user is a member. */
export function monitoringGroup(partner: Pick<Tenant, 'id'>): string {
  return guid(`noc group ${partner.id}`);
}

/** Lets the partner's group and the partner's own machine read a subscription. */
export function delegated(world: WorldData, subscription: Subscription, managee: Tenant): Subscription {
  const { partner, machines } = world;
  const machine = machines.partner.map((one) => ({
    principalId: one.principalId,
    displayName: one.name,
    role: 'Reader' as const,
  }));
  const group = { principalId: monitoringGroup(partner), displayName: 'NOC readers', role: 'Reader' as const };
  const delegation: Delegation = {
    offer: `${partner.displayName} monitoring`,
    managedByTenantId: partner.id,
    managedByTenantName: partner.displayName,
    manageeTenantName: managee.displayName,
    authorizations: [group, ...machine],
  };
  return { ...subscription, delegation };
}

/** A tenant that is nobody's customer in Partner Center, with subscriptions that are delegated to the partner. */
export function withLighthouse(
  world: WorldData,
  wanted: {
    tenantId: string;
    displayName: string;
    domain: string;
    subscriptions: Array<{ id: string; displayName: string }>;
  },
): WorldData {
  const tenant: Tenant = {
    id: wanted.tenantId,
    displayName: wanted.displayName,
    domains: [wanted.domain],
    countryCode: 'US',
    relation: 'lighthouse',
    consentedApps: [],
    gdap: false,
    conditionalAccessAllows: true,
  };
  const subscriptions = wanted.subscriptions.map(({ id, displayName }) =>
    delegated(
      world,
      {
        id,
        displayName,
        tenantId: tenant.id,
        state: 'Enabled',
        quotaId: 'PayAsYouGo_2014-09-01',
        appRoles: {},
        unregistered: [],
      },
      tenant,
    ),
  );
  return {
    ...world,
    tenants: [...world.tenants, tenant],
    subscriptions: [...world.subscriptions, ...subscriptions],
  };
}
