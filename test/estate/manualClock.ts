import type { Clock } from '../../src/backend/common/clock.ts';

interface Sleeper {
  at: number;
  wake(): void;
}

/** Time that stands still until it is moved; whoever sleeps wakes in the order of their times. */
export class ManualClock implements Clock {
  #now: number;
  readonly #sleepers = new Set<Sleeper>();

  constructor(now = Date.UTC(2026, 10, 20, 12)) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  /** How many wait: 0 when nothing runs any more. */
  get waiting(): number {
    return this.#sleepers.size;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const sleeper = { at: this.#now + ms, wake: () => settle(resolve) };
      const aborted = () => settle(() => reject(new DOMException('The sleep was aborted.', 'AbortError')));
      const settle = (end: () => void) => {
        this.#sleepers.delete(sleeper);
        signal?.removeEventListener('abort', aborted);
        end();
      };
      this.#sleepers.add(sleeper);
      signal?.addEventListener('abort', aborted);
      if (signal?.aborted) {
        aborted();
      }
    });
  }

  /** Shows an earlier time from now on; whoever sleeps has as long to sleep as before. */
  setBack(ms: number): void {
    this.#now -= ms;
    this.#sleepers.forEach((sleeper) => (sleeper.at -= ms));
  }

  /** Moves time; what became due runs after this call. */
  advance(ms: number): void {
    this.#now += ms;
    const due = [...this.#sleepers].filter((sleeper) => sleeper.at <= this.#now).sort((a, b) => a.at - b.at);
    due.forEach((sleeper) => sleeper.wake());
  }
}
