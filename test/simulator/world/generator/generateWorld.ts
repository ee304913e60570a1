import { guid, Random } from '../../core/random.ts';
import { COMPANIES, DIRECT, PARTNER, slug } from './companies.ts';
import { generateApplications } from './generateApplications.ts';
import { generateHoldings } from './generateHoldings.ts';
import type { HoldingsSize } from './generateHoldings.ts';
import { generateEvents } from './generateEvents.ts';
import { generateRelationships } from './generateRelationships.ts';
import { generateMonitoring } from './generateMonitoring.ts';
import type { CommerceSubscription, Customer, Subscription, Tenant, WorldData } from '../model.ts';
import { certificateSecret, vaultRoles } from '../vaults/vaultSecrets.ts';

export interface WorldPlan {
  name: string;
  seed: string;
  start: number;
  customers: number;
  subscriptionsOf: (random: Random) => number;
  sizeOf: (random: Random) => HoldingsSize;
}

const QUALIFIERS = [
  'Production',
  'Development',
  'Shared Services',
  'Data Platform',
  'Sandbox',
  'Identity',
  'Web',
  'ERP',
  'Analytics',
  'Archive',
];

/** A partner with generated customers, and one tenant outside CSP; holdings follow when they are asked for. */
export function generateWorld(plan: WorldPlan): WorldData {
  const key = `${plan.name} ${plan.seed}`;
  const partner = tenantOf(key, PARTNER, 'partner', []);
  const direct = tenantOf(key, DIRECT, 'direct', []);
  const own = directSubscription(key, direct);
  const { applications, machines } = generateApplications({ ...plan, key }, partner, direct, own);
  const random = new Random(key);
  const tenants: Tenant[] = [partner, direct];
  const customers: Customer[] = [];
  const subscriptions: Subscription[] = [own];
  for (let i = 0; i < plan.customers; i += 1) {
    const tenant = tenantOf(key, companyName(i, plan.customers), 'customer', [applications.partner.clientId]);
    const commerce = azurePlan(key, tenant.id);
    tenants.push(tenant);
    customers.push({
      id: tenant.id,
      companyName: tenant.displayName,
      domain: tenant.domains[0] ?? '',
      commerce: [commerce],
    });
    subscriptions.push(...customerSubscriptions(key, tenant, commerce.id, plan.subscriptionsOf(random)));
  }
  return {
    partner,
    partnerUser: {
      objectId: guid(`${key} partner user`),
      userPrincipalName: `csp-service@${partner.domains[0] ?? ''}`,
      displayName: 'CSP service account',
    },
    mpnId: '1234567',
    applications,
    vaults: [
      {
        name: 'kv-wwi-noc',
        tenantId: partner.id,
        roles: vaultRoles(applications.vault.clientId, machines.partner),
        secrets: [certificateSecret(applications.partner.clientId, plan.start)],
      },
    ],
    machines,
    tenants,
    customers,
    relationships: generateRelationships(key, tenants, plan.start),
    subscriptions,
    holdings: (one) => generateHoldings(key, one, plan.sizeOf(new Random(`${key} size ${one.id}`)), plan.start),
    monitoring: (one, holdings) => generateMonitoring(key, one, holdings, plan.start),
    events: generateEvents(key, subscriptions, plan.start),
    transitions: [],
  };
}

function companyName(index: number, total: number): string {
  const name = COMPANIES[index % COMPANIES.length] ?? '';
  return total <= COMPANIES.length ? name : `${name} ${String(index + 1).padStart(3, '0')}`;
}

function tenantOf(key: string, displayName: string, relation: Tenant['relation'], consentedApps: string[]): Tenant {
  return {
    id: guid(`${key} tenant ${displayName}`),
    displayName,
    domains: [`${slug(displayName)}.onmicrosoft.com`],
    countryCode: 'US',
    relation,
    consentedApps,
    gdap: relation !== 'direct',
    conditionalAccessAllows: true,
  };
}

function azurePlan(key: string, tenantId: string): CommerceSubscription {
  return {
    id: guid(`${key} plan ${tenantId}`),
    offerId: 'DZH318Z0BPS6:0001:DZH318Z0BML0',
    offerName: 'Azure plan',
    friendlyName: 'Azure plan',
    quantity: 1,
    status: 'active',
    createdAt: '2025-02-03T09:00:00Z',
    azurePlan: true,
  };
}

function customerSubscriptions(key: string, tenant: Tenant, planId: string, count: number): Subscription[] {
  return Array.from({ length: count }, (_, i) => ({
    id: guid(`${key} subscription ${tenant.id} ${i}`),
    tenantId: tenant.id,
    planId,
    displayName: `${tenant.displayName} ${QUALIFIERS[i % QUALIFIERS.length] ?? i}`,
    state: 'Enabled',
    quotaId: 'AzurePlan_2019-09-01',
    userRole: 'Owner',
    appRoles: {},
    unregistered: [],
  }));
}

function directSubscription(key: string, tenant: Tenant): Subscription {
  return {
    id: guid(`${key} subscription ${tenant.id}`),
    tenantId: tenant.id,
    displayName: `${tenant.displayName} Pay-As-You-Go`,
    state: 'Enabled',
    quotaId: 'PayAsYouGo_2014-09-01',
    appRoles: {},
    unregistered: [],
  };
}
