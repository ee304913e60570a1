import type { CallOptions, Complete } from '../../microsoft/api/access.ts';
import { callOf, type CollectorRun } from '../collectors/collector.ts';
import { sharesBy, withoutDeleted } from './shares.ts';

/** A section that only Resource Graph has. */
export interface GraphOnly<Found, Row> {
  /** For the access log, e.g. `collector:vmAnnotations`. */
  reason: string;
  graph(subscriptionIds: readonly string[], options: CallOptions): Promise<Complete<Found>>;
  /** All rows of one subscription. */
  rowsOf(found: readonly Found[]): readonly Row[];
}

/** Reads a section of a run's subscriptions by Resource Graph. Throws what it throws: nobody else can be asked. */
export async function collectGraphOnly<Found extends { subscriptionId: string }, Row>(
  run: CollectorRun<readonly Row[]>,
  section: GraphOnly<Found, Row>,
): Promise<void> {
  const asked = await withoutDeleted(run);
  if (asked.length === 0) {
    return;
  }
  const ids = asked.map((subscription) => subscription.subscriptionId);
  const { rows, issues } = await section.graph(ids, callOf(run, section.reason));
  const shares = sharesBy(rows, ({ subscriptionId }) => subscriptionId);
  for (const subscription of asked) {
    const own = section.rowsOf(shares.get(subscription.subscriptionId) ?? []);
    await run.deliver(subscription, { kind: 'complete', rows: own, issues });
  }
}
