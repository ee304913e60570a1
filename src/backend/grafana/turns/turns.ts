import { TurnShare } from '../../common/turnShare.ts';

/** For so long pieces of work begin in one turn of the event loop, ms: at least, and where others hold it for longer. */
export const TURN_MS = 4;
const MOST_TURN_MS = 16;

/**
 * Lets work begin a few milliseconds' worth at a time, with turns of the event loop between. Hundreds of queries that
 * arrive at once would otherwise all be worked out before the first answer leaves, and nothing else would be heard until
 * then; one a turn would keep those waiting whose answer is there already, as a crowd's mostly is, while turns are long.
 */
export class Turns {
  readonly #waiting: (() => void)[] = [];
  readonly #share = new TurnShare(TURN_MS, MOST_TURN_MS);
  /** Until when more may begin in this turn; null before the first one of it. */
  #until: number | null = null;

  /** Resolves when it is this caller's turn. */
  next(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      setImmediate(() => this.#step());
    });
  }

  /** What began is done, up to where it waits itself, before the next immediate of the same turn runs. */
  #step(): void {
    if (this.#until === null) {
      this.#until = this.#share.begin();
      setImmediate(() => (this.#until = null));
    }
    if (performance.now() < this.#until) {
      this.#waiting.shift()?.();
    } else {
      setImmediate(() => this.#step());
    }
    this.#share.end(this.#waiting.length > 0);
  }
}
