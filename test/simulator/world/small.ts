import type {
  CommerceSubscription,
  Health,
  HealthSince,
  Holdings,
  Resource,
  Subscription,
  Tenant,
  WorldData,
} from './model.ts';

/** Ids of world `small`, for tests to spell out. */
export const SMALL = {
  partnerTenant: '11111111-0000-4000-8000-000000000001',
  partnerApp: '11111111-0000-4000-8000-0000000000a1',
  contoso: '22222222-0000-4000-8000-000000000001',
  fabrikam: '33333333-0000-4000-8000-000000000001',
  tailwind: '44444444-0000-4000-8000-000000000001',
  northwind: '55555555-0000-4000-8000-000000000001',
  directApp: '55555555-0000-4000-8000-0000000000a1',
  contosoPlan: '22222222-0000-4000-8000-0000000000c1',
  contosoProduction: '22222222-0000-4000-8000-0000000000d1',
  contosoDevelopment: '22222222-0000-4000-8000-0000000000d2',
  contosoArchive: '22222222-0000-4000-8000-0000000000d3',
  contosoConfidential: '22222222-0000-4000-8000-0000000000d4',
  fabrikamPlan: '33333333-0000-4000-8000-0000000000c1',
  fabrikamRetail: '33333333-0000-4000-8000-0000000000d1',
  northwindWeb: '55555555-0000-4000-8000-0000000000d1',
} as const;

const MINUTE = 60_000;
const PLAN = { offerId: 'DZH318Z0BPS6:0001:DZH318Z0BML0', offerName: 'Azure plan' };

/** Three customers of a partner and one tenant outside CSP; every case a test wants to name, and nothing random. */
export function smallWorld(start: number): WorldData {
  const groups = new Map<string, Holdings>();
  for (const [subscriptionId, holdings] of Object.entries(allHoldings(start))) {
    groups.set(subscriptionId, holdings);
  }
  return {
    partner: partnerTenant,
    partnerUser: {
      objectId: '11111111-0000-4000-8000-0000000000b1',
      userPrincipalName: 'csp-service@wideworldimporters.onmicrosoft.com',
      displayName: 'CSP service account',
    },
    mpnId: '1234567',
    applications: {
      partner: application(
        SMALL.partnerApp,
        'CSP monitoring',
        SMALL.partnerTenant,
        true,
        'small-partner-client-secret',
      ),
      direct: application(
        SMALL.directApp,
        'Northwind monitoring',
        SMALL.northwind,
        false,
        'small-direct-client-secret',
      ),
    },
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
    holdings: (subscription) => groups.get(subscription.id) ?? { groups: [], resources: [] },
    transitions: [
      { at: start + 60 * MINUTE, kind: 'health', resourceId: NORTHWIND_APP, state: 'Unavailable', reason: 'Unplanned' },
      { at: start + 90 * MINUTE, kind: 'health', resourceId: NORTHWIND_APP, state: 'Available' },
    ],
  };
}

function application(clientId: string, displayName: string, tenantId: string, multiTenant: boolean, secret: string) {
  return {
    clientId,
    displayName,
    tenantId,
    multiTenant,
    secrets: [{ value: secret }, { value: `${secret}-expired`, expiresAt: 0 }],
  };
}

const open = { gdap: true, conditionalAccessAllows: true, consentedApps: [SMALL.partnerApp] };
const partnerTenant: Tenant = {
  ...open,
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
  },
];
const northwindTenant: Tenant = {
  gdap: false,
  conditionalAccessAllows: true,
  consentedApps: [SMALL.directApp],
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
    appRoles: { [SMALL.directApp]: 'Reader' },
    id: SMALL.northwindWeb,
    tenantId: SMALL.northwind,
    displayName: 'Northwind Web',
  },
];

const NORTHWIND_APP = `/subscriptions/${SMALL.northwindWeb}/resourceGroups/rg-north/providers/Microsoft.Web/sites/app-northwind`;

interface Line {
  group: string;
  type: string;
  name: string;
  location?: string;
  /** Present: the type has Resource Health. */
  health?: Health;
  /** How long it has been so, in minutes before the start. */
  minutes?: number;
  tags?: Record<string, string>;
  kind?: string;
  sku?: Record<string, string | number>;
}

