import { withLighthouse } from '../access/delegation.ts';
import { certificatesFrom, federatedWith, machineIdentities, secretless } from '../access/identities.ts';
import type { CommerceSubscription, Subscription, Tenant, WorldData } from '../model.ts';
import { smallEvents } from './smallEvents.ts';
import { smallHoldings } from './smallHoldings.ts';
import { smallMonitoring, smallWatchers } from './smallMonitoring.ts';
import { NORTHWIND_APP, SMALL } from '../smallIds.ts';
import { smallRelationships } from './smallRelationships.ts';
import { smallVaults } from './smallVaults.ts';

export { SMALL };

const MINUTE = 60_000;
/** Before any world began. */
const EXPIRED_AT = Date.parse('2026-06-30T00:00:00Z');
const PLAN = { offerId: 'DZH318Z0BPS6:0001:DZH318Z0BML0', offerName: 'Azure plan' };

/** Three customers of a partner and one tenant outside CSP; every case a test wants to name, and nothing random. */
export function smallWorld(start: number, options: { lighthouse?: boolean } = {}): WorldData {
  const world = withoutLighthouse(start);
  return options.lighthouse === true
    ? withLighthouse(world, {
        tenantId: SMALL.adatum,
        displayName: 'A. Datum Corporation',
        domain: 'adatum.onmicrosoft.com',
        subscriptions: [{ id: SMALL.adatumHub, displayName: 'A. Datum Hub' }],
      })
    : world;
}

function withoutLighthouse(start: number): WorldData {
  const holdings = smallHoldings(start);
  return {
    partner: partnerTenant,
    partnerUser: {
      objectId: '11111111-0000-4000-8000-0000000000b1',
      userPrincipalName: 'csp-service@wideworldimporters.onmicrosoft.com',
      displayName: 'CSP service account',
    },
    mpnId: '1234567',
    machines,
    applications: {
      partner: {
        ...application(SMALL.partnerApp, 'CSP monitoring', SMALL.partnerTenant, true, 'small-partner-client-secret'),
        certificates: certificatesFrom(start),
        federatedCredentials: federatedWith(machines.partner[1]),
      },
      direct: application(
        SMALL.directApp,
        'Northwind monitoring',
        SMALL.northwind,
        false,
        'small-direct-client-secret',
      ),
      vault: application(SMALL.vaultApp, 'CSP vault access', SMALL.partnerTenant, false, 'small-vault-client-secret'),
      ...secretless(
        { certificate: SMALL.certificateApp, workload: SMALL.workloadApp },
        SMALL.northwind,
        start,
        machines.direct[1],
      ),
    },
    vaults: smallVaults(start, machines.partner),
    relationships: smallRelationships(start),
    tenants: [partnerTenant, ...customerTenants, northwindTenant],
    customers: [
      {
        id: SMALL.contoso,
        companyName: 'Contoso',
        domain: 'contoso.onmicrosoft.com',
        commerce: [plan(SMALL.contosoPlan), licence()],
      },
      {
        id: SMALL.fabrikam,
        companyName: 'Fabrikam Österreich',
        domain: 'fabrikam.onmicrosoft.com',
        commerce: [plan(SMALL.fabrikamPlan)],
      },
      {
        id: SMALL.tailwind,
        companyName: 'Tailwind Traders',
        domain: 'tailwindtraders.onmicrosoft.com',
        commerce: [licence()],
      },
    ],
    subscriptions,
    holdings: ({ id }) => {
      const { groups, resources } = holdings[id] ?? { groups: [], resources: [] };
      return { groups, resources: [...resources, ...smallWatchers(id)] };
    },
    monitoring: smallMonitoring(start),
    events: smallEvents(start),
    transitions: [
      { at: start + 60 * MINUTE, kind: 'health', resourceId: NORTHWIND_APP, state: 'Unavailable', reason: 'Unplanned' },
      { at: start + 90 * MINUTE, kind: 'health', resourceId: NORTHWIND_APP, state: 'Available' },
    ],
  };
}

const machines = {
  direct: machineIdentities(SMALL.northwind, SMALL.northwindWeb, {
    system: SMALL.systemIdentity,
    user: SMALL.userIdentity,
  }),
  partner: machineIdentities(SMALL.partnerTenant, SMALL.partnerHub, {
    system: SMALL.partnerSystemIdentity,
    user: SMALL.partnerUserIdentity,
  }),
};

