import { guid, Random } from '../core/random.ts';
import { COMPANIES, DIRECT, PARTNER, slug } from './companies.ts';
import { generateHoldings } from './generateHoldings.ts';
import type { HoldingsSize } from './generateHoldings.ts';
import { generateEvents } from './generateEvents.ts';
import { generateRelationships } from './generateRelationships.ts';
import { generateMonitoring } from './generateMonitoring.ts';
import { certificatesFrom, federatedWith, machineIdentities, secretless } from './identities.ts';
import type { Application, CommerceSubscription, Customer, Subscription, Tenant, WorldData } from './model.ts';
import { certificateSecret, vaultRoles } from './vaultSecrets.ts';

export interface WorldPlan {
  name: string;
  seed: string;
  start: number;
  customers: number;
  subscriptionsOf: (random: Random) => number;
  sizeOf: (random: Random) => HoldingsSize;
}

/** Before any world began. */
const EXPIRED_AT = Date.parse('2026-06-30T00:00:00Z');
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
  const hub = guid(`${key} hub`);
  const partnerMachine = machineIdentities(partner.id, hub, identityIds(key, 'partner'));
  const partnerApp: Application = {
    ...application(key, 'CSP monitoring', partner.id, true, `${plan.name}-partner-client-secret`),
    certificates: certificatesFrom(plan.start),
    federatedCredentials: federatedWith(partnerMachine[1]),
  };
  const vaultApp = application(key, 'CSP vault access', partner.id, false, `${plan.name}-vault-client-secret`);
  partner.consentedApps.push(partnerApp.clientId, vaultApp.clientId);
  const direct = tenantOf(key, DIRECT, 'direct', []);
  const directApp = application(key, 'Azure monitoring', direct.id, false, `${plan.name}-direct-client-secret`);
  const own = directSubscription(key, direct);
  const machine = machineIdentities(direct.id, own.id, identityIds(key, 'direct'));
  const ids = { certificate: guid(`${key} app certificate`), workload: guid(`${key} app workload`) };
  const applications = {
    partner: partnerApp,
    direct: directApp,
    ...secretless(ids, direct.id, plan.start, machine[1]),
  };
  direct.consentedApps.push(directApp.clientId, ids.certificate, ids.workload);
  for (const clientId of [...direct.consentedApps, ...machine.map((one) => one.clientId)]) {
    own.appRoles[clientId] = 'Reader';
  }
  const random = new Random(key);
  const tenants: Tenant[] = [partner, direct];
  const customers: Customer[] = [];
  const subscriptions: Subscription[] = [own];
  for (let i = 0; i < plan.customers; i += 1) {
    const tenant = tenantOf(key, companyName(i, plan.customers), 'customer', [partnerApp.clientId]);
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
    applications: { ...applications, vault: vaultApp },
    vaults: [
      {
        name: 'kv-wwi-noc',
        tenantId: partner.id,
        roles: vaultRoles(vaultApp.clientId, partnerMachine),
        secrets: [certificateSecret(partnerApp.clientId, plan.start)],
      },
    ],
    machines: { direct: machine, partner: partnerMachine },
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

function application(
  key: string,
  displayName: string,
  tenantId: string,
  multiTenant: boolean,
  secret: string,
): Application {
  const secrets = [{ value: secret }, { value: `${secret}-expired`, expiresAt: EXPIRED_AT }];
  return { clientId: guid(`${key} app ${displayName}`), displayName, tenantId, multiTenant, secrets };
}

function identityIds(key: string, machine: string): { system: string; user: string } {
  return { system: guid(`${key} identity ${machine} system`), user: guid(`${key} identity ${machine} user`) };
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
