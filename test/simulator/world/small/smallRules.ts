import type { AlertRule, MetricRule } from '../ruleModel.ts';
import { inGroup, SMALL, SMALL_RESOURCES } from '../smallIds.ts';
import { AG_OPS } from './smallActions.ts';

const PRODUCTION = `/subscriptions/${SMALL.contosoProduction}`;
const WEB = inGroup(SMALL.contosoProduction, 'rg-web');
const NORTH = inGroup(SMALL.northwindWeb, 'rg-north');

interface Place {
  subscriptionId: string;
  resourceGroup: string;
  location: string;
}
const web: Place = { subscriptionId: SMALL.contosoProduction, resourceGroup: 'rg-web', location: 'global' };
const north: Place = { subscriptionId: SMALL.northwindWeb, resourceGroup: 'rg-north', location: 'global' };
const changedAt = '2026-10-01T08:00:00Z';

const cpuCriterion: MetricRule['criteria'][number] = {
  name: 'Metric1',
  metric: 'Percentage CPU',
  namespace: 'Microsoft.Compute/virtualMachines',
  aggregation: 'Average',
  operator: 'GreaterThan',
  threshold: 90,
};
const metric = { kind: 'metric', frequency: 'PT1M', window: 'PT5M', autoMitigate: true } as const;

const contosoMetricRules: AlertRule[] = [
  {
    ...web,
    ...metric,
    id: `${WEB}/Microsoft.Insights/metricAlerts/cpu-web`,
    name: 'cpu-web',
    description: 'CPU of the web servers',
    enabled: true,
    severity: 2,
    scopes: [SMALL_RESOURCES.web01, SMALL_RESOURCES.web02],
    // Azure keeps ids as they were written, not as they are.
    actionGroupIds: [AG_OPS.toLowerCase()],
    changedAt: '2026-11-19T08:30:00Z',
    criteria: [cpuCriterion],
    target: { type: 'Microsoft.Compute/virtualMachines', region: 'westeurope' },
    tags: { env: 'prod' },
  },
  {
    ...web,
    ...metric,
    id: `${WEB}/microsoft.insights/metricAlerts/app-latency`,
    name: 'app-latency',
    description: '',
    enabled: false,
    severity: 3,
    scopes: [SMALL_RESOURCES.app],
    actionGroupIds: [],
    changedAt,
    frequency: 'PT5M',
    window: 'PT15M',
    criteria: [
      {
        name: 'Latency',
        metric: 'HttpResponseTime',
        namespace: 'Microsoft.Web/sites',
        aggregation: 'Average',
        operator: 'GreaterOrLessThan',
        threshold: 'Medium',
        dimensions: [{ name: 'Instance', values: ['*'] }],
      },
    ],
  },
];

const log = {
  kind: 'log',
  operator: 'GreaterThan',
  frequencyMinutes: 5,
  windowMinutes: 15,
  autoMitigate: false,
  changedAt,
} as const;
const contosoLogRules: AlertRule[] = [
  {
    ...web,
    ...log,
    generation: 'current',
    id: `${WEB}/Microsoft.Insights/scheduledQueryRules/failed-orders`,
    name: 'failed-orders',
    displayName: 'Failed orders',
    description: 'Orders that end in an error',
    location: 'westeurope',
    enabled: true,
    severity: 1,
    scopes: [SMALL_RESOURCES.app],
    actionGroupIds: [AG_OPS],
    query: 'AppRequests | where Name == "POST orders" and Success == false',
    threshold: 10,
  },
  {
    ...web,
    ...log,
    generation: '2018',
    id: `${WEB}/microsoft.insights/scheduledqueryrules/legacy-heartbeat`,
    name: 'legacy-heartbeat',
    displayName: 'legacy-heartbeat',
    description: 'Made before 2021',
    location: 'westeurope',
    enabled: true,
    severity: 2,
    scopes: [`${WEB}/Microsoft.OperationalInsights/workspaces/log-contoso`],
    actionGroupIds: [AG_OPS],
    query: 'Heartbeat | summarize last = max(TimeGenerated) by Computer | where last < ago(10m)',
    threshold: 0,
  },
];

