import { collectGraphFirst, foundRows } from '../collecting/graphFirst.ts';
import { eventRow, type ServiceHealthEvent } from '../rows/serviceHealthEvent.ts';
import type { Collector } from './collector.ts';

/**
 * Events of Azure Service Health: by Resource Graph for up to 300 subscriptions of a tenant at once; by Resource
 * Health, one subscription at a time, where Resource Graph fails or suddenly knows nothing.
 * https://learn.microsoft.com/azure/service-health/azure-resource-graph-overview
 */
export const serviceHealthEvents: Collector<readonly ServiceHealthEvent[]> = {
  section: 'serviceHealthEvents',
  batch: 300,
  intervalMs: (settings) => settings.intervals.events,
  collect: (run) =>
    collectGraphFirst(run, {
      reason: 'collector:serviceHealthEvents',
      slower: 'Resource Health',
      whole: true,
      graph: async (ids, options) =>
        foundRows(
          await run.microsoft.listServiceHealthEvents(run.access, ids, options),
          ({ subscriptionId }) => subscriptionId,
          (found) => found.map(({ event }) => eventRow(event)),
        ),
      alone: async (id, options) => {
        const { rows, issues } = await run.microsoft.listSubscriptionEvents(run.access, id, options);
        return { rows: rows.map(eventRow), issues };
      },
    }),
};
