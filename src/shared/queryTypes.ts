import type { FilterName } from './query.ts';

/** One question that the data source answers. The editor draws itself from this, so a new one needs no editor. */
export interface QueryTypeInfo {
  label: string;
  /** One line of help, shown beside the choice. */
  description: string;
  group: 'Estate' | 'Health' | 'Collector';
  filters: readonly FilterName[];
  /** Shows the choice of `groupBy`. */
  groupBy?: true;
  /** What the filter `state` offers; absent: the health states and `NoHealth`. */
  states?: readonly string[];
}

const SCOPE = ['customer', 'tenant', 'subscription'] as const;
const RESOURCE_SCOPE = [...SCOPE, 'resourceGroup', 'resource', 'resourceType', 'location', 'tag'] as const;

/** https://learn.microsoft.com/azure/cost-management-billing/manage/subscription-states */
const SUBSCRIPTION_STATES = ['Enabled', 'Warned', 'PastDue', 'Disabled', 'Deleted'] as const;
/** Reasons why there is, or isn't, something to see in a tenant. */
const ACCESS_STATES = [
  'Ok',
  'Empty',
  'NotYetCollected',
  'Disabled',
  'FilteredOut',
  'NoAzurePlan',
  'NoSubscriptions',
  'ProviderNotRegistered',
  'NoAccess',
  'Failed',
] as const;

/** Key = the wire name, final once released = the handler's file name in `src/backend/queries/handlers/`. */
export const QUERY_TYPES = {
  customers: {
    label: 'Customers',
    description: 'Customers of the partner and tenants written by hand, with their worst health state',
    group: 'Estate',
    filters: ['customer', 'state'],
  },
  tenants: {
    label: 'Tenants',
    description: 'Microsoft Entra tenants, with how many subscriptions and resources were found',
    group: 'Estate',
    filters: ['customer', 'tenant', 'state'],
    states: ACCESS_STATES,
  },
  subscriptions: {
    label: 'Subscriptions',
    description: 'Azure subscriptions with their state and counts',
    group: 'Estate',
    filters: [...SCOPE, 'tag', 'state'],
    states: SUBSCRIPTION_STATES,
  },
  resourceGroups: {
    label: 'Resource groups',
    description: 'Resource groups with their location, tags and counts',
    group: 'Estate',
    filters: [...SCOPE, 'resourceGroup', 'location', 'tag', 'state'],
  },
  resources: {
    label: 'Resources',
    description: 'Every Azure resource, with type, location, tags and health',
    group: 'Estate',
    filters: [...RESOURCE_SCOPE, 'state'],
  },
  resourceHealth: {
    label: 'Resource health',
    description: 'Azure Resource Health of each resource now: state, since when, why',
    group: 'Health',
    filters: [...RESOURCE_SCOPE, 'state'],
  },
  healthSummary: {
    label: 'Health summary',
    description: 'How many resources are in which state, and the worst, per customer, subscription, type or location',
    group: 'Health',
    filters: [...RESOURCE_SCOPE, 'state'],
    groupBy: true,
  },
  tenantAccess: {
    label: 'Tenant access',
    description: 'Whether each tenant can be read, with the reason and the remedy where it cannot',
    group: 'Collector',
    filters: ['customer', 'tenant', 'state'],
    states: ACCESS_STATES,
  },
  collectorStatus: {
    label: 'Collector status',
    description: 'What was collected when, how long it took, what failed, and how old the data is',
    group: 'Collector',
    filters: [...SCOPE, 'state'],
    states: ['ok', 'failed', 'skipped', 'pending'],
  },
} as const satisfies Record<string, QueryTypeInfo>;

export type QueryType = keyof typeof QUERY_TYPES;
