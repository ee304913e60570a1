import type { Simulation } from '../../core/simulation.ts';
import type { Resource, Subscription } from '../../world/model.ts';
import type { Row } from './evaluate.ts';
import { EMPTY } from './row.ts';

/** The row of `healthresources` with Azure's latest note on a virtual machine; none when there is no note. */
export function annotationRows(
  simulation: Simulation,
  subscription: Subscription,
  resource: Resource,
  now: number,
): Row[] {
  const note = simulation.world.annotation(resource, subscription, now);
  if (!note) {
    return [];
  }
  return [
    {
      ...EMPTY,
      id: `${resource.id}/providers/Microsoft.ResourceHealth/resourceAnnotations/current`,
      name: 'current',
      type: 'microsoft.resourcehealth/resourceannotations',
      tenantId: subscription.tenantId,
      location: resource.location,
      resourceGroup: resource.resourceGroup.toLowerCase(),
      subscriptionId: subscription.id,
      properties: {
        targetResourceType: resource.type,
        targetResourceId: resource.id,
        annotationName: note.name,
        occurredTime: new Date(note.at).toISOString(),
        reason: note.reason,
        summary: note.summary,
        context: note.context,
        category: note.category === 'Not Applicable' ? null : note.category,
        impactType: note.impact,
      },
    },
  ];
}
