/** Ids of world `small`, for tests to spell out. */
export const SMALL = {
  partnerTenant: '11111111-0000-4000-8000-000000000001',
  partnerApp: '11111111-0000-4000-8000-0000000000a1',
  vaultApp: '11111111-0000-4000-8000-0000000000a2',
  vault: 'kv-wwi-noc',
  readOnlyVault: 'kv-wwi-readonly',
  contoso: '22222222-0000-4000-8000-000000000001',
  fabrikam: '33333333-0000-4000-8000-000000000001',
  tailwind: '44444444-0000-4000-8000-000000000001',
  northwind: '55555555-0000-4000-8000-000000000001',
  directApp: '55555555-0000-4000-8000-0000000000a1',
  certificateApp: '55555555-0000-4000-8000-0000000000a2',
  workloadApp: '55555555-0000-4000-8000-0000000000a3',
  systemIdentity: '55555555-0000-4000-8000-0000000000e1',
  userIdentity: '55555555-0000-4000-8000-0000000000e2',
  partnerSystemIdentity: '11111111-0000-4000-8000-0000000000e1',
  partnerUserIdentity: '11111111-0000-4000-8000-0000000000e2',
  /** Only with the option `lighthouse`. */
  adatum: '66666666-0000-4000-8000-000000000001',
  adatumHub: '66666666-0000-4000-8000-0000000000d1',
  partnerHub: '11111111-0000-4000-8000-0000000000d1',
  contosoPlan: '22222222-0000-4000-8000-0000000000c1',
  contosoProduction: '22222222-0000-4000-8000-0000000000d1',
  contosoDevelopment: '22222222-0000-4000-8000-0000000000d2',
  contosoArchive: '22222222-0000-4000-8000-0000000000d3',
  contosoConfidential: '22222222-0000-4000-8000-0000000000d4',
  fabrikamPlan: '33333333-0000-4000-8000-0000000000c1',
  fabrikamRetail: '33333333-0000-4000-8000-0000000000d1',
  northwindWeb: '55555555-0000-4000-8000-0000000000d1',
} as const;

export const NORTHWIND_APP = `/subscriptions/${SMALL.northwindWeb}/resourceGroups/rg-north/providers/Microsoft.Web/sites/app-northwind`;

/** Tracking ids of the events in world `small`. */
export const SMALL_EVENTS = {
  incident: 'VT1L-9SZ',
  maintenance: 'QK2M-3DG',
  retirement: '7N0C-TTG',
  security: '4G5R-HVZ',
  review: 'BM8D-7XG',
  billing: '_9TB-L8Z',
  emerging: 'EM1S-0D0',
  tenant: 'ZT3N-PC8',
} as const;

/** Ids of the alerts in world `small`. */
export const SMALL_ALERTS = {
  failedOrders: 'a1e27000-0000-4000-8000-000000000001',
  cpuAcknowledged: 'a1e27000-0000-4000-8000-000000000002',
  cpuResolved: 'a1e27000-0000-4000-8000-000000000003',
  closed: 'a1e27000-0000-4000-8000-000000000004',
  serviceHealth: 'a1e27000-0000-4000-8000-000000000005',
  administrative: 'a1e27000-0000-4000-8000-000000000006',
  anomalies: 'a1e27000-0000-4000-8000-000000000007',
  confidential: 'a1e27000-0000-4000-8000-000000000008',
  resourceHealth: 'a1e27000-0000-4000-8000-000000000009',
  siteDown: 'a1e27000-0000-4000-8000-00000000000a',
} as const;

/** Start of a resource's id in world `small`. */
export const inGroup = (subscriptionId: string, group: string): string =>
  `/subscriptions/${subscriptionId}/resourceGroups/${group}/providers`;

const WEB = inGroup(SMALL.contosoProduction, 'rg-web');
const DATA = inGroup(SMALL.contosoProduction, 'RG-Data');

/** Ids of some resources in world `small`. */
export const SMALL_RESOURCES = {
  web01: `${WEB}/Microsoft.Compute/virtualMachines/vm-web-01`,
  web02: `${WEB}/Microsoft.Compute/virtualMachines/vm-web-02`,
  batch01: `${WEB}/Microsoft.Compute/virtualMachines/vm-batch-01`,
  app: `${WEB}/Microsoft.Web/sites/app-contoso`,
  plan: `${WEB}/Microsoft.Web/serverfarms/plan-contoso`,
  storage: `${DATA}/Microsoft.Storage/storageAccounts/stcontoso`,
  vault: `${DATA}/Microsoft.KeyVault/vaults/kv-contoso`,
  orders: `${DATA}/Microsoft.Sql/servers/sql-contoso/databases/orders`,
  north01: `${inGroup(SMALL.northwindWeb, 'rg-north')}/Microsoft.Compute/virtualMachines/vm-north-01`,
  till01: `${inGroup(SMALL.fabrikamRetail, 'rg-shops')}/Microsoft.Compute/virtualMachines/vm-till-01`,
} as const;
