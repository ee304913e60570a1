import type { ResourceChangeRecord } from '../../microsoft/api/inventoryApi.ts';
import { sharesBy } from '../collecting/shares.ts';
import type { ResourceChange } from '../rows/resourceChange.ts';
import { callOf, type Collector } from './collector.ts';

type Rows = readonly ResourceChange[];

const DAY_MS = 86_400_000;
/** How long Azure keeps its records. */
const KEPT_MS = 14 * DAY_MS;
/** How late a record may appear: everything younger is asked for again. */
const LATE_MS = 30 * 60_000;
/** Records kept of one subscription, the newest: a runaway deployment makes thousands an hour. */
const MOST_CHANGES = 2_000;

/**
 * What Azure itself noted of changes to resources: the last 14 days once, then what is new since the last read.
 * https://learn.microsoft.com/azure/governance/resource-graph/changes/resource-graph-changes
 */
export const resourceChanges: Collector<Rows> = {
  section: 'resourceChanges',
  batch: 300,
  intervalMs: (settings) => settings.intervals.changes,
  async collect(run) {
    const ids = run.subscriptions.map((subscription) => subscription.subscriptionId);
    const held = ids.map((id) => run.before(id)?.observedAt ?? 0);
    const since = Math.max(Math.min(...held) - LATE_MS, run.now() - KEPT_MS);
    const options = callOf(run, 'collector:resourceChanges');
    const found = await run.microsoft.listResourceChanges(run.access, ids, since, options);
    const shares = sharesBy(found.rows, ({ subscriptionId }) => subscriptionId);
    for (const subscription of run.subscriptions) {
      const before = run.before(subscription.subscriptionId)?.rows ?? [];
      const news = (shares.get(subscription.subscriptionId) ?? []).map(changeRow);
      const rows = merge(before, news, run.now() - KEPT_MS);
      await run.deliver(subscription, { kind: 'complete', rows, issues: found.issues });
    }
  },
};

function changeRow({ id, subscriptionId: _, ...change }: ResourceChangeRecord): ResourceChange {
  return { ...change, key: id };
}

/** Old and new records, newest first, without what Azure has forgotten too. */
function merge(before: Rows, news: Rows, oldest: number): Rows {
  const known = new Map(before.map((change) => [change.key, change]));
  news.forEach((change) => known.set(change.key, change));
  return [...known.values()]
    .filter((change) => change.at >= oldest)
    .sort((a, b) => b.at - a.at || (a.key < b.key ? -1 : 1))
    .slice(0, MOST_CHANGES);
}
