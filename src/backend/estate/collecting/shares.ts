import pLimit from 'p-limit';
import { CspError } from '../../common/errors.ts';
import type { CollectorRun, PartResult } from '../collectors/collector.ts';
import { REASONS } from '../model/reasons.ts';
import type { Subscription } from '../model/tenants.ts';

/** What a read gave of one subscription. */
export interface Share<Rows> {
  rows: Rows;
  issues: readonly string[];
}

/** Rows by the subscription that each belongs to; a subscription without any is not there. */
export function sharesBy<T>(
  rows: readonly T[],
  subscriptionOf: (row: T) => string | undefined,
): ReadonlyMap<string, readonly T[]> {
  return Map.groupBy(rows, (row) => subscriptionOf(row) ?? '');
}

/**
 * Settles the subscriptions that Azure has as deleted.
 *
 * @returns the others, which it still answers about.
 */
export async function withoutDeleted(run: CollectorRun<unknown>): Promise<Subscription[]> {
  const sentence = 'Azure has this subscription as Deleted, so nothing is read of it.';
  for (const subscription of run.subscriptions.filter(isDeleted)) {
    await run.deliver(subscription, { kind: 'skipped', code: REASONS.disabled, sentence });
  }
  return askableOf(run.subscriptions);
}

/** Subscriptions that Azure still answers about. */
export function askableOf(subscriptions: readonly Subscription[]): Subscription[] {
  return subscriptions.filter((subscription) => !isDeleted(subscription));
}

/** Reads some subscriptions one by one, a few at a time; one that fails costs no other. */
export async function deliverEach<Rows>(
  run: CollectorRun<Rows>,
  subscriptions: readonly Subscription[],
  read: (subscription: Subscription) => Promise<Share<Rows>>,
): Promise<void> {
  const limit = pLimit(Math.max(1, Math.min(4, run.concurrency)));
  const result = async (subscription: Subscription): Promise<PartResult<Rows>> => {
    const readAt = run.now();
    try {
      return { kind: 'complete', ...(await read(subscription)), readAt };
    } catch (thrown) {
      return { kind: 'failed', error: CspError.from(thrown) };
    }
  };
  await Promise.all(subscriptions.map((one) => limit(async () => run.deliver(one, await result(one)))));
}

function isDeleted({ state }: Subscription): boolean {
  return state.toLowerCase() === 'deleted';
}
