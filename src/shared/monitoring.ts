/** What alert rules can watch, as `coverage` counts them and its baseline names them. */
export const WATCH_KINDS = [
  'metric',
  'log',
  'activityLog',
  'resourceHealth',
  'serviceHealth',
  'prometheus',
  'smartDetector',
] as const;
export type WatchKind = (typeof WATCH_KINDS)[number];

/**
 * What should be watched, and by what: resource type (any case) -> kinds of alert rules, all of which each resource of
 * the type needs; `any` is met by a rule of any kind that watches the resource itself. The type
 * `Microsoft.Resources/subscriptions` stands for the subscription: `serviceHealth` is the only kind it can need.
 */
export type CoverageBaseline = Record<string, (WatchKind | 'any')[]>;

export const SUBSCRIPTION_TYPE = 'Microsoft.Resources/subscriptions';

/** Used where the settings have none: types whose failure people notice. A partner replaces it by its own contract. */
export const DEFAULT_BASELINE: CoverageBaseline = {
  [SUBSCRIPTION_TYPE]: ['serviceHealth'],
  'Microsoft.Compute/virtualMachines': ['metric', 'resourceHealth'],
  'Microsoft.Compute/virtualMachineScaleSets': ['metric', 'resourceHealth'],
  'Microsoft.Web/sites': ['any', 'resourceHealth'],
  'Microsoft.Web/serverFarms': ['metric'],
  'Microsoft.Sql/servers/databases': ['metric', 'resourceHealth'],
  'Microsoft.DBforPostgreSQL/flexibleServers': ['metric', 'resourceHealth'],
  'Microsoft.DBforMySQL/flexibleServers': ['metric', 'resourceHealth'],
  'Microsoft.DocumentDB/databaseAccounts': ['metric', 'resourceHealth'],
  'Microsoft.Cache/Redis': ['metric', 'resourceHealth'],
  'Microsoft.Storage/storageAccounts': ['resourceHealth'],
  'Microsoft.KeyVault/vaults': ['resourceHealth'],
  'Microsoft.ContainerService/managedClusters': ['any', 'resourceHealth'],
  'Microsoft.Network/applicationGateways': ['metric', 'resourceHealth'],
  'Microsoft.Network/loadBalancers': ['resourceHealth'],
  'Microsoft.Network/virtualNetworkGateways': ['metric', 'resourceHealth'],
  'Microsoft.Network/expressRouteCircuits': ['metric', 'resourceHealth'],
  'Microsoft.Network/azureFirewalls': ['metric', 'resourceHealth'],
  'Microsoft.RecoveryServices/vaults': ['resourceHealth'],
  'Microsoft.ServiceBus/namespaces': ['metric'],
  'Microsoft.EventHub/namespaces': ['metric'],
};

/** Alerts of the activity log never resolve: hours after which one of them no longer counts as firing. */
export const DEFAULT_STATELESS_HOURS = 24;
