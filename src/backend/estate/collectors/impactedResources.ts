import { askableOf, bySubscription, deliverOff } from '../collectorShares.ts';
import type { ImpactedResource } from '../rows/impactedResource.ts';
import { callOf, type Collector } from './collector.ts';

/** Resources that events of Service Health name. https://learn.microsoft.com/azure/service-health/impacted-resources-outage */
export const impactedResources: Collector<readonly ImpactedResource[]> = {
  section: 'impactedResources',
  batch: 300,
  intervalMs: (settings) => settings.intervals.events,
  async collect(run) {
    await deliverOff(run);
    const asked = askableOf(run.subscriptions);
    if (asked.length === 0) {
      return;
    }
    const ids = asked.map((subscription) => subscription.subscriptionId);
    const options = callOf(run, 'collector:impactedResources');
    const found = await run.microsoft.listImpactedResources(run.access, ids, options);
    const shares = bySubscription(found.rows);
    for (const subscription of asked) {
      const own = shares.get(subscription.subscriptionId) ?? [];
      const rows = own.map(({ subscriptionId: _, ...row }) => ({ key: keyOf(row), ...row }));
      await run.deliver(subscription, { kind: 'complete', rows, issues: found.issues });
    }
  },
};

function keyOf({ trackingId, resourceId }: Pick<ImpactedResource, 'trackingId' | 'resourceId'>): string {
  return `${trackingId}${resourceId}`.toLowerCase();
}
