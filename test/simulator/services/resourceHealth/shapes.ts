import type { HealthSince, Resource } from '../../world/model.ts';

const iso = (epochMs: number): string => new Date(epochMs).toISOString().replace(/\.000Z$/, 'Z');

/** Where the id of a status hangs below its resource. Microsoft's own answers spell it wrongly now and then. */
function statusId(resource: Resource, name: string): string {
  const misspelt = resource.type.toLowerCase() === 'microsoft.keyvault/vaults';
  const segment = misspelt ? 'AvailabilityStatueses' : 'availabilityStatuses';
  const id = resource.id.replace('/resourceGroups/', '/resourcegroups/');
  return `${id}/providers/Microsoft.ResourceHealth/${segment}/${name}`;
}

/** The current status of one resource, or an older row of its history. */
export function statusShape(
  resource: Resource,
  row: HealthSince,
  options: { current: boolean; now: number; actions: boolean },
) {
  const name = options.current ? 'current' : iso(row.since).replace('T', '+').replaceAll(':', '%3a');
  return {
    id: statusId(resource, name),
    name,
    type: 'Microsoft.ResourceHealth/AvailabilityStatuses',
    location: resource.location,
    properties: { ...statusProperties(row, options.now), ...(options.actions && actionsOf(row)) },
  };
}

function statusProperties(row: HealthSince, now: number) {
  const occuredTime = iso(row.since);
  const reportedTime = iso(now);
  if (row.state === null) {
    // A row that only tells of an event: https://learn.microsoft.com/azure/service-health/resource-health-overview
    return {
      availabilityState: null,
      title: 'Impacting event',
      summary: 'We are investigating an event that affects this resource.',
      occuredTime,
      reportedTime,
    };
  }
  if (row.state === 'Available' || row.state === 'Unknown') {
    const available = row.state === 'Available';
    return {
      availabilityState: row.state,
      title: row.state,
      summary: available
        ? "There aren't any known Azure platform problems affecting this resource"
        : "We're currently unable to determine the health of this resource",
      reasonType: '',
      occuredTime,
      reasonChronicity: 'Persistent',
      reportedTime,
    };
  }
  return { ...unhealthy(row), occuredTime, reasonChronicity: 'Transient', reportedTime };
}

function unhealthy(row: HealthSince) {
  const byUser = row.reason === 'UserInitiated';
  const planned = row.reason === 'Planned';
  const title = byUser
    ? 'Stopped by user or process'
    : planned
      ? 'Planned maintenance'
      : row.state === 'Degraded'
        ? 'Degraded performance'
        : 'Platform outage';
  const category = planned ? 'Planned' : 'Unplanned';
  return {
    availabilityState: row.state,
    title,
    summary: byUser
      ? 'This resource is unavailable because it was stopped by an authorized user or process'
      : `This resource is ${row.state === 'Degraded' ? 'degraded' : 'unavailable'} because of ${planned ? 'planned maintenance' : 'an unexpected problem in the platform'}`,
    detailedStatus: '',
    reasonType: row.reason ?? '',
    context: byUser ? 'Customer Initiated' : 'Platform Initiated',
    ...(!byUser && { category, rootCauseAttributionTime: iso(row.since + 60_000) }),
    healthEventType: 'Downtime',
    healthEventCause: byUser ? 'UserInitiated' : 'PlatformInitiated',
    healthEventCategory: category,
  };
}

function actionsOf(row: HealthSince) {
  if (row.state === 'Available' || row.state === null) {
    return {};
  }
  const recommendedActions = [
    {
      action: 'If you are having problems, use the Troubleshoot tool to get recommended solutions',
      actionUrl: '<#Troubleshoot>',
      '_ActionUrl.Comment': '<#Troubleshoot>',
      actionUrlText: 'Troubleshoot tool',
    },
  ];
  return { recommendedActions };
}
