import type { Transition } from '../world/model.ts';

const KINDS = ['health', 'gdap', 'consent', 'conditionalAccess', 'subscription', 'customer', 'revokeSessions'];

/**
 * Reads a state change from a request: as in the world model, but `at` is an ISO time or left out for now, and `in`
 * (seconds from now) may stand in its place. Throws a sentence on anything else.
 */
export function readTransition(input: unknown, now: number): Transition {
  if (typeof input !== 'object' || input === null) {
    throw new Error('A transition is a JSON object.');
  }
  const { at, in: seconds, ...rest } = input as Record<string, unknown>;
  if (!KINDS.includes(String(rest.kind))) {
    throw new Error(`Unknown kind '${String(rest.kind)}'. Known: ${KINDS.join(', ')}.`);
  }
  const time = typeof at === 'string' ? Date.parse(at) : now + Number(seconds ?? 0) * 1000;
  if (!Number.isFinite(time)) {
    throw new Error("'at' must be an ISO time, 'in' a number of seconds.");
  }
  return { ...rest, at: time } as Transition;
}
