import { withLighthouse } from '../access/delegation.ts';
import { certificatesFrom, federatedWith, machineIdentities, secretless } from '../access/identities.ts';
import type { CommerceSubscription, WorldData } from '../model.ts';
import { smallEvents } from './smallEvents.ts';
import { smallHoldings } from './smallHoldings.ts';
import { smallMonitoring, smallWatchers } from './smallMonitoring.ts';
import { NORTHWIND_APP, SMALL } from '../smallIds.ts';
import { smallRelationships } from './smallRelationships.ts';
import { CUSTOMER_TENANTS, NORTHWIND_TENANT, PARTNER_TENANT, SUBSCRIPTIONS } from './smallTenants.ts';
import { smallVaults } from './smallVaults.ts';

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
    partner: PARTNER_TENANT,
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
    tenants: [PARTNER_TENANT, ...CUSTOMER_TENANTS, NORTHWIND_TENANT],
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
    subscriptions: SUBSCRIPTIONS,
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
