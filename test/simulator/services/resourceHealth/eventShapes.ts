import { guid } from '../../core/random.ts';
import type { Subscription } from '../../world/model.ts';
import type { ServiceEvent } from '../../world/eventModel.ts';

const iso = (epochMs: number): string => new Date(epochMs).toISOString().replace(/\.000Z$/, 'Z');

/** Resource part of an event's id; at tenant scope there is none. */
function eventId(event: ServiceEvent, subscription: Subscription | undefined): string {
  const scope = subscription ? `/subscriptions/${subscription.id}` : '';
  return `${scope}/providers/Microsoft.ResourceHealth/events/${event.trackingId}`;
}

/** `list`: a sensitive event is but its title. */
export function eventShape(event: ServiceEvent, subscription: Subscription | undefined, detail: 'list' | 'details') {
  const told = !event.sensitive || detail === 'details';
  return {
    id: eventId(event, subscription),
    name: event.trackingId,
    type: '/providers/Microsoft.ResourceHealth/events',
    properties: {
      eventType: event.type,
      ...(event.subType && { eventSubType: event.subType }),
      eventSource: 'ServiceHealth',
      status: event.status,
      title: event.title,
      ...(told && textOf(event)),
      level: event.level,
      eventLevel: event.eventLevel,
      priority: event.priority,
      isEventSensitive: event.sensitive ?? false,
      isHIR: false,
      platformInitiated: event.platformInitiated,
      enableMicrosoftSupport: true,
      enableChatWithUs: false,
      impactStartTime: iso(event.maintenance?.from ?? event.startedAt),
      ...(event.mitigatedAt !== undefined && { impactMitigationTime: iso(event.mitigatedAt) }),
      lastUpdateTime: iso(event.updatedAt),
      impact: event.impact.map((one) => impactShape(event, one, subscription)),
      links: [linkShape(event)],
    },
  };
}

function textOf(event: ServiceEvent) {
  const [newest] = event.updates;
  return {
    header: event.header,
    summary: newest?.text ?? '',
    description: event.updates.map((one) => one.text).join('<hr/>'),
    ...(event.type === 'PlannedMaintenance' && { reason: 'Maintenance of the platform' }),
    recommendedActions: {
      message: 'Follow this event in Service Health.',
      actions: [{ groupId: 1, actionText: '<p>Set up an alert for <b>Service Health</b>.</p>' }],
      localeCode: 'en',
    },
    faqs: [],
  };
}

function impactShape(event: ServiceEvent, impact: ServiceEvent['impact'][number], subscription?: Subscription) {
  return {
    impactedService: impact.service,
    impactedServiceGuid: guid(`service ${impact.service}`),
    impactedRegions: impact.regions.map((region) => ({
      impactedRegion: region,
      status: event.status,
      impactedSubscriptions: subscription ? [subscription.id] : [],
      impactedTenants: subscription ? [] : (event.tenantIds ?? []),
      lastUpdateTime: iso(event.updatedAt),
      updates: event.sensitive
        ? []
        : event.updates.map((one) => ({ summary: one.text, updateDateTime: iso(one.at), eventTags: one.tags })),
    })),
  };
}

function linkShape(event: ServiceEvent) {
  return {
    type: 'Hyperlink',
    displayText: { value: 'See the latest', localizedValue: 'See the latest' },
    extensionName: 'Microsoft_Azure_Health',
    bladeName: 'AzureHealthBrowseBlade',
    parameters: { trackingId: event.trackingId },
  };
}

/** A resource that an event names in a subscription. */
export function impactedResourceShape(
  event: ServiceEvent,
  subscription: Subscription,
  resourceId: string,
  region: string,
) {
  const [, resourceGroup = ''] = /\/resourceGroups\/([^/]+)/i.exec(resourceId) ?? [];
  const [namespace = '', ...path] = resourceId.split(/\/providers\//i)[1]?.split('/') ?? [];
  const targetResourceType = [namespace, ...path.filter((_, i) => i % 2 === 0)].join('/');
  const name = guid(`${event.trackingId} ${resourceId}`);
  return {
    id: `${eventId(event, subscription)}/impactedResources/${name}`,
    name,
    type: 'Microsoft.ResourceHealth/events/impactedResources',
    properties: {
      targetResourceType,
      targetResourceId: resourceId,
      targetRegion: region,
      resourceName: resourceId.split('/').pop() ?? '',
      resourceGroup,
      ...(event.maintenance && {
        status: event.status === 'Resolved' ? 'Completed' : event.stage === 'In Progress' ? 'InProgress' : 'Scheduled',
        maintenanceStartTime: iso(event.maintenance.from),
        maintenanceEndTime: iso(event.maintenance.until),
      }),
      info: [{ key: 'status', value: event.status }],
    },
  };
}

/** Emerging issues carry no tracking of subscriptions at all. */
export function emergingIssuesShape(events: readonly ServiceEvent[], now: number) {
  return {
    id: '/providers/Microsoft.ResourceHealth/emergingIssues/default',
    name: 'default',
    type: '/providers/Microsoft.ResourceHealth/emergingIssues',
    properties: {
      refreshTimestamp: iso(now),
      statusBanners: [],
      statusActiveEvents: events
        .filter((event) => event.status === 'Active')
        .map((event) => ({
          title: event.title,
          description: event.updates[0]?.text ?? '',
          trackingId: event.trackingId,
          startTime: iso(event.startedAt),
          cloud: 'Public',
          severity: 'Warning',
          stage: 'Active',
          published: true,
          lastModifiedTime: iso(event.updatedAt),
          impacts: event.impact.map((one) => ({
            id: guid(`service ${one.service}`),
            name: one.service,
            regions: one.regions.map((name) => ({ id: name.toLowerCase().replaceAll(' ', ''), name })),
          })),
        })),
    },
  };
}
