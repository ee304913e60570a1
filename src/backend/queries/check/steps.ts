import { CspError } from '../../common/errors.ts';
import type { Clock } from '../../common/clock.ts';

/** One step of Save & test, in the order of the way. */
export interface CheckStep {
  step: string;
  ok: boolean;
  milliseconds: number;
  /** What was found, or the sentence that says what to do. */
  result: string;
}

/** What a step says when it went well, and what later steps need of it. */
export type Found<T> = [result: string, value: T];

/** Grafana's own patience with Save & test ends a little later. */
const LONGEST_MS = 25_000;

/** Takes the steps down. */
export class Steps {
  readonly taken: CheckStep[] = [];
  readonly #clock: Clock;
  readonly #signal: AbortSignal;
  readonly #timeout = AbortSignal.timeout(LONGEST_MS);

  constructor(clock: Clock, signal: AbortSignal) {
    this.#clock = clock;
    this.#signal = signal;
  }

  /** For calls: fires when the caller has gone, and when it has taken too long. */
  get options(): { signal: AbortSignal; reason: string } {
    return { signal: AbortSignal.any([this.#signal, this.#timeout]), reason: 'check' };
  }

  /** Takes a step; what it throws is taken down and thrown on. */
  async take<T>(step: string, work: () => Promise<Found<T>>): Promise<T> {
    const { taken, error, value } = await this.attempt(step, work);
    this.taken.push(taken);
    if (error) {
      throw error;
    }
    return value as T;
  }

  /** The same, not yet taken down, and nothing is thrown. */
  async attempt<T>(
    step: string,
    work: () => Promise<Found<T>>,
  ): Promise<{ taken: CheckStep; error?: CspError; value?: T }> {
    const start = this.#clock.now();
    const done = (ok: boolean, result: string): CheckStep => {
      return { step, ok, milliseconds: Math.round(this.#clock.now() - start), result };
    };
    try {
      const [result, value] = await work();
      return { taken: done(true, result), value };
    } catch (thrown) {
      const error = this.#meaning(step, thrown);
      return { taken: done(false, error.message), error };
    }
  }

  #meaning(step: string, thrown: unknown): CspError {
    if (!this.#timeout.aborted || this.#signal.aborted) {
      return CspError.from(thrown);
    }
    const sentence = `${step} was not over after ${LONGEST_MS / 1000} seconds. Check the way to Microsoft: proxy, firewall, names.`;
    return new CspError(sentence, { code: 'CheckTimeout', status: 504, source: 'downstream' });
  }
}

/** `1 customer`, `3 customers`. */
export function count(number: number, thing: string): string {
  return `${number.toLocaleString('en-US')} ${thing}${number === 1 ? '' : 's'}`;
}
