import type { Complete } from '../../src/backend/microsoft/api/access.ts';
import type { Microsoft } from '../../src/backend/microsoft/api/microsoft.ts';
import { CONTOSO } from '../microsoft/harness.ts';
import { SMALL, SMALL_ALERTS } from '../simulator/world/smallIds.ts';

type Options = { signal: AbortSignal; reason: string };

export interface Client {
  what: string;
  /** The request whose answer is spoiled. */
  path: string;
  /** Name of the answer's list; null where it is no list of rows. */
  list: string | null;
  ask(microsoft: Microsoft, options: Options): Promise<unknown>;
}

const SUBSCRIPTION = SMALL.contosoProduction;
const VM = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-web/providers/Microsoft.Compute/virtualMachines/vm-web-01`;
const FROM = Date.parse('2026-11-20T11:00:00Z');
const METRIC = {
  resourceId: VM,
  namespace: null,
  name: 'Percentage CPU',
  aggregation: 'Average',
  interval: 'PT5M',
  adjust: true,
  from: FROM,
  to: FROM + 3_600_000,
  filter: null,
  top: 10,
};
const GRAPH = 'Microsoft.ResourceGraph/resources';
const only = [SUBSCRIPTION];

/** Every parser of an answer of Microsoft's, by the call that needs it. */
export const CLIENTS: readonly Client[] = [
  { what: 'customers', path: '/v1/customers\\?', list: 'items', ask: (one, o) => one.listCustomers(o) },
  {
    what: 'plans',
    path: '/v1/customers/[^/]+/subscriptions$',
    list: 'items',
    ask: (one, o) => one.listPartnerSubscriptions(SMALL.contoso, o),
  },
  { what: 'tenants', path: '^/tenants', list: 'value', ask: (one, o) => one.listTenants(CONTOSO, o) },
  {
    what: 'subscriptions',
    path: '^/subscriptions\\?',
    list: 'value',
    ask: (one, o) => one.listSubscriptions(CONTOSO, o),
  },
  {
    what: 'resource groups',
    path: '/resourcegroups\\?',
    list: 'value',
    ask: (one, o) => one.listResourceGroups(CONTOSO, SUBSCRIPTION, o),
  },
  {
    what: 'resources',
    path: '/resources\\?',
    list: 'value',
    ask: (one, o) => one.listResources(CONTOSO, SUBSCRIPTION, o),
  },
  {
    what: 'inventory',
    path: GRAPH,
    list: 'data',
    ask: async (one, o) => both(await one.listInventory(CONTOSO, only, o)),
  },
  {
    what: 'Resource Health',
    path: 'availabilityStatuses',
    list: 'value',
    ask: (one, o) => one.listResourceHealth(CONTOSO, SUBSCRIPTION, o),
  },
  {
    what: "a resource's past health",
    path: 'availabilityStatuses',
    list: 'value',
    ask: (one, o) => one.listHealthHistory(CONTOSO, VM, o),
  },
  {
    what: 'changes',
    path: GRAPH,
    list: 'data',
    ask: (one, o) => one.listResourceChanges(CONTOSO, only, FROM - 86_400_000, o),
  },
  {
    what: 'Service Health in Resource Graph',
    path: GRAPH,
    list: 'data',
    ask: (one, o) => one.listServiceHealthEvents(CONTOSO, only, o),
  },
  {
    what: 'Service Health',
    path: '/events\\?',
    list: 'value',
    ask: (one, o) => one.listSubscriptionEvents(CONTOSO, SUBSCRIPTION, o),
  },
  {
    what: 'Service Health of a whole tenant',
    path: '^/providers/[^/]+/events\\?',
    list: 'value',
    ask: (one, o) => one.listTenantEvents({ ...CONTOSO, tenantId: SMALL.tailwind }, o),
  },
  {
    what: "Azure's public status",
    path: 'emergingIssues/default',
    list: null,
    ask: (one, o) => one.listEmergingIssues(CONTOSO, o),
  },
  {
    what: 'impacted resources',
    path: GRAPH,
    list: 'data',
    ask: (one, o) => one.listImpactedResources(CONTOSO, only, o),
  },
  {
    what: 'annotations of machines',
    path: GRAPH,
    list: 'data',
    ask: (one, o) => one.listVmAnnotations(CONTOSO, only, o),
  },
  {
    what: 'alert rules in Resource Graph',
    path: GRAPH,
    list: 'data',
    ask: (one, o) => one.listAlertRules(CONTOSO, only, o),
  },
  {
    what: 'alert rules',
    path: 'metricAlerts\\?',
    list: 'value',
    ask: (one, o) => one.listAlertRulesOf(CONTOSO, SUBSCRIPTION, o),
  },
  {
    what: 'alerts in Resource Graph',
    path: GRAPH,
    list: 'data',
    ask: (one, o) => one.listAlerts(CONTOSO, only, null, o),
  },
  { what: 'alerts', path: '/alerts\\?', list: 'value', ask: (one, o) => one.listAlertsOf(CONTOSO, SUBSCRIPTION, o) },
  {
    what: "an alert's past",
    path: '/history\\?',
    list: null,
    ask: (one, o) => one.getAlertHistory(CONTOSO, SUBSCRIPTION, SMALL_ALERTS.failedOrders, o),
  },
  {
    what: 'the activity log',
    path: 'eventtypes',
    list: 'value',
    ask: (one, o) =>
      one.listActivityLog(CONTOSO, { subscriptionId: SUBSCRIPTION, from: FROM, to: FROM + 3_600_000 }, o),
  },
  {
    what: 'metric namespaces',
    path: 'metricNamespaces',
    list: null,
    ask: (one, o) => one.listMetricNamespaces(CONTOSO, VM, o),
  },
  {
    what: 'metric definitions',
    path: 'metricDefinitions',
    list: null,
    ask: (one, o) => one.listMetricDefinitions(CONTOSO, VM, null, o),
  },
  { what: 'metrics', path: '/metrics\\?', list: null, ask: (one, o) => one.readMetric(CONTOSO, METRIC, o) },
  {
    what: 'a table of Resource Graph',
    path: GRAPH,
    list: null,
    ask: (one, o) =>
      one.queryGraph(CONTOSO, { subscriptionIds: only, kql: 'resources | project id, name, type, tags', limit: 50 }, o),
  },
  {
    what: 'permissions',
    path: '/permissions\\?',
    list: null,
    ask: (one, o) => one.listPermissions(CONTOSO, SUBSCRIPTION, o),
  },
  {
    what: 'Lighthouse',
    path: 'registrationAssignments',
    list: 'value',
    ask: (one, o) => one.listLighthouseAssignments(CONTOSO, SUBSCRIPTION, o),
  },
  {
    what: 'GDAP relationships',
    path: 'delegatedAdminRelationships',
    list: 'value',
    ask: (one, o) => one.listDelegatedAdminRelationships(o),
  },
  { what: "a secret's end", path: '/applications\\?', list: null, ask: (one, o) => one.findSecretEnd('partner', o) },
  {
    what: "a tenant's metadata",
    path: 'openid-configuration',
    list: null,
    ask: (one, o) => one.resolveTenant('contoso.onmicrosoft.com', o),
  },
  { what: 'a device code', path: '/devicecode', list: null, ask: (one, o) => one.beginDeviceSignIn('partner', o) },
  {
    what: 'a token',
    path: '/oauth2/v2.0/token',
    list: null,
    ask: (one, o) => one.signIn(CONTOSO, 'resourceManager', o),
  },
];

/** Groups and resources come from two queries. */
function both({ groups, resources }: Record<'groups' | 'resources', Complete<unknown>>): Complete<unknown> {
  return { rows: [...groups.rows, ...resources.rows], issues: [...groups.issues, ...resources.issues] };
}
