/** Labels of the config editor's fields, so that a sentence about a mistake leads to its field. */
export const LABELS = {
  cloud: 'Cloud',
  endpoints: {
    login: 'Sign-in endpoint',
    partnerCenter: 'Partner Center endpoint',
    resourceManager: 'Resource Manager endpoint',
    portal: 'Azure portal endpoint',
  },
  credentials: 'Credentials',
  credential: {
    id: 'Name',
    kind: 'Kind',
    tenantId: 'Tenant ID',
    clientId: 'Application (client) ID',
    clientSecret: 'Client secret',
    refreshToken: 'Refresh token',
  },
  defaultCredential: 'Default credential',
  partner: 'Find customers through Partner Center',
  partnerCredential: 'Partner Center credential',
  tenants: 'Tenants',
  tenant: {
    tenantId: 'Tenant ID or domain',
    name: 'Name',
    credential: 'Credential',
    enabled: 'Enabled',
    includeSubscriptions: 'Only these subscriptions',
    excludeSubscriptions: 'Not these subscriptions',
  },
  collection: {
    discoverySeconds: 'Discovery interval',
    inventorySeconds: 'Inventory interval',
    resourceHealthSeconds: 'Resource Health interval',
    concurrency: 'Concurrent requests',
  },
  ca: 'CA certificate',
} as const;