function application(clientId: string, displayName: string, tenantId: string, multiTenant: boolean, secret: string) {
  return {
    clientId,
    displayName,
    tenantId,
    multiTenant,
    secrets: [{ value: secret }, { value: `${secret}-expired`, expiresAt: EXPIRED_AT }],
  };
}

const open = { gdap: true, conditionalAccessAllows: true, consentedApps: [SMALL.partnerApp] };
const partnerTenant: Tenant = {
  ...open,
  consentedApps: [SMALL.partnerApp, SMALL.vaultApp],
  id: SMALL.partnerTenant,
  displayName: 'Wide World Importers',
  domains: ['wideworldimporters.onmicrosoft.com'],
  countryCode: 'US',
  relation: 'partner',
};
const customerTenants: Tenant[] = [
  {
    ...open,
    id: SMALL.contoso,
    displayName: 'Contoso',
    domains: ['contoso.onmicrosoft.com', 'contoso.com'],
    countryCode: 'US',
    relation: 'customer',
  },
  {
    ...open,
    gdap: false,
    id: SMALL.fabrikam,
    displayName: 'Fabrikam Österreich',
    domains: ['fabrikam.onmicrosoft.com'],
    countryCode: 'AT',
    relation: 'customer',
  },
  {
    ...open,
    id: SMALL.tailwind,
    displayName: 'Tailwind Traders',
    domains: ['tailwindtraders.onmicrosoft.com'],
    countryCode: 'GB',
    relation: 'customer',
    readsTenantEvents: true,
  },
];
const northwindTenant: Tenant = {
  gdap: false,
  conditionalAccessAllows: true,
  consentedApps: [SMALL.directApp, SMALL.certificateApp, SMALL.workloadApp],
  id: SMALL.northwind,
  displayName: 'Northwind Traders',
  domains: ['northwindtraders.onmicrosoft.com'],
  countryCode: 'DE',
  relation: 'direct',
};

function plan(id: string): CommerceSubscription {
  return {
    ...PLAN,
    id,
    friendlyName: 'Azure plan',
    quantity: 1,
    status: 'active',
    createdAt: '2025-02-03T09:00:00Z',
    azurePlan: true,
  };
}

function licence(): CommerceSubscription {
  return {
    id: '99999999-0000-4000-8000-0000000000c9',
    offerId: 'CFQ7TTC0LH18:0001:CFQ7TTC0K971',
    offerName: 'Microsoft 365 Business Basic',
    friendlyName: 'Microsoft 365 Business Basic',
    quantity: 25,
    status: 'active',
    createdAt: '2025-03-01T09:00:00Z',
    azurePlan: false,
  };
}

const csp = {
  state: 'Enabled',
  quotaId: 'AzurePlan_2019-09-01',
  userRole: 'Owner',
  appRoles: {},
  unregistered: [],
} as const;
const subscriptions: Subscription[] = [
  {
    ...csp,
    unregistered: [],
    id: SMALL.contosoProduction,
    tenantId: SMALL.contoso,
    planId: SMALL.contosoPlan,
    displayName: 'Contoso Production',
    tags: { env: 'prod' },
  },
  {
    ...csp,
    unregistered: ['microsoft.resourcehealth'],
    id: SMALL.contosoDevelopment,
    tenantId: SMALL.contoso,
    planId: SMALL.contosoPlan,
    displayName: 'Contoso Development',
  },
  {
    ...csp,
    unregistered: [],
    state: 'Disabled',
    id: SMALL.contosoArchive,
    tenantId: SMALL.contoso,
    planId: SMALL.contosoPlan,
    displayName: 'Contoso Archive',
  },
  {
    ...csp,
    unregistered: [],
    userRole: undefined,
    id: SMALL.contosoConfidential,
    tenantId: SMALL.contoso,
    planId: SMALL.contosoPlan,
    displayName: 'Contoso Confidential',
  },
  {
    ...csp,
    unregistered: [],
    id: SMALL.fabrikamRetail,
    tenantId: SMALL.fabrikam,
    planId: SMALL.fabrikamPlan,
    displayName: 'Fabrikam Retail',
  },
  {
    ...csp,
    unregistered: [],
    userRole: undefined,
    quotaId: 'PayAsYouGo_2014-09-01',
    appRoles: {
      [SMALL.directApp]: 'Reader',
      [SMALL.certificateApp]: 'Reader',
      [SMALL.workloadApp]: 'Reader',
      [SMALL.systemIdentity]: 'Reader',
      [SMALL.userIdentity]: 'Reader',
    },
    id: SMALL.northwindWeb,
    tenantId: SMALL.northwind,
    displayName: 'Northwind Web',
  },
];
