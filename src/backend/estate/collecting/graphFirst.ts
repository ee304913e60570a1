import { CspError } from '../../common/errors.ts';
import type { CallOptions, Complete } from '../../microsoft/api/access.ts';
import { callOf, type CollectorRun } from '../collectors/collector.ts';
import type { Subscription } from '../model/tenants.ts';
import { deliverEach, type Share, sharesBy, withoutDeleted } from './shares.ts';

/** What Resource Graph has of many subscriptions. */
export interface GraphFound<Rows> {
  /** Whether it has anything of a subscription. */
  has(subscriptionId: string): boolean;
  /** The rows of a subscription, made when they are asked for: of many subscriptions they take a while. */
  rowsOf(subscriptionId: string): Rows;
  issues: readonly string[];
}

/** A section that Resource Graph has for many subscriptions at once, and a slower API for one at a time. */
export interface GraphFirst<Rows> {
  /** For the access log, e.g. `collector:alerts`. */
  reason: string;
  /** The slower one's name, for people. */
  slower: string;
  graph(subscriptionIds: readonly string[], options: CallOptions): Promise<GraphFound<Rows>>;
  /** Everything there is of one subscription. */
  alone(subscriptionId: string, options: CallOptions): Promise<Share<Rows>>;
  /** Is Resource Graph asked for everything? Then it is suspicious when it suddenly knows nothing. */
  whole: boolean;
}

/** What a list over several subscriptions has of each, where its rows become the section's. */
export function foundRows<Found, Row>(
  { rows, issues }: Complete<Found>,
  subscriptionOf: (row: Found) => string | undefined,
  rowsOf: (found: readonly Found[], subscriptionId: string) => readonly Row[],
): GraphFound<readonly Row[]> {
  const shares = sharesBy(rows, subscriptionOf);
  return {
    has: (subscriptionId) => shares.has(subscriptionId),
    rowsOf: (subscriptionId) => rowsOf(shares.get(subscriptionId) ?? [], subscriptionId),
    issues,
  };
}

/** Reads a section of a run's subscriptions: by Resource Graph, and alone where that fails or knows nothing any more. */
export async function collectGraphFirst<Rows>(run: CollectorRun<Rows>, section: GraphFirst<Rows>): Promise<void> {
  const asked = await withoutDeleted(run);
  if (asked.length === 0) {
    return;
  }
  let found: GraphFound<Rows>;
  try {
    const ids = asked.map((subscription) => subscription.subscriptionId);
    found = await section.graph(ids, callOf(run, section.reason));
  } catch (thrown) {
    const error = CspError.from(thrown);
    // Who can't sign in to the tenant can't ask anything else there; all else may be Resource Graph's own trouble.
    if (run.signal.aborted || error.code.startsWith('AADSTS') || error.status === 401) {
      throw error;
    }
    await eachAlone(run, section, asked, [`Resource Graph failed, so ${section.slower} was asked: ${error.message}`]);
    return;
  }
  const doubtful: Subscription[] = [];
  for (const subscription of asked) {
    const { subscriptionId } = subscription;
    if (section.whole && !found.has(subscriptionId) && run.held(subscriptionId) > 0) {
      doubtful.push(subscription);
    } else {
      const rows = found.rowsOf(subscriptionId);
      await run.deliver(subscription, { kind: 'complete', rows, issues: found.issues });
    }
  }
  // Resource Graph leaves out silently what we may no longer read; the other API says so.
  await eachAlone(run, section, doubtful, found.issues);
}

async function eachAlone<Rows>(
  run: CollectorRun<Rows>,
  section: GraphFirst<Rows>,
  subscriptions: readonly Subscription[],
  issues: readonly string[],
): Promise<void> {
  await deliverEach(run, subscriptions, async ({ subscriptionId }) => {
    const found = await section.alone(subscriptionId, callOf(run, section.reason));
    return { rows: found.rows, issues: [...issues, ...found.issues] };
  });
}
