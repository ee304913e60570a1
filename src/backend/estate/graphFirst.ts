import { CspError } from '../common/errors.ts';
import type { CallOptions, Complete } from '../microsoft/api/access.ts';
import { askableOf, deliverEach, deliverOff } from './collectorShares.ts';
import { callOf, type CollectorRun } from './collectors/collector.ts';
import type { Subscription } from './model/tenants.ts';

/** A section that Resource Graph has for many subscriptions at once, and a slower API for one at a time. */
export interface GraphFirst<Found extends { id: string }, Row> {
  /** For the access log, e.g. `collector:alerts`. */
  reason: string;
  /** The slower one's name, for people. */
  slower: string;
  graph(subscriptionIds: readonly string[], options: CallOptions): Promise<Complete<Found>>;
  alone(subscriptionId: string, options: CallOptions): Promise<Complete<Found>>;
  /** All rows of a subscription. `whole`: everything there is, and not only what Resource Graph was asked for. */
  rowsOf(subscriptionId: string, found: readonly Found[], whole: boolean): readonly Row[];
  /** Is Resource Graph asked for everything? Then it is suspicious when it suddenly knows nothing. */
  whole: boolean;
}

/** Reads a section of a run's subscriptions: by Resource Graph, and alone where that fails or knows nothing any more. */
export async function collectGraphFirst<Found extends { id: string }, Row>(
  run: CollectorRun<readonly Row[]>,
  section: GraphFirst<Found, Row>,
): Promise<void> {
  await deliverOff(run);
  const asked = askableOf(run.subscriptions);
  if (asked.length === 0) {
    return;
  }
  const options = callOf(run, section.reason);
  let found: Complete<Found>;
  try {
    found = await section.graph(
      asked.map((subscription) => subscription.subscriptionId),
      options,
    );
  } catch (thrown) {
    const error = CspError.from(thrown);
    // Who can't sign in to the tenant can't ask anything else there; all else may be Resource Graph's own trouble.
    if (run.signal.aborted || error.code.startsWith('AADSTS') || error.status === 401) {
      throw error;
    }
    await eachAlone(run, section, asked, [`Resource Graph failed, so ${section.slower} was asked: ${error.message}`]);
    return;
  }
  const shares = byId(found.rows);
  const doubtful: Subscription[] = [];
  for (const subscription of asked) {
    const { subscriptionId } = subscription;
    const own = shares.get(subscriptionId) ?? [];
    if (section.whole && own.length === 0 && run.held(subscriptionId) > 0) {
      doubtful.push(subscription);
    } else {
      const rows = section.rowsOf(subscriptionId, own, section.whole);
      await run.deliver(subscription, { kind: 'complete', rows, issues: found.issues });
    }
  }
  // Resource Graph leaves out silently what we may no longer read; the other API says so.
  await eachAlone(run, section, doubtful, found.issues);
}

async function eachAlone<Found extends { id: string }, Row>(
  run: CollectorRun<readonly Row[]>,
  section: GraphFirst<Found, Row>,
  subscriptions: readonly Subscription[],
  issues: readonly string[],
): Promise<void> {
  await deliverEach(run, subscriptions, async ({ subscriptionId }) => {
    const found = await section.alone(subscriptionId, callOf(run, section.reason));
    return { rows: section.rowsOf(subscriptionId, found.rows, true), issues: [...issues, ...found.issues] };
  });
}

/** Rows by the subscription that their id names. */
function byId<Found extends { id: string }>(rows: readonly Found[]): ReadonlyMap<string, Found[]> {
  const shares = new Map<string, Found[]>();
  for (const row of rows) {
    const subscriptionId = /^\/subscriptions\/([^/]+)/i.exec(row.id)?.[1]?.toLowerCase() ?? '';
    const share = shares.get(subscriptionId);
    if (share) {
      share.push(row);
    } else {
      shares.set(subscriptionId, [row]);
    }
  }
  return shares;
}
