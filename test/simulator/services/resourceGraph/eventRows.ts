import type { Subscription } from '../../world/model.ts';
import type { ServiceEvent } from '../../world/eventModel.ts';
import { impactedResourceShape } from '../resourceHealth/eventShapes.ts';
import type { Row } from './evaluate.ts';
import { EMPTY } from './row.ts';

/**
 * Rows of `servicehealthresources`: an event once for each subscription that it touches, its properties in PascalCase,
 * and the resources that it names. Emerging issues and events at tenant scope are not here.
 * https://learn.microsoft.com/azure/service-health/azure-resource-graph-overview
 */
export function eventRows(
  events: readonly ServiceEvent[],
  subscription: Subscription,
  regionOf: (resourceId: string) => string,
): Row[] {
  const own = events.filter((one) => one.touches.has(subscription.id));
  return own.flatMap((event) => [eventRow(event, subscription), ...impactedRows(event, subscription, regionOf)]);
}

const iso = (epochMs: number | undefined): string | null =>
  epochMs === undefined ? null : new Date(epochMs).toISOString().replace('.000Z', '.0000000Z');

function eventRow(event: ServiceEvent, subscription: Subscription): Row {
  return {
    ...EMPTY,
    id: `/subscriptions/${subscription.id}/providers/Microsoft.ResourceHealth/events/${event.trackingId}`,
    name: event.trackingId,
    type: 'microsoft.resourcehealth/events',
    tenantId: subscription.tenantId,
    location: '',
    resourceGroup: '',
    subscriptionId: subscription.id,
    properties: {
      TrackingId: event.trackingId,
      EventType: event.type,
      EventSubType: event.subType ?? null,
      EventSource: 'ServiceHealth',
      EventLevel: event.eventLevel,
      Level: event.level,
      Priority: event.priority,
      Status: event.status,
      Title: event.title,
      Header: event.sensitive ? null : event.header,
      Summary: event.sensitive ? null : (event.updates[0]?.text ?? ''),
      ImpactStartTime: iso(event.maintenance?.from ?? event.startedAt),
      ImpactMitigationTime: iso(event.mitigatedAt),
      LastUpdateTime: iso(event.updatedAt),
      PlatformInitiated: event.platformInitiated,
      IsHIR: false,
      IsEventSensitive: event.sensitive ?? false,
      EventTags: event.updates[0]?.tags ?? [],
      Impact: event.impact.map((one) => ({
        ImpactedService: one.service,
        ImpactedRegions: one.regions.map((ImpactedRegion) => ({ ImpactedRegion, Status: event.status })),
      })),
      Links: [],
      RecommendedActions: { Message: 'Follow this event in Service Health.', Actions: [] },
      ...(event.type === 'PlannedMaintenance' && {
        Reason: 'Maintenance of the platform',
        MaintenanceStartTime: iso(event.maintenance?.from),
        MaintenanceEndTime: iso(event.maintenance?.until),
      }),
    },
  };
}

/** Resources of a security advisory are told by another call alone. */
function impactedRows(
  event: ServiceEvent,
  subscription: Subscription,
  regionOf: (resourceId: string) => string,
): Row[] {
  const ids = event.type === 'SecurityAdvisory' ? [] : (event.touches.get(subscription.id) ?? []);
  return ids.map((resourceId) => {
    const { id, name, properties } = impactedResourceShape(event, subscription, resourceId, regionOf(resourceId));
    return {
      ...EMPTY,
      id,
      name,
      type: 'microsoft.resourcehealth/events/impactedresources',
      tenantId: subscription.tenantId,
      location: '',
      resourceGroup: properties.resourceGroup.toLowerCase(),
      subscriptionId: subscription.id,
      properties,
    };
  });
}
