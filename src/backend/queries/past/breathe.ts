import { setImmediate } from 'node:timers/promises';

/** How long the event loop may be held between two turns, ms. */
const TURN_MS = 6;

/** Work that lets the event loop have its turn between subscriptions. */
export async function breathe(until: { at: number }): Promise<void> {
  if (performance.now() >= until.at) {
    await setImmediate();
    until.at = performance.now() + TURN_MS;
  }
}
