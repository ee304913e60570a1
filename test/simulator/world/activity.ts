import { guid } from '../core/random.ts';
import type { Resource, Subscription } from './model.ts';
import type { Alert } from './alertModel.ts';
import type { ServiceEvent } from './eventModel.ts';
import type { EstateChange } from './monitoringModel.ts';
import type { World } from './world.ts';

/** An entry of the activity log. */
export interface Activity {
  id: string;
  at: number;
  category: 'Administrative' | 'ServiceHealth' | 'ResourceHealth' | 'Alert';
  operation: string;
  status: string;
  level: 'Critical' | 'Error' | 'Warning' | 'Informational';
  resourceId: string;
  caller: string;
  description: string;
  correlationId: string;
  properties: Record<string, string>;
}

/** The activity log of a subscription between two times, newest first: what the rest of the world says happened. */
export function activityOf(world: World, subscription: Subscription, from: number, until: number): Activity[] {
  const entries = [
    ...world.changes(subscription, from, until).map(fromChange),
    ...world.holdings(subscription, until).resources.flatMap((one) => fromHealth(world, one, until)),
    ...world.events(until).flatMap((one) => fromEvent(one, subscription)),
    ...world.alerts(subscription, until).flatMap(fromAlert),
  ];
  return entries
    .filter((one) => one.at >= from && one.at <= until)
    .sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1));
}

function fromChange(change: EstateChange): Activity {
  return {
    id: guid(`activity ${change.id}`),
    at: change.at,
    category: 'Administrative',
    operation: change.operation,
    status: 'Succeeded',
    level: 'Informational',
    resourceId: change.targetId,
    caller: change.by,
    description: '',
    correlationId: guid(`correlation ${change.id}`),
    properties: { message: change.operation, hierarchy: change.subscriptionId },
  };
}

/** A change to Unknown is not logged, so that nobody can rebuild history from the log alone. */
function fromHealth(world: World, resource: Resource, now: number): Activity[] {
  const rows = world.healthHistory(resource, now).filter((row) => row.state !== null);
  return rows.flatMap((row, i): Activity[] => {
    const previous = rows[i + 1];
    if (row.state === 'Unknown' || !previous) {
      return [];
    }
    const active = row.state !== 'Available';
    return [
      {
        id: guid(`activity health ${resource.id} ${row.since}`),
        at: row.since,
        category: 'ResourceHealth',
        operation: `Microsoft.Resourcehealth/healthevent/${active ? 'Activated' : 'Resolved'}/action`,
        status: active ? 'Active' : 'Resolved',
        level: row.state === 'Unavailable' ? 'Critical' : active ? 'Warning' : 'Informational',
        resourceId: resource.id,
        caller: '',
        description: '',
        correlationId: guid(`health ${resource.id} ${row.since}`),
        properties: {
          title: active ? 'Health of the resource changed' : 'Health of the resource is restored',
          details: '',
          currentHealthStatus: row.state ?? '',
          previousHealthStatus: previous.state ?? '',
          type: 'Downtime',
          cause: row.reason === 'UserInitiated' ? 'UserInitiated' : 'PlatformInitiated',
        },
      },
    ];
  });
}

const INCIDENT_TYPES: Readonly<Record<string, string>> = {
  ServiceIssue: 'Incident',
  PlannedMaintenance: 'Maintenance',
  HealthAdvisory: 'Informational',
  SecurityAdvisory: 'Security',
  RCA: 'RCA',
  Billing: 'Billing',
};

function fromEvent(event: ServiceEvent, subscription: Subscription): Activity[] {
  if (!event.touches.has(subscription.id)) {
    return [];
  }
  return event.updates.map((update) => ({
    id: guid(`activity ${event.trackingId} ${subscription.id} ${update.at}`),
    at: update.at,
    category: 'ServiceHealth',
    operation: `Microsoft.ServiceHealth/${(INCIDENT_TYPES[event.type] ?? 'incident').toLowerCase()}/action`,
    status: event.status,
    level: event.eventLevel,
    resourceId: `/subscriptions/${subscription.id}`,
    caller: '',
    description: event.title,
    correlationId: guid(`correlation ${event.trackingId}`),
    properties: {
      title: event.title,
      service: event.impact[0]?.service ?? '',
      region: event.impact[0]?.regions.join(', ') ?? '',
      communication: event.sensitive ? '' : update.text,
      incidentType: INCIDENT_TYPES[event.type] ?? event.type,
      trackingId: event.trackingId,
      stage: event.stage,
      impactedServices: JSON.stringify(event.impact),
    },
  }));
}

function fromAlert(alert: Alert): Activity[] {
  const at = alert.monitorService === 'Platform' ? [alert.firedAt, alert.resolvedAt] : [];
  return at.flatMap((time, i): Activity[] => {
    if (time === undefined) {
      return [];
    }
    const status = i === 0 ? 'Activated' : 'Resolved';
    return [
      {
        id: guid(`activity alert ${alert.alertId} ${status}`),
        at: time,
        category: 'Alert',
        operation: `Microsoft.Insights/MetricAlerts/${status}/Action`,
        status,
        level: i === 0 ? 'Error' : 'Informational',
        resourceId: alert.ruleId.startsWith('/') ? alert.ruleId : alert.target,
        caller: 'Microsoft.Insights/metricAlerts',
        description: alert.description,
        correlationId: guid(`correlation ${alert.alertId}`),
        properties: { RuleName: alert.ruleName, resourceId: alert.target },
      },
    ];
  });
}
