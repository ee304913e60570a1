import type { Entry } from './dueJobs.ts';

/** A run that takes longer gives its place to another one, so that tenants that hang don't hold up those that answer. */
export const SLOW_MS = 10_000;

/**
 * Which jobs may begin beside those that are under way: any, only those whose last run was good, or none. Jobs whose
 * last run failed share a quarter of the places.
 */
export function whoMayBegin(running: readonly Entry[], concurrency: number, now: number): 'any' | 'good' | 'none' {
  const quick = running.filter((entry) => now - (entry.startedAt ?? now) < SLOW_MS).length;
  if (quick >= concurrency || running.length >= 2 * concurrency) {
    return 'none';
  }
  const failing = running.filter((entry) => entry.failures > 0).length;
  return failing < Math.max(1, Math.floor(concurrency / 4)) ? 'any' : 'good';
}
