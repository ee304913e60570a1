import { setImmediate as nextTurn } from 'node:timers/promises';

/**
 * Lets one piece of work begin with each turn of the event loop. Hundreds of queries that arrive at once would otherwise
 * all be worked out before the first answer leaves, and nothing else would be heard until then.
 */
export class Turns {
  private last: Promise<void> = Promise.resolve();

  /** Resolves when it is this caller's turn. */
  next(): Promise<void> {
    this.last = this.last.then(() => nextTurn());
    return this.last;
  }
}
