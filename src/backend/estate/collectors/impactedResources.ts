import { collectGraphOnly } from '../collecting/graphOnly.ts';
import type { ImpactedResource } from '../rows/impactedResource.ts';
import type { Collector } from './collector.ts';

/** Resources that events of Service Health name. https://learn.microsoft.com/azure/service-health/impacted-resources-outage */
export const impactedResources: Collector<readonly ImpactedResource[]> = {
  section: 'impactedResources',
  batch: 300,
  intervalMs: (settings) => settings.intervals.events,
  collect: (run) =>
    collectGraphOnly(run, {
      reason: 'collector:impactedResources',
      graph: (ids, options) => run.microsoft.listImpactedResources(run.access, ids, options),
      rowsOf: (found) => found.map(({ subscriptionId: _, ...row }) => ({ key: keyOf(row), ...row })),
    }),
};

function keyOf({ trackingId, resourceId }: Pick<ImpactedResource, 'trackingId' | 'resourceId'>): string {
  return `${trackingId}${resourceId}`.toLowerCase();
}
