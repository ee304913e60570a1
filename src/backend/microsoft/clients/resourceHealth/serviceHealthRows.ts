import { subscriptionOfId } from '../../../../shared/resourceId.ts';
import type { EventResource, MachineAnnotation } from '../../api/serviceHealthApi.ts';
import { recordOf, type Row, textOf } from '../rows.ts';
import { readTime } from '../times.ts';

/** Says of a row whose it is: a column of its own, else its id. */
export function withSubscription<T>(row: Row, rest: T): (T & { subscriptionId: string }) | string {
  const subscriptionId = textOf(row, 'subscriptionId')?.toLowerCase() ?? subscriptionOfId(textOf(row, 'id') ?? '');
  return subscriptionId ? { subscriptionId, ...rest } : 'it names no subscription';
}

/** https://learn.microsoft.com/rest/api/resourcehealth/impacted-resources */
export function readImpacted(row: Row): EventResource | string {
  const fields = recordOf(row, 'properties');
  const trackingId = /\/events\/([^/]+)\//i.exec(textOf(row, 'id') ?? '')?.[1];
  const resourceId = textOf(fields, 'targetResourceId');
  if (!trackingId) {
    return 'its id names no event';
  }
  if (resourceId === null) {
    return 'it has no targetResourceId';
  }
  return withSubscription(row, {
    trackingId: decoded(trackingId),
    resourceId,
    resourceType: textOf(fields, 'targetResourceType'),
    region: textOf(fields, 'targetRegion'),
    // One of Microsoft's tables spells it so.
    status: textOf(fields, 'status') ?? textOf(fields, 'staus'),
    maintenanceStartAt: readTime(fields.maintenanceStartTime),
    maintenanceEndAt: readTime(fields.maintenanceEndTime),
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** https://learn.microsoft.com/azure/service-health/resource-health-vm-annotation */
export function readAnnotation(row: Row): MachineAnnotation | string {
  const fields = recordOf(row, 'properties');
  const resourceId = textOf(fields, 'targetResourceId');
  const annotation = textOf(fields, 'annotationName');
  if (resourceId === null) {
    return 'it has no targetResourceId';
  }
  if (annotation === null) {
    return 'it has no annotationName';
  }
  return withSubscription(row, {
    resourceId,
    annotation,
    occurredAt: readTime(fields.occurredTime),
    reason: textOf(fields, 'reason'),
    summary: textOf(fields, 'summary'),
    context: textOf(fields, 'context'),
    category: textOf(fields, 'category'),
    impactType: textOf(fields, 'impactType'),
  });
}
