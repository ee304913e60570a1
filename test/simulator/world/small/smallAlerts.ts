import { guid } from '../../core/random.ts';
import type { AlertPlan } from '../alertModel.ts';
import type { Annotation, EstateChange } from '../monitoringModel.ts';
import { inGroup, NORTHWIND_APP, SMALL, SMALL_ALERTS, SMALL_EVENTS, SMALL_RESOURCES } from '../smallIds.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const WEB = inGroup(SMALL.contosoProduction, 'rg-web');
const CPU = { ruleId: `${WEB}/Microsoft.Insights/metricAlerts/cpu-web`, ruleName: 'cpu-web' };
const PERSON = 'operations@contoso.com';
const platform = { signalType: 'Metric', monitorService: 'Platform', severity: 2 } as const;

/** Fired alerts of world `small`: fired, acknowledged, resolved, closed, stateless, suppressed, older than kept. */
export function smallAlerts(start: number): Record<string, AlertPlan[]> {
  return {
    [SMALL.contosoProduction]: contoso(start).map((one) => ({ ...one, subscriptionId: SMALL.contosoProduction })),
    [SMALL.contosoConfidential]: [
      {
        ...platform,
        alertId: SMALL_ALERTS.confidential,
        at: start - HOUR,
        subscriptionId: SMALL.contosoConfidential,
        ruleId: `${inGroup(SMALL.contosoConfidential, 'rg-hr')}/Microsoft.Insights/metricAlerts/hr`,
        ruleName: 'hr',
        target: `${inGroup(SMALL.contosoConfidential, 'rg-hr')}/Microsoft.Storage/storageAccounts/sthr`,
        description: 'Not for the partner',
      },
    ],
    [SMALL.northwindWeb]: northwind(start).map((one) => ({ ...one, subscriptionId: SMALL.northwindWeb })),
  };
}

function contoso(start: number): Array<Omit<AlertPlan, 'subscriptionId'>> {
  return [
    {
      alertId: SMALL_ALERTS.failedOrders,
      at: start - 40 * MINUTE,
      ruleId: `${WEB}/Microsoft.Insights/scheduledQueryRules/failed-orders`,
      ruleName: 'failed-orders',
      severity: 1,
      signalType: 'Log',
      monitorService: 'Log Analytics',
      target: SMALL_RESOURCES.app,
      description: 'Orders that end in an error',
    },
    {
      ...platform,
      ...CPU,
      alertId: SMALL_ALERTS.cpuAcknowledged,
      at: start - 18 * MINUTE,
      target: SMALL_RESOURCES.web02,
      description: 'CPU of the web servers',
      states: [{ after: 8 * MINUTE, state: 'Acknowledged', by: PERSON, comments: 'On it' }],
    },
    {
      ...platform,
      ...CPU,
      alertId: SMALL_ALERTS.cpuResolved,
      at: start - 5 * HOUR,
      target: SMALL_RESOURCES.web01,
      description: 'CPU of the web servers',
      resolvesAfter: HOUR,
    },
    {
      ...platform,
      ...CPU,
      alertId: SMALL_ALERTS.closed,
      at: start - 3 * DAY,
      target: SMALL_RESOURCES.web01,
      description: 'CPU of the web servers',
      resolvesAfter: 30 * MINUTE,
      states: [
        { after: 10 * MINUTE, state: 'Acknowledged', by: PERSON },
        { after: 2 * HOUR, state: 'Closed', by: PERSON, comments: 'Night job; moved' },
      ],
    },
    ...stateless(start),
    {
      alertId: SMALL_ALERTS.anomalies,
      at: start - 2 * HOUR,
      ruleId: `${WEB}/microsoft.alertsManagement/smartDetectorAlertRules/Failure Anomalies - app-contoso`,
      ruleName: 'Failure Anomalies - app-contoso',
      severity: 3,
      signalType: 'Log',
      monitorService: 'SmartDetector',
      target: `${WEB}/Microsoft.Insights/components/appi-contoso`,
      description: 'Unusual rise of failed requests',
      suppressed: true,
    },
  ];
}