const activity = { ...web, kind: 'activityLog', enabled: true, severity: 4, changedAt } as const;
const contosoActivityRules: AlertRule[] = [
  {
    ...activity,
    id: `${WEB}/Microsoft.Insights/activityLogAlerts/service-health`,
    name: 'service-health',
    description: 'Incidents and maintenance of West Europe',
    scopes: [PRODUCTION],
    actionGroupIds: [AG_OPS],
    conditions: [
      { field: 'category', equals: 'ServiceHealth' },
      [
        { field: 'properties.incidentType', equals: 'Incident' },
        { field: 'properties.incidentType', equals: 'Maintenance' },
      ],
      { field: 'properties.impactedServices[*].ImpactedRegions[*].RegionName', containsAny: ['West Europe', 'Global'] },
    ],
  },
  {
    ...activity,
    id: `${WEB}/Microsoft.Insights/activityLogAlerts/resource-health`,
    name: 'resource-health',
    description: 'Resources that become unavailable',
    scopes: [`${PRODUCTION}/resourceGroups/rg-web`],
    actionGroupIds: [AG_OPS],
    conditions: [
      { field: 'category', equals: 'ResourceHealth' },
      [
        { field: 'properties.currentHealthStatus', equals: 'Unavailable' },
        { field: 'properties.currentHealthStatus', equals: 'Degraded' },
      ],
    ],
  },
  {
    ...activity,
    id: `${WEB}/Microsoft.Insights/activityLogAlerts/vm-deleted`,
    name: 'vm-deleted',
    description: '',
    scopes: [PRODUCTION],
    actionGroupIds: [],
    conditions: [
      { field: 'category', equals: 'Administrative' },
      { field: 'operationName', equals: 'Microsoft.Compute/virtualMachines/delete' },
    ],
  },
];

const contosoOtherRules: AlertRule[] = [
  {
    ...web,
    kind: 'smartDetector',
    id: `${WEB}/microsoft.alertsManagement/smartDetectorAlertRules/Failure Anomalies - app-contoso`,
    name: 'Failure Anomalies - app-contoso',
    description: 'Unusual rise of failed requests',
    enabled: true,
    severity: 3,
    scopes: [`${WEB}/Microsoft.Insights/components/appi-contoso`],
    actionGroupIds: [AG_OPS],
    changedAt,
    detector: 'FailureAnomaliesDetector',
    detectorName: 'Failure Anomalies',
    frequency: 'PT1M',
  },
  {
    ...web,
    kind: 'prometheus',
    id: `${WEB}/Microsoft.AlertsManagement/prometheusRuleGroups/aks-nodes`,
    name: 'aks-nodes',
    description: 'Nodes of the shop',
    location: 'westeurope',
    enabled: true,
    severity: 3,
    scopes: [`${WEB}/Microsoft.Monitor/accounts/amw-contoso`],
    actionGroupIds: [AG_OPS],
    changedAt,
    cluster: 'aks-contoso',
    interval: 'PT1M',
    rules: [
      {
        record: 'instance:node_cpu:ratio',
        expression: 'avg by (instance) (rate(node_cpu_seconds_total[5m]))',
        enabled: true,
      },
      {
        alert: 'KubeNodeNotReady',
        expression: 'kube_node_status_condition{condition="Ready"} == 0',
        for: 'PT15M',
        severity: 3,
        enabled: true,
      },
      {
        alert: 'KubePodCrashLooping',
        expression: 'increase(kube_pod_container_status_restarts_total[10m]) > 3',
        for: 'PT5M',
        severity: 2,
        enabled: false,
      },
    ],
  },
];

const northwindRules: AlertRule[] = [
  {
    ...north,
    ...metric,
    id: `${NORTH}/Microsoft.Insights/metricAlerts/north-availability`,
    name: 'north-availability',
    description: 'VM answers',
    enabled: true,
    severity: 0,
    scopes: [SMALL_RESOURCES.north01],
    actionGroupIds: [],
    changedAt,
    criteria: [{ ...cpuCriterion, metric: 'VmAvailabilityMetric', operator: 'LessThan', threshold: 1 }],
  },
  {
    ...activity,
    ...north,
    id: `${NORTH}/Microsoft.Insights/activityLogAlerts/north-service-health`,
    name: 'north-service-health',
    description: '',
    enabled: false,
    scopes: [`/subscriptions/${SMALL.northwindWeb}`],
    actionGroupIds: [],
    conditions: [{ field: 'category', equals: 'ServiceHealth' }],
  },
];

/** Alert rules of world `small`, by subscription: of every kind in one, two in another, none in the rest. */
export const SMALL_RULES: Readonly<Record<string, AlertRule[]>> = {
  [SMALL.contosoProduction]: [...contosoMetricRules, ...contosoLogRules, ...contosoActivityRules, ...contosoOtherRules],
  [SMALL.northwindWeb]: northwindRules,
};