function allHoldings(start: number): Record<string, Holdings> {
  const unavailable = (reason: Health['reason']): Health => ({ state: 'Unavailable', reason });
  const available: Health = { state: 'Available' };
  const make = (subscriptionId: string, locations: Record<string, string>, lines: Line[]): Holdings => ({
    groups: Object.entries(locations).map(([name, location]) => ({ name, location, subscriptionId })),
    resources: lines.map((line) =>
      resource(start, subscriptionId, line, line.location ?? locations[line.group] ?? 'westeurope'),
    ),
  });
  return {
    [SMALL.contosoProduction]: make(SMALL.contosoProduction, { 'rg-web': 'westeurope', 'RG-Data': 'northeurope' }, [
      {
        group: 'rg-web',
        type: 'Microsoft.Compute/virtualMachines',
        name: 'vm-web-01',
        health: available,
        tags: { env: 'prod', team: 'web' },
      },
      {
        group: 'rg-web',
        type: 'Microsoft.Compute/virtualMachines',
        name: 'vm-web-02',
        health: unavailable('Unplanned'),
        minutes: 20,
        tags: { env: 'prod', team: 'web' },
      },
      {
        group: 'rg-web',
        type: 'Microsoft.Compute/virtualMachines',
        name: 'vm-batch-01',
        health: unavailable('UserInitiated'),
        minutes: 600,
        tags: { env: 'test' },
      },
      {
        group: 'rg-web',
        type: 'Microsoft.Web/sites',
        name: 'app-contoso',
        kind: 'app,linux',
        health: { state: 'Degraded', reason: 'Unplanned' },
        minutes: 45,
        tags: { env: 'prod' },
      },
      {
        group: 'rg-web',
        type: 'Microsoft.Web/serverfarms',
        name: 'plan-contoso',
        kind: 'linux',
        sku: { name: 'P1v3', tier: 'PremiumV3', capacity: 2 },
        health: available,
      },
      { group: 'rg-web', type: 'Microsoft.Network/networkInterfaces', name: 'nic-web-01' },
      {
        group: 'rg-web',
        type: 'Microsoft.Compute/disks',
        name: 'disk-web-01',
        sku: { name: 'Premium_LRS', tier: 'Premium' },
      },
      { group: 'RG-Data', type: 'Microsoft.Sql/servers', name: 'sql-contoso', kind: 'v12.0' },
      {
        group: 'RG-Data',
        type: 'Microsoft.Sql/servers/databases',
        name: 'sql-contoso/orders',
        kind: 'v12.0,user',
        health: { state: 'Unknown' },
        minutes: 30,
      },
      {
        group: 'RG-Data',
        type: 'Microsoft.Storage/storageAccounts',
        name: 'stcontoso',
        kind: 'StorageV2',
        sku: { name: 'Standard_LRS', tier: 'Standard' },
        health: available,
        tags: { Owner: 'Büro Köln' },
      },
      {
        group: 'RG-Data',
        type: 'Microsoft.KeyVault/vaults',
        name: 'kv-contoso',
        health: unavailable('Planned'),
        minutes: 5,
      },
    ]),
    [SMALL.contosoDevelopment]: make(SMALL.contosoDevelopment, { 'rg-dev': 'westeurope' }, [
      {
        group: 'rg-dev',
        type: 'Microsoft.Compute/virtualMachines',
        name: 'vm-dev-01',
        health: available,
        tags: { env: 'dev' },
      },
      { group: 'rg-dev', type: 'Microsoft.Network/virtualNetworks', name: 'vnet-dev' },
    ]),
    [SMALL.contosoArchive]: make(SMALL.contosoArchive, { 'rg-archive': 'westeurope' }, [
      {
        group: 'rg-archive',
        type: 'Microsoft.Storage/storageAccounts',
        name: 'starchive',
        kind: 'StorageV2',
        sku: { name: 'Standard_GRS', tier: 'Standard' },
        health: available,
      },
    ]),
    [SMALL.contosoConfidential]: make(SMALL.contosoConfidential, { 'rg-hr': 'westeurope' }, [
      { group: 'rg-hr', type: 'Microsoft.Storage/storageAccounts', name: 'sthr', health: available },
    ]),
    [SMALL.fabrikamRetail]: make(SMALL.fabrikamRetail, { 'rg-shops': 'austriaeast' }, [
      { group: 'rg-shops', type: 'Microsoft.Compute/virtualMachines', name: 'vm-till-01', health: available },
    ]),
    [SMALL.northwindWeb]: make(SMALL.northwindWeb, { 'rg-north': 'germanywestcentral' }, [
      { group: 'rg-north', type: 'Microsoft.Web/sites', name: 'app-northwind', kind: 'app', health: available },
      {
        group: 'rg-north',
        type: 'Microsoft.Compute/virtualMachines',
        name: 'vm-north-01',
        health: { state: 'Degraded', reason: 'Unplanned' },
        minutes: 15,
      },
      {
        group: 'rg-north',
        type: 'Microsoft.Network/publicIPAddresses',
        name: 'pip-north',
        sku: { name: 'Standard', tier: 'Regional' },
      },
    ]),
  };
}

function resource(start: number, subscriptionId: string, line: Line, location: string): Resource {
  const [namespace, ...types] = line.type.split('/');
  const path = line.name
    .split('/')
    .map((name, i) => `${types[i]}/${name}`)
    .join('/');
  return {
    id: `/subscriptions/${subscriptionId}/resourceGroups/${line.group}/providers/${namespace}/${path}`,
    name: line.name,
    type: line.type,
    location,
    subscriptionId,
    resourceGroup: line.group,
    ...(line.kind && { kind: line.kind }),
    ...(line.sku && { sku: line.sku }),
    ...(line.tags && { tags: line.tags }),
    createdAt: '2026-01-15T08:00:00Z',
    changedAt: '2026-10-01T08:00:00Z',
    ...(line.health && { health: healthRows(start, line.health, line.minutes) }),
  };
}

/** Available for ten days, then what the line says. An unplanned outage also has Azure's row without a state. */
function healthRows(start: number, health: Health, minutes: number | undefined): HealthSince[] {
  const rows: HealthSince[] = [{ state: 'Available', since: start - 10 * 24 * 60 * MINUTE }];
  if (minutes !== undefined) {
    const since = start - minutes * MINUTE;
    if (health.reason === 'Unplanned') {
      rows.push({ state: null, since: since + MINUTE });
    }
    rows.push({ ...health, since });
  }
  return rows;
}
