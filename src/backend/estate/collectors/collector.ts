import type { CspError } from '../../common/errors.ts';
import type { Access, CallOptions } from '../../microsoft/api/access.ts';
import type { Microsoft } from '../../microsoft/api/microsoft.ts';
import type { Settings } from '../../settings/settings.ts';
import type { Section } from '../model/sections.ts';
import type { Subscription } from '../model/tenants.ts';

/**
 * What one subscription's part came to. `skipped`: not asked, for a reason people are told. `readAt`: when the read of a
 * complete one began, ms, where that isn't when the run did.
 */
export type PartResult<Rows> =
  | { kind: 'complete'; rows: Rows; issues: readonly string[]; readAt?: number }
  | { kind: 'failed'; error: CspError }
  | { kind: 'skipped'; code: string; sentence: string };

/** One run's share: subscriptions of one tenant, and whatever hands their results over. */
export interface CollectorRun<Rows> {
  access: Access;
  subscriptions: readonly Subscription[];
  microsoft: Microsoft;
  signal: AbortSignal;
  /** To be told of every throttle on the way. */
  throttled(): void;
  /** Most requests that one run may have under way at once. */
  concurrency: number;
  now(): number;
  /** Rows now held of a subscription; 0 when there are none. */
  held(subscriptionId: string): number;
  /** Content now held of a subscription and when it was read, for reads of what is new since then; null when there is none, and for segments. */
  before(subscriptionId: string): { rows: Rows; observedAt: number } | null;
  /**
   * To be called once for each subscription, as soon as its part is complete. False for a complete read that is not
   * believed yet: the next one has to be complete too, and not only of what is new.
   */
  deliver(subscription: Subscription, result: PartResult<Rows>): Promise<boolean>;
}

/** What goes with each of a run's calls. */
export function callOf(
  { signal, throttled }: Pick<CollectorRun<unknown>, 'signal' | 'throttled'>,
  reason: string,
): CallOptions {
  return { signal, reason, throttled };
}

/**
 * Reads one section. A new one is a file beside this one, a row type in `rows/`, a line in `collectorJobs.ts`, a simulator service,
 * a test and a README row.
 */
export interface Collector<Rows> {
  readonly section: Section;
  /** Subscriptions of a tenant that one run covers at most. */
  readonly batch: number;
  intervalMs(settings: Settings): number;
  /** Throws only what holds for all subscriptions of the run that had no result yet. */
  collect(run: CollectorRun<Rows>): Promise<void>;
}
