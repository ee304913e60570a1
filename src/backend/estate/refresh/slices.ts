import { setImmediate } from 'node:timers/promises';

/** Long work as steps: each `yield` is a place where the event loop may have its turn. */
export type Steps<T> = Generator<void, T, void>;

/** Rows between two yields: some tens of microseconds of work. */
export const PAUSE_EVERY = 64;
/** How long the event loop may be held in one turn, ms. */
const TURN_MS = 6;

interface Task {
  step(): boolean;
  fail(error: unknown): void;
}

/**
 * Runs long work a slice at a time. All such work of an estate goes through one queue: thirty tasks that each kept
 * to their own slice would still hold the event loop thirty slices long.
 */
export class Slices {
  readonly #queue: Task[] = [];
  #running = false;
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
      void this.#drain();
    });
  }

  /** Work that is not done yet, and all that comes, is dropped with this error. */
  stop(error: Error): void {
    this.#stopped = error;
    for (const task of this.#queue.splice(0)) {
      task.fail(error);
    }
  }

  async #drain(): Promise<void> {
    if (this.#running) {
      return;
    }
    this.#running = true;
    while (this.#queue.length > 0 && !this.#stopped) {
      await setImmediate();
      this.#turn(performance.now() + TURN_MS);
    }
    this.#running = false;
  }

  #turn(until: number): void {
    while (this.#queue.length > 0 && performance.now() < until) {
      const task = this.#queue[0] as Task;
      try {
        while (!task.step()) {
          if (performance.now() >= until) {
            return;
          }
        }
      } catch (error) {
        task.fail(error);
      }
      this.#queue.shift();
    }
  }
}
