import type { Subscription, Tenant } from '../model.ts';
import { SMALL } from '../smallIds.ts';

const open = { gdap: true, conditionalAccessAllows: true, consentedApps: [SMALL.partnerApp] };
export const PARTNER_TENANT: Tenant = {
  ...open,
  consentedApps: [SMALL.partnerApp, SMALL.vaultApp],
  id: SMALL.partnerTenant,
  displayName: 'Wide World Importers',
  domains: ['wideworldimporters.onmicrosoft.com'],
  countryCode: 'US',
  relation: 'partner',
};
export const CUSTOMER_TENANTS: Tenant[] = [
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
export const NORTHWIND_TENANT: Tenant = {
  gdap: false,
  conditionalAccessAllows: true,
  consentedApps: [SMALL.directApp, SMALL.certificateApp, SMALL.workloadApp],
  id: SMALL.northwind,
  displayName: 'Northwind Traders',
  domains: ['northwindtraders.onmicrosoft.com'],
  countryCode: 'DE',
  relation: 'direct',
};

const csp = {
  state: 'Enabled',
  quotaId: 'AzurePlan_2019-09-01',
  userRole: 'Owner',
  appRoles: {},
  unregistered: [],
} as const;
export const SUBSCRIPTIONS: Subscription[] = [
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
