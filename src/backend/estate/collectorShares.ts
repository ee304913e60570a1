import pLimit from 'p-limit';
import { CspError } from '../common/errors.ts';
import type { CollectorRun, PartResult } from './collectors/collector.ts';
import { REASONS } from './model/reasons.ts';
import type { Subscription } from './model/tenants.ts';

/** Rows of a list over several subscriptions, by the subscription that each belongs to. */
export function bySubscription<T extends { subscriptionId: string }>(rows: readonly T[]): ReadonlyMap<string, T[]> {
  const shares = new Map<string, T[]>();
  for (const row of rows) {
    const share = shares.get(row.subscriptionId) ?? [];
    share.push(row);
    shares.set(row.subscriptionId, share);
  }
  return shares;
}

/** Subscriptions that Azure still answers about. */
export function askableOf(subscriptions: readonly Subscription[]): Subscription[] {
  return subscriptions.filter((subscription) => !isDeleted(subscription));
}

/** Settles those that it doesn't. */
export async function deliverOff(run: CollectorRun<unknown>): Promise<void> {
  const sentence = 'Azure has this subscription as Deleted, so nothing is read of it.';
  for (const subscription of run.subscriptions.filter(isDeleted)) {
    await run.deliver(subscription, { kind: 'skipped', code: REASONS.disabled, sentence });
  }
}

/** Reads some subscriptions one by one, a few at a time; one that fails costs no other. */
export async function deliverEach<Rows>(
  run: CollectorRun<Rows>,
  subscriptions: readonly Subscription[],
  read: (subscription: Subscription) => Promise<{ rows: Rows; issues: readonly string[] }>,
): Promise<void> {
  const limit = pLimit(Math.max(1, Math.min(4, run.concurrency)));
  const result = async (subscription: Subscription): Promise<PartResult<Rows>> => {
    try {
      return { kind: 'complete', ...(await read(subscription)) };
    } catch (thrown) {
      return { kind: 'failed', error: CspError.from(thrown) };
    }
  };
  await Promise.all(subscriptions.map((one) => limit(async () => run.deliver(one, await result(one)))));
}

function isDeleted({ state }: Subscription): boolean {
  return state.toLowerCase() === 'deleted';
}
