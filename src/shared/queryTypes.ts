import { WATCH_KINDS } from './monitoring.ts';
import { GROUP_BY, type Grouping } from './grouping.ts';
import type { FilterName } from './filters.ts';

export type QueryInput = 'metric' | 'kql' | 'statelessHours' | 'baseline' | 'availability' | 'rollup';

/** In the order that people look: what there is, how it is, why, who was told, and at last the collector itself. */
export const QUERY_GROUPS = ['Estate', 'Health', 'Events', 'Alerts', 'Explore', 'Collector'] as const;
export type QueryGroup = (typeof QUERY_GROUPS)[number];

/** One question that the data source answers. The editor draws itself from this, so a new one needs no editor. */
export interface QueryTypeInfo {
  label: string;
  /** One line of help, shown beside the choice. */
  description: string;
  group: QueryGroup;
  filters: readonly FilterName[];
  /** Shows the choice of `groupBy`. */
  groupBy?: true;
  /** Offers to count rows by one of these instead of listing them. */
  groupings?: readonly Grouping[];
  /** What else it needs to be told, in parts of the editor of their own: a metric, a query in Kusto. */
  inputs?: readonly QueryInput[];
  /** Answers series over time instead of a table. */
  series?: true;
  /** What the filter `state` offers; absent: the health states and `NoHealth`. */
  states?: readonly string[];
  /** What other filters offer, where that is always the same. */
  choices?: Partial<Record<FilterName, readonly string[]>>;
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

/** https://learn.microsoft.com/rest/api/monitor/alertsmanagement/alerts/get-all */
const SEVERITIES = ['Sev0', 'Sev1', 'Sev2', 'Sev3', 'Sev4'] as const;

/** What the query type `changes` calls a row. */
const CHANGE_KINDS = [
  'Created',
  'Updated',
  'Deleted',
  'Scaled',
  'SubscriptionAdded',
  'SubscriptionRemoved',
  'SubscriptionStateChanged',
  'CustomerAdded',
  'CustomerRemoved',
  'HealthChanged',
] as const;

/** Key = the wire name, final once released = the handler's file name in `src/backend/queries/handlers/`. */
export const QUERY_TYPES = {
  customers: {
    label: 'Customers',
    description: 'Customers of the partner and tenants written by hand, with their worst health state',
    group: 'Estate',
    filters: ['customer', 'tag', 'state'],
  },
  tenants: {
    label: 'Tenants',
    description: 'Microsoft Entra tenants, with how many subscriptions and resources were found',
    group: 'Estate',
    filters: ['customer', 'tenant', 'tag', 'state'],
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
    inputs: ['rollup'],
  },
  healthHistory: {
    label: 'Health history',
    description: 'State over the time range, for a state timeline: of each resource, or the worst of each group',
    group: 'Health',
    filters: RESOURCE_SCOPE,
    groupings: GROUP_BY,
    series: true,
  },
  availability: {
    label: 'Availability',
    description: 'How much of the time range resources were available, with downtime and outages',
    group: 'Health',
    filters: RESOURCE_SCOPE,
    groupings: GROUP_BY,
    inputs: ['availability'],
  },
  topology: {
    label: 'Topology',
    description: 'The estate as a node graph: tenants, subscriptions, resource groups, and the resources in trouble',
    group: 'Estate',
    filters: [...RESOURCE_SCOPE, 'state'],
  },
  changes: {
    label: 'Changes',
    description: 'What came, went, scaled or changed in the time range, newest first',
    group: 'Estate',
    filters: [...SCOPE, 'resourceGroup', 'resource', 'resourceType', 'state'],
    states: CHANGE_KINDS,
  },
  alertRules: {
    label: 'Alert rules',
    description: 'Alert rules of every kind: condition in words, who is told, what silences them',
    group: 'Alerts',
    filters: [...SCOPE, 'resourceGroup', 'rule', 'ruleKind', 'severity', 'state'],
    states: ['Enabled', 'Disabled'],
    choices: { severity: SEVERITIES, ruleKind: WATCH_KINDS },
  },
  incidents: {
    label: 'Incidents',
    description: 'Fired alerts of all customers, or how many there are by rule, customer or severity',
    group: 'Alerts',
    filters: [
      ...SCOPE,
      'resourceGroup',
      'resource',
      'resourceType',
      'rule',
      'severity',
      'monitorCondition',
      'alertState',
      'monitorService',
    ],
    groupings: ['rule', 'customer', 'severity'],
    inputs: ['statelessHours'],
    choices: {
      severity: SEVERITIES,
      monitorCondition: ['Fired', 'Resolved'],
      alertState: ['New', 'Acknowledged', 'Closed'],
    },
  },
  coverage: {
    label: 'Coverage',
    description:
      'What nobody watches: per subscription and resource type, against a baseline; or how much by customer or type',
    group: 'Alerts',
    filters: [...SCOPE, 'resourceType', 'state'],
    groupings: ['customer', 'resourceType'],
    inputs: ['baseline'],
    states: ['Covered', 'Partly', 'Missing', 'NotInBaseline', 'NotRead'],
  },
  serviceHealthEvents: {
    label: 'Service Health events',
    description:
      "Microsoft's incidents, maintenance and advisories: one row an event over all customers, with whom it touches",
    group: 'Events',
    filters: [...SCOPE, 'eventType', 'level', 'service', 'region', 'trackingId', 'state'],
    groupings: ['customer'],
    states: ['Active', 'Resolved'],
  },
  impactedResources: {
    label: 'Impacted resources',
    description: 'Resources that Service Health events name, with their health now',
    group: 'Events',
    filters: [...RESOURCE_SCOPE, 'eventType', 'trackingId', 'state'],
  },
  tenantAccess: {
    label: 'Tenant access',
    description:
      'Whether each tenant can be read and how it is entered, with the reason and the remedy where it cannot',
    group: 'Collector',
    filters: ['customer', 'tenant', 'tag', 'state'],
    states: ACCESS_STATES,
  },
  credentials: {
    label: 'Credentials',
    description: 'What lets the data source in and until when: credentials, their tokens, GDAP relationships',
    group: 'Collector',
    filters: ['customer', 'tenant', 'state'],
    states: ['Ok', 'EndsSoon', 'Idle', 'Ended', 'Failing', 'NotSignedIn', 'NotKept'],
  },
  collectorStatus: {
    label: 'Collector status',
    description: 'What was collected when, how long it took, what failed, and how old the data is',
    group: 'Collector',
    filters: [...SCOPE, 'state'],
    groupings: ['section', 'tenant'],
    states: ['ok', 'failed', 'skipped', 'pending'],
  },
  apiAccessLog: {
    label: 'API access log',
    description: 'Calls to Microsoft of the last seven days: to whom, why, how they ended, how long they took',
    group: 'Collector',
    filters: [...SCOPE, 'api', 'reason', 'status', 'errorCode', 'state'],
    groupings: ['api', 'tenant', 'status', 'reason'],
    states: ['Ok', 'Failed', 'Stopped'],
    choices: { status: ['2xx', '4xx', '5xx', '401', '403', '404', '409', '429', '503'] },
  },
  rateLimits: {
    label: 'Rate limits',
    description: "Microsoft's throttle budgets: what remains, how much is in use, who has to wait until when",
    group: 'Collector',
    filters: [...SCOPE, 'api', 'state'],
    states: ['Free', 'Waiting', 'Throttled'],
  },
  activityLog: {
    label: 'Activity log',
    description:
      'Who did what in chosen subscriptions, groups or resources: read from Azure for the time range, newest first',
    group: 'Explore',
    filters: [...RESOURCE_SCOPE, 'state'],
    states: ['Critical', 'Error', 'Warning', 'Informational', 'Verbose'],
  },
  metrics: {
    label: 'Metrics',
    description: 'Azure Monitor metrics of chosen resources over time',
    group: 'Explore',
    filters: RESOURCE_SCOPE,
    inputs: ['metric'],
    series: true,
  },
  resourceGraph: {
    label: 'Resource Graph',
    description: 'Any Azure Resource Graph query (Kusto) over all or chosen customers, as one table',
    group: 'Explore',
    filters: SCOPE,
    inputs: ['kql'],
  },
} as const satisfies Record<string, QueryTypeInfo>;

export type QueryType = keyof typeof QUERY_TYPES;
