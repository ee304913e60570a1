/** Labels of the config editor's fields, so that a sentence about a mistake leads to its field. */
export const LABELS = {
  cloud: 'Cloud',
  endpoints: {
    login: 'Sign-in endpoint',
    partnerCenter: 'Partner Center endpoint',
    resourceManager: 'Azure Resource Manager endpoint',
    portal: 'Azure portal endpoint',
  },
  credentials: 'Credentials',
  credential: {
    id: 'Name',
    kind: 'Kind',
    tenantId: 'Tenant',
    clientId: 'Application (client) id',
    clientSecret: 'Client secret',
    refreshToken: 'Refresh token',
  },
  defaultCredential: 'Default credential',
  partner: 'Find customers through Partner Center',
  partnerCredential: 'Partner credential',
  tenants: 'Tenants',
  tenant: {
    tenantId: 'Tenant id or domain',
    name: 'Name',
    credential: 'Credential',
    enabled: 'Watch',
    includeSubscriptions: 'Only these subscriptions',
    excludeSubscriptions: 'Without these',
  },
  collection: {
    discoverySeconds: 'Discovery, seconds',
    inventorySeconds: 'Inventory, seconds',
    resourceHealthSeconds: 'Resource health, seconds',
    concurrency: 'Requests at once',
  },
  ca: 'CA certificates',
} as const;