function stateless(start: number): Array<Omit<AlertPlan, 'subscriptionId'>> {
  return [
    {
      alertId: SMALL_ALERTS.serviceHealth,
      at: start - 24 * MINUTE,
      ruleId: `${WEB}/Microsoft.Insights/activityLogAlerts/service-health`,
      ruleName: 'service-health',
      severity: 4,
      signalType: 'Log',
      monitorService: 'ServiceHealth',
      target: `/subscriptions/${SMALL.contosoProduction}`,
      description: 'Incidents and maintenance of West Europe',
      context: { activityLog: { properties: { trackingId: SMALL_EVENTS.incident } } },
    },
    {
      alertId: SMALL_ALERTS.administrative,
      at: start - 6 * DAY,
      // Some services put a rule's name where others put its id.
      ruleId: 'vm-deleted',
      ruleName: 'vm-deleted',
      severity: 4,
      signalType: 'Log',
      monitorService: 'ActivityLog Administrative',
      target: `${WEB}/Microsoft.Compute/virtualMachines/vm-old`,
      description: '',
      states: [{ after: HOUR, state: 'Closed', by: PERSON }],
    },
    {
      alertId: guid('small alert beyond 30 days'),
      at: start - 31 * DAY,
      ...platform,
      ...CPU,
      target: SMALL_RESOURCES.web01,
      description: 'Older than Azure keeps',
    },
  ];
}

function northwind(start: number): Array<Omit<AlertPlan, 'subscriptionId'>> {
  const NORTH = inGroup(SMALL.northwindWeb, 'rg-north');
  const rule = {
    ruleId: `${NORTH}/Microsoft.Insights/metricAlerts/north-availability`,
    ruleName: 'north-availability',
    description: 'VM answers',
  };
  return [
    {
      ...platform,
      ...rule,
      alertId: SMALL_ALERTS.resourceHealth,
      at: start - 14 * MINUTE,
      severity: 0,
      target: SMALL_RESOURCES.north01,
    },
    {
      ...platform,
      ...rule,
      alertId: SMALL_ALERTS.siteDown,
      at: start + 61 * MINUTE,
      severity: 1,
      target: NORTHWIND_APP,
      resolvesAfter: 30 * MINUTE,
    },
  ];
}

/** What changed before the start, by subscription. */
export function smallChanges(start: number): Record<string, EstateChange[]> {
  const change = (days: number, target: string, type: EstateChange['type'], rest: Partial<EstateChange> = {}) => {
    const parts = target.split('/providers/')[1]?.split('/') ?? [];
    const targetType = [parts[0], ...parts.slice(1).filter((_, i) => i % 2 === 0)].join('/');
    return {
      id: guid(`small change ${target} ${days}`),
      at: start - days * DAY,
      type,
      subscriptionId: target.split('/')[2] ?? '',
      targetId: target,
      targetType,
      location: 'westeurope',
      by: PERSON,
      byType: 'User' as const,
      client: 'Azure Portal',
      operation: `${targetType.toLowerCase()}/${type === 'Delete' ? 'delete' : 'write'}`,
      properties: {},
      ...rest,
    };
  };
  const group = { targetType: 'Microsoft.Resources/subscriptions/resourceGroups', location: 'northeurope' };
  return {
    [SMALL.contosoProduction]: [
      change(15, SMALL_RESOURCES.web01, 'Update', { properties: { 'tags.env': { from: 'test', to: 'prod' } } }),
      change(13, SMALL_RESOURCES.vault, 'Create', {
        location: 'northeurope',
        byType: 'Application',
        client: 'ARM Template',
      }),
      change(6, `${WEB}/Microsoft.Compute/virtualMachines/vm-old`, 'Delete'),
      change(2, SMALL_RESOURCES.web02, 'Update', {
        properties: { 'properties.hardwareProfile.vmSize': { from: 'Standard_D2s_v5', to: 'Standard_D4s_v5' } },
      }),
      change(0.5, SMALL_RESOURCES.plan, 'Update', { properties: { 'sku.capacity': { from: 1, to: 2 } } }),
      change(1, `/subscriptions/${SMALL.contosoProduction}/resourceGroups/RG-Data`, 'Update', {
        ...group,
        operation: 'microsoft.resources/subscriptions/resourcegroups/write',
        properties: { 'tags.Owner': { from: null, to: 'Büro Köln' } },
      }),
    ],
    [SMALL.northwindWeb]: [
      change(0.25, NORTHWIND_APP, 'Update', { location: 'germanywestcentral', byType: 'System', by: 'System' }),
    ],
  };
}

/** Notes on machines that no change of health explains. */
export function smallAnnotations(start: number): Record<string, Annotation> {
  return {
    [SMALL_RESOURCES.web01.toLowerCase()]: {
      at: start - 9 * HOUR,
      name: 'LiveMigrationSucceeded',
      reason: 'Live migration',
      summary: 'The machine was moved to another host and was paused for <b>2 seconds</b>.',
      context: 'Platform Initiated',
      category: 'Unplanned',
      impact: 'Downtime Freeze',
    },
  };
}
