import { setImmediate } from 'node:timers/promises';

/** How long the event loop may be held between two turns, ms. */
const TURN_MS = 6;

/**
 * Lets the event loop have its turn, for work that waits for something between its rows, such as a read of the store: the
 * steps of `slices.ts` are synchronous, so that they cost nothing where nobody waits. What doesn't wait goes in those.
 *
 * @param turn when this work's turn began, by `performance.now()`; moved on with each turn.
 */
export async function breathe(turn: { at: number }): Promise<void> {
  if (performance.now() - turn.at >= TURN_MS) {
    await setImmediate();
    turn.at = performance.now();
  }
}
