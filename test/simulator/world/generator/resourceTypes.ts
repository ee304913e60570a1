/** A kind of resource that generated worlds hold. */
export interface ResourceTypeInfo {
  /** As Azure spells it. */
  type: string;
  /** Start of a generated name. */
  prefix: string;
  /** Share of a generated estate, relative to the others. */
  weight: number;
  kind?: string;
  sku?: Record<string, string | number>;
  /** Lies below a parent of this type; generated as `parent/child`. */
  parentPrefix?: string;
}

/**
 * Types with Resource Health. Others are left out of lists and answer 422 when asked singly.
 * https://learn.microsoft.com/azure/service-health/resource-health-checks-resource-types
 */
export const HEALTH_TYPES: readonly ResourceTypeInfo[] = [
  { type: 'Microsoft.Compute/virtualMachines', prefix: 'vm', weight: 50 },
  {
    type: 'Microsoft.Storage/storageAccounts',
    prefix: 'st',
    weight: 70,
    kind: 'StorageV2',
    sku: { name: 'Standard_LRS', tier: 'Standard' },
  },
  { type: 'Microsoft.Web/sites', prefix: 'app', weight: 40, kind: 'app,linux' },
  {
    type: 'Microsoft.Web/serverfarms',
    prefix: 'plan',
    weight: 28,
    kind: 'linux',
    sku: { name: 'P1v3', tier: 'PremiumV3', capacity: 2 },
  },
  { type: 'Microsoft.KeyVault/vaults', prefix: 'kv', weight: 40 },
  { type: 'Microsoft.Sql/servers/databases', prefix: 'sqldb', weight: 30, kind: 'v12.0,user', parentPrefix: 'sql' },
  { type: 'Microsoft.Network/loadBalancers', prefix: 'lb', weight: 8, sku: { name: 'Standard', tier: 'Regional' } },
  { type: 'Microsoft.Network/applicationGateways', prefix: 'agw', weight: 6 },
  { type: 'Microsoft.Network/virtualNetworkGateways', prefix: 'vgw', weight: 6 },
  { type: 'Microsoft.OperationalInsights/workspaces', prefix: 'log', weight: 15 },
  { type: 'Microsoft.Cache/Redis', prefix: 'redis', weight: 4 },
  { type: 'Microsoft.DocumentDB/databaseAccounts', prefix: 'cosmos', weight: 4, kind: 'GlobalDocumentDB' },
  { type: 'Microsoft.ContainerService/managedClusters', prefix: 'aks', weight: 4 },
  {
    type: 'Microsoft.EventHub/namespaces',
    prefix: 'evhns',
    weight: 3,
    sku: { name: 'Standard', tier: 'Standard', capacity: 1 },
  },
  { type: 'Microsoft.ServiceBus/namespaces', prefix: 'sbns', weight: 3, sku: { name: 'Standard', tier: 'Standard' } },
];

/** Types without Resource Health, which make up most of a real estate. */
export const OTHER_TYPES: readonly ResourceTypeInfo[] = [
  { type: 'Microsoft.Compute/disks', prefix: 'disk', weight: 90, sku: { name: 'Premium_LRS', tier: 'Premium' } },
  { type: 'Microsoft.Network/networkInterfaces', prefix: 'nic', weight: 85 },
  { type: 'Microsoft.Network/networkSecurityGroups', prefix: 'nsg', weight: 60 },
  {
    type: 'Microsoft.Network/publicIPAddresses',
    prefix: 'pip',
    weight: 50,
    sku: { name: 'Standard', tier: 'Regional' },
  },
  { type: 'Microsoft.Network/virtualNetworks', prefix: 'vnet', weight: 40 },
  { type: 'Microsoft.Network/privateEndpoints', prefix: 'pep', weight: 40 },
  { type: 'Microsoft.Network/privateDnsZones', prefix: 'zone', weight: 30 },
  { type: 'Microsoft.Compute/snapshots', prefix: 'snap', weight: 35, sku: { name: 'Standard_LRS', tier: 'Standard' } },
  { type: 'Microsoft.Compute/virtualMachines/extensions', prefix: 'ext', weight: 45, parentPrefix: 'vm' },
  { type: 'Microsoft.Sql/servers', prefix: 'sql', weight: 20, kind: 'v12.0' },
  { type: 'Microsoft.Insights/components', prefix: 'appi', weight: 45, kind: 'web' },
  { type: 'Microsoft.Insights/metricAlerts', prefix: 'alert', weight: 75 },
  { type: 'Microsoft.Insights/actionGroups', prefix: 'ag', weight: 40 },
  { type: 'Microsoft.ManagedIdentity/userAssignedIdentities', prefix: 'id', weight: 34 },
];

export const ALL_TYPES: readonly ResourceTypeInfo[] = [...HEALTH_TYPES, ...OTHER_TYPES];
export const TOTAL_WEIGHT = ALL_TYPES.reduce((sum, info) => sum + info.weight, 0);

const withHealth = new Set(HEALTH_TYPES.map((info) => info.type.toLowerCase()));

/** Whether Resource Health knows this type. */
export function hasHealth(type: string): boolean {
  return withHealth.has(type.toLowerCase());
}
