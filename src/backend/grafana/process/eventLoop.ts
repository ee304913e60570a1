import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Logger } from '../../common/log.ts';

/** A histogram of the event loop's delays, nanoseconds. */
export type Delay = ReturnType<typeof monitorEventLoopDelay>;

/** How late the event loop is; null where the runtime can't tell. https://nodejs.org/api/perf_hooks.html */
export function watchDelay(): Delay | null {
  try {
    const delay = monitorEventLoopDelay({ resolution: 10 });
    delay.enable();
    return delay;
  } catch {
    return null;
  }
}

/** Nanoseconds as seconds; 0 where nothing was measured yet. */
export function seconds(nanoseconds: number): number {
  return Number.isFinite(nanoseconds) ? nanoseconds / 1e9 : 0;
}

const SAY_EVERY_MS = 60_000;

/** Says in the log when the event loop kept others waiting for longer than `limitMs`, at most once a minute. */
export class LagWatch {
  readonly #options: { delay: Delay | null; limitMs: number; log: Logger; now(): number };
  #saidAt = Number.NEGATIVE_INFINITY;

  constructor(options: { delay: Delay | null; limitMs: number; log: Logger; now(): number }) {
    this.#options = options;
  }

  /** Called from time to time. */
  look(): void {
    const { delay, limitMs, log, now } = this.#options;
    if (!delay || now() - this.#saidAt < SAY_EVERY_MS) {
      return;
    }
    const longestMs = Math.round(seconds(delay.max) * 1000);
    delay.reset();
    if (longestMs > limitMs) {
      this.#saidAt = now();
      log.warn(
        'The plugin kept requests waiting: some of its work took too long at a stretch, or the machine is overloaded.',
        { longestMs, limitMs },
      );
    }
  }
}
