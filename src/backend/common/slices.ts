import { setImmediate } from 'node:timers/promises';
import { TurnShare } from './turnShare.ts';

/** Long work as steps: each `yield` is a place where the event loop may have its turn. */
export type Steps<T> = Generator<void, T, void>;

/** Rows between two yields: some tens of microseconds of work. */
export const PAUSE_EVERY = 64;
/** The same where a row costs but a few reads. */
export const LIGHT_PAUSE_EVERY = 256;
/** How long the event loop may be held in one turn, ms: at least, and where others hold it for longer. */
const TURN_MS = 6;
const MOST_TURN_MS = 24;
/** How long work may run before it has to wait for turns, ms: most queries are over by then. */
const AT_ONCE_MS = 3;

interface Task {
  step(): boolean;
  fail(error: unknown): void;
}

/**
 * Runs long work a slice at a time. All such work of an estate goes through one line, one piece after the other; lines
 * have turns of the event loop one after the other, for thirty that each kept to their own slice would still hold it
 * thirty slices long.
 */
export class Slices {
  readonly #queue: Task[] = [];
  #stopped: Error | null = null;

  run<T>(steps: Steps<T>): Promise<T> {
    if (this.#stopped) {
      return Promise.reject(this.#stopped);
    }
    return new Promise<T>((resolve, reject) => {
      const step = () => {
        const { done, value } = steps.next();
        if (done) {
          resolve(value);
        }
        return done === true;
      };
      this.#queue.push({ step, fail: reject });
      if (this.#queue.length === 1) {
        joinRound(this);
      }
    });
  }

  /** Work that is not done yet, and all that comes, is dropped with this error. */
  stop(error: Error): void {
    this.#stopped = error;
    for (const task of this.#queue.splice(0)) {
      task.fail(error);
    }
  }

  /** Works until the moment given. True when there is more to do. */
  turn(until: number): boolean {
    while (this.#queue.length > 0) {
      const task = this.#queue[0] as Task;
      try {
        while (!task.step()) {
          if (performance.now() >= until) {
            return this.#queue.length > 0;
          }
        }
      } catch (error) {
        task.fail(error);
      }
      this.#queue.shift();
    }
    return false;
  }
}

/** Lines with work to do, in the order of their turns: one round for the whole process. */
const round: Slices[] = [];
const share = new TurnShare(TURN_MS, MOST_TURN_MS);
let going = false;

function joinRound(line: Slices): void {
  round.push(line);
  if (!going) {
    going = true;
    void goRound();
  }
}

async function goRound(): Promise<void> {
  while (round.length > 0) {
    await setImmediate();
    const until = share.begin();
    do {
      const line = round.shift() as Slices;
      if (line.turn(until)) {
        round.push(line);
      }
    } while (round.length > 0 && performance.now() < until);
    share.end(round.length > 0);
  }
  going = false;
}

/**
 * Runs work that is nobody's turn to wait for, such as a query's, in a line of its own. What is short is done at once.
 * @throws the signal's reason as soon as it fires
 */
export async function inSlices<T>(steps: Steps<T>, signal?: AbortSignal): Promise<T> {
  signal?.throwIfAborted();
  const until = performance.now() + AT_ONCE_MS;
  do {
    const { done, value } = steps.next();
    if (done) {
      return value;
    }
  } while (performance.now() < until);
  return new Slices().run(unlessAborted(steps, signal));
}

function* unlessAborted<T>(steps: Steps<T>, signal: AbortSignal | undefined): Steps<T> {
  for (;;) {
    if (signal?.aborted) {
      // The work may have something to put away.
      steps.return(undefined as never);
      throw signal.reason;
    }
    const { done, value } = steps.next();
    if (done) {
      return value;
    }
    yield;
  }
}

/** The same without any turns between, for those who have nobody to keep waiting. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) {
      return value;
    }
  }
}
