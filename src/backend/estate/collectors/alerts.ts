import { parseResourceId, subscriptionOfId } from '../../../shared/resourceId.ts';
import type { FiredAlert } from '../../microsoft/api/monitoring.ts';
import { askableOf } from '../collecting/shares.ts';
import { collectGraphFirst, foundRows } from '../collecting/graphFirst.ts';
import { plainText } from '../segments/plainText.ts';
import type { Subscription } from '../model/tenants.ts';
import type { Alert } from '../rows/alert.ts';
import type { Collector } from './collector.ts';

/** How often everything is read, and not only what was modified. */
const WHOLE_EVERY_MS = 60 * 60_000;
/** How late Resource Graph may show a modification, and how far two clocks may differ: so much is asked for again. */
const LATE_MS = 10 * 60_000;

/**
 * Fired alerts: every minute what was modified since, by Resource Graph, put over the rows that are held. A read of
 * what is new can't tell what has gone, so nothing goes by it; Azure forgets alerts after 30 days, and the full read
 * once an hour, after a start and after a failure finds that.
 */
export function createAlerts(): Collector<readonly Alert[]> {
  /** When each subscription was last read in full, ms. */
  const wholeAt = new Map<string, number>();
  return {
    section: 'alerts',
    batch: 300,
    intervalMs: (settings) => settings.intervals.alerts,
    async collect(run) {
      const startedAt = run.now();
      const asked = askableOf(run.subscriptions);
      const befores = asked.map(({ subscriptionId }) => run.before(subscriptionId));
      const wasRead = ({ subscriptionId }: Subscription) => {
        const age = startedAt - (wholeAt.get(subscriptionId) ?? -Infinity);
        return age >= 0 && age < WHOLE_EVERY_MS;
      };
      const whole = asked.some((subscription, index) => !befores[index] || !wasRead(subscription));
      const since = whole ? null : sinceOf(befores);
      /** Subscriptions that Alerts Management itself was asked for everything of. */
      const alone = new Set<string>();
      const deliver: typeof run.deliver = async (subscription, result) => {
        const { subscriptionId } = subscription;
        const believed = await run.deliver(subscription, result);
        if (!believed || result.kind !== 'complete') {
          wholeAt.delete(subscriptionId);
        } else if (whole || alone.has(subscriptionId)) {
          wholeAt.set(subscriptionId, startedAt);
        }
        return believed;
      };
      await collectGraphFirst<readonly Alert[]>(
        { ...run, deliver },
        {
          reason: 'collector:alerts',
          slower: 'Azure Alerts Management',
          whole,
          graph: async (ids, options) =>
            foundRows(
              await run.microsoft.listAlerts(run.access, ids, since, options),
              ({ id }) => subscriptionOfId(id),
              (found, id) => (whole ? found.map(alertRow) : merged(run.before(id)?.rows ?? [], found.map(alertRow))),
            ),
          alone: async (id, options) => {
            const { rows, issues } = await run.microsoft.listAlertsOf(run.access, id, options);
            alone.add(id);
            return { rows: rows.map(alertRow), issues };
          },
        },
      );
    },
  };
}

/** The newest modification that is held, by Azure's clock, or the last read by ours, whichever is earlier; with some time before it. */
function sinceOf(befores: readonly ({ rows: readonly Alert[]; observedAt: number } | null)[]): number {
  const newest = befores.map((before) => {
    const modified = (before?.rows ?? []).reduce((latest, row) => Math.max(latest, row.modifiedAt ?? 0), 0);
    return modified === 0 ? (before?.observedAt ?? 0) : Math.min(modified, before?.observedAt ?? 0);
  });
  return Math.min(...newest) - LATE_MS;
}

/** The rows held with the new ones over them. `before` itself where there is nothing new. */
function merged(before: readonly Alert[], news: readonly Alert[]): readonly Alert[] {
  if (news.length === 0) {
    return before;
  }
  const rows = new Map(before.map((row) => [row.key, row]));
  news.forEach((row) => rows.set(row.key, row));
  return [...rows.values()];
}

function alertRow({ name, alertRule, description, ...alert }: FiredAlert): Alert {
  const rule = alertRule === null ? undefined : parseResourceId(alertRule);
  const named = rule?.name ?? alertRule;
  // Older versions of the API put the rule's name where others have the alert's GUID.
  return {
    ...alert,
    key: alert.alertId,
    ruleName: named ?? name,
    ruleId: rule ? alertRule : null,
    description: description === null ? null : plainText(description),
  };
}
