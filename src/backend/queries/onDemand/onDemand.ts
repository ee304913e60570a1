import type { Clock } from '../../common/clock.ts';
import { CspError } from '../../common/errors.ts';
import { Until } from '../../common/until.ts';
import type { Access, CallOptions } from '../../microsoft/api/access.ts';
import type { Microsoft } from '../../microsoft/api/microsoft.ts';
import { AnswerCache } from './answerCache.ts';
import { Flights } from './flights.ts';

/** One thing that the snapshot doesn't have and Microsoft is asked for when somebody wants it. */
export interface Question<T> {
  /** What kind of thing; answers to questions of one kind have one type. */
  kind: string;
  /** Whom it is asked of. An answer is only ever given to questions of the same tenant and credential. */
  access: Access;
  /** All else that the answer depends on. */
  parts: readonly (string | number | null)[];
  /** How long an answer counts as new, ms. */
  freshMs: number;
  /** How long after that it still stands in for a read that failed, ms. Default 0. */
  keepMs?: number;
  read(microsoft: Microsoft, call: CallOptions): Promise<T>;
}

/** What Microsoft said, when, and why it isn't newer. */
export interface Answer<T> {
  value: T;
  /** When it was read from Microsoft, ms since the epoch. */
  readAt: number;
  /** Why this is an older answer instead of a new one. */
  failure: CspError | null;
}

/** The way from a query to Microsoft: every answer is shared by all who ask the same, for as long as it is new. */
export interface OnDemand {
  /**
   * @throws CspError: Microsoft's refusal, 499 when the signal fired, 504 `TookTooLong` after the time that a panel can
   * wait; the work then goes on for a while, so that the next to ask may find its answer.
   */
  ask<T>(question: Question<T>, signal: AbortSignal): Promise<Answer<T>>;
  /** Forgets all answers. True where there were any. */
  shed(): boolean;
  /** Ends all work under way. */
  close(): void;
}

/** How much is kept, asked at once and waited for. */
export interface OnDemandLimits {
  /** Answers that are kept, and their size in all, bytes. */
  answers: number;
  bytes: number;
  /** Questions under way at once. */
  flights: number;
  /** How long one caller waits: less than the 30 s after which Grafana's proxy gives up. Ms. */
  waitMs: number;
  /** How long work goes on that nobody could wait for. Ms. */
  flightMs: number;
  /** How long a refusal is believed before Microsoft is asked again: a wall of panels asks the same within moments. Ms. */
  refusalMs: number;
}

const LIMITS: OnDemandLimits = {
  answers: 5_000,
  bytes: 64 * 1024 * 1024,
  flights: 4_000,
  waitMs: 25_000,
  flightMs: 120_000,
  refusalMs: 15_000,
};

/** For one data source: its credentials and endpoints are fixed in `microsoft`, so nothing is shared between data sources. */
export function createOnDemand(options: {
  microsoft: Microsoft;
  clock: Clock;
  limits?: Partial<OnDemandLimits>;
}): OnDemand {
  const { microsoft, clock } = options;
  const limits = { ...LIMITS, ...options.limits };
  const cache = new AnswerCache(limits.answers, limits.bytes);
  const flights = new Flights(limits);

  async function read<T>(question: Question<T>, key: string, signal: AbortSignal): Promise<Answer<T>> {
    // An answer of many pages is as old as the first of them.
    const readAt = clock.now();
    try {
      const value = await question.read(microsoft, { signal, reason: `query:${question.kind}` });
      cache.put(key, { value, readAt, goodUntil: readAt + question.freshMs + (question.keepMs ?? 0) });
      return { value, readAt, failure: null };
    } catch (thrown) {
      const failure = CspError.from(thrown);
      if (!signal.aborted) {
        cache.refuse(key, failure, new Until(clock.now(), Math.max(limits.refusalMs, failure.retryAfterMs ?? 0)));
      }
      throw failure;
    }
  }

  return {
    async ask<T>(question: Question<T>, signal: AbortSignal): Promise<Answer<T>> {
      const key = keyOf(question);
      const known = cache.get(key, clock.now());
      // The key holds the question's kind, which decides the type of its answer.
      const answer = (failure: CspError | null) => known && { value: known.value as T, readAt: known.readAt, failure };
      if (known && clock.now() < known.readAt + question.freshMs) {
        return answer(null) as Answer<T>;
      }
      try {
        const refusal = cache.refusal(key, clock.now());
        if (refusal) {
          throw refusal;
        }
        return await flights.join(key, (stop) => read(question, key, stop), signal);
      } catch (thrown) {
        const failure = CspError.from(thrown);
        const older = failure.code === 'Cancelled' ? undefined : answer(failure);
        if (older) {
          return older;
        }
        throw failure;
      }
    },
    shed: () => cache.clear(),
    close: () => flights.close(),
  };
}

function keyOf({ kind, access, parts }: Question<unknown>): string {
  return JSON.stringify([kind, access.tenantId.toLowerCase(), access.credentialId, ...parts]);
}
