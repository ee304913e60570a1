import type { JobResult } from './job.ts';

const MOST_STRETCH = 8;

/** How many times its cadence a job's runs shall be apart: twice as many after each throttled one, half as many after each other. */
export function nextStretch(stretch: number, { throttled }: JobResult): number {
  return throttled ? Math.min(MOST_STRETCH, stretch * 2) : Math.max(1, stretch / 2);
}

const FIRST_RETRY_MS = 60_000;
const LONGEST_RETRY_MS = 15 * 60_000;

/**
 * When a job is due next, ms. Good runs keep the cadence, counted from their start; after the first one the jobs are
 * spread over half an interval, so that what started together doesn't stay together. Failed ones wait twice as long
 * each time, up to a quarter of an hour or the cadence, whichever is longer, and never less than Microsoft asked for.
 */
export function nextRun(
  run: { startedAt: number; now: number; intervalMs: number; runs: number; failures: number; result: JobResult },
  random: () => number,
): number {
  const { now, intervalMs, result } = run;
  if (!result.failed && result.confirmMs !== undefined) {
    return now + result.confirmMs;
  }
  if (!result.failed && result.probeMs !== undefined) {
    return now + result.probeMs;
  }
  if (!result.failed) {
    const share = run.runs <= 1 ? 0.5 + random() / 2 : 0.95 + random() / 10;
    return Math.max(now, Math.round(run.startedAt + intervalMs * share));
  }
  const first = Math.min(FIRST_RETRY_MS, intervalMs);
  const longest = result.probeMs ?? Math.max(LONGEST_RETRY_MS, intervalMs);
  const backoff = Math.min(first * 2 ** Math.min(run.failures - 1, 20), longest);
  const wait = backoff * (0.9 + random() / 5);
  return now + Math.round(Math.max(wait, result.retryAfterMs ?? 0));
}
