import { CspError } from '../../common/errors.ts';
import { askableOf, bySubscription, deliverEach, deliverOff } from '../collectorShares.ts';
import type { Subscription } from '../model/tenants.ts';
import { eventRow, type ServiceHealthEvent } from '../rows/serviceHealthEvent.ts';
import { callOf, type Collector, type CollectorRun } from './collector.ts';

type Rows = readonly ServiceHealthEvent[];
type Run = CollectorRun<Rows>;
const REASON = 'collector:serviceHealthEvents';

/**
 * Events of Azure Service Health: by Resource Graph for up to 300 subscriptions of a tenant at once; by Resource
 * Health, one subscription at a time, where Resource Graph fails or suddenly knows nothing.
 * https://learn.microsoft.com/azure/service-health/azure-resource-graph-overview
 */
export const serviceHealthEvents: Collector<Rows> = {
  section: 'serviceHealthEvents',
  batch: 300,
  intervalMs: (settings) => settings.intervals.events,
  async collect(run) {
    await deliverOff(run);
    const asked = askableOf(run.subscriptions);
    if (asked.length > 0) {
      await collectAll(run, asked);
    }
  },
};

async function collectAll(run: Run, asked: readonly Subscription[]): Promise<void> {
  let found;
  try {
    const ids = asked.map((subscription) => subscription.subscriptionId);
    found = await run.microsoft.listServiceHealthEvents(run.access, ids, callOf(run, REASON));
  } catch (thrown) {
    const error = CspError.from(thrown);
    // Who can't sign in to the tenant can't ask Resource Health either; all else may be Resource Graph's own trouble.
    if (run.signal.aborted || error.code.startsWith('AADSTS') || error.status === 401) {
      throw error;
    }
    await eachAlone(run, asked, [`Resource Graph failed, so Resource Health was asked: ${error.message}`]);
    return;
  }
  const shares = bySubscription(found.rows);
  const doubtful: Subscription[] = [];
  for (const subscription of asked) {
    const rows = (shares.get(subscription.subscriptionId) ?? []).map(({ event }) => eventRow(event));
    if (rows.length === 0 && run.held(subscription.subscriptionId) > 0) {
      doubtful.push(subscription);
    } else {
      await run.deliver(subscription, { kind: 'complete', rows, issues: found.issues });
    }
  }
  // Resource Graph leaves out silently what we may no longer read; Resource Health says so.
  await eachAlone(run, doubtful, found.issues);
}

async function eachAlone(run: Run, subscriptions: readonly Subscription[], issues: readonly string[]): Promise<void> {
  const options = callOf(run, REASON);
  await deliverEach(run, subscriptions, async ({ subscriptionId }) => {
    const found = await run.microsoft.listSubscriptionEvents(run.access, subscriptionId, options);
    return { rows: found.rows.map(eventRow), issues: [...issues, ...found.issues] };
  });
}
