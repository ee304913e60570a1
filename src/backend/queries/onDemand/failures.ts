import { someOf } from '../../../shared/someOf.ts';
import { CspError } from '../../common/errors.ts';
import type { Notice } from '../../common/table.ts';

/** At most this many things are named in a notice, and so many notices made; the rest is counted. */
const NAMED = 3;
const NOTICES = 5;

/** A question that Microsoft refused for one resource, subscription or customer. */
export interface Failure {
  /** Whom it concerns: a resource, subscription or customer, by name. */
  who: string;
  error: CspError;
}

/** What failed, those that failed for the same reason in one notice: fifty resources without a metric are one sentence. */
export function failureNotices(failures: readonly Failure[]): Notice[] {
  const groups = new Map<string, Failure[]>();
  for (const failure of failures) {
    const key = `${failure.error.code} ${failure.error.status}`;
    const group = groups.get(key);
    if (group) {
      group.push(failure);
    } else {
      groups.set(key, [failure]);
    }
  }
  const notices = [...groups.values()].map((group): Notice => {
    const [first] = group as [Failure];
    return { severity: 'warning', text: `Nothing of ${named(group.map(({ who }) => who))}. ${first.error.message}` };
  });
  const more = notices.length - NOTICES;
  return more > 0
    ? [...notices.slice(0, NOTICES), { severity: 'warning', text: `${more} more kinds of failures.` }]
    : notices;
}

/** Some names, each once. */
export function named(names: readonly string[]): string {
  return someOf([...new Set(names)], NAMED);
}

/** A refused question that is refused for the question's own sake, whomever it is asked of. */
export function isMistake(error: CspError): boolean {
  return error.status === 400;
}

/** What came of many questions: each answer, or why there is none. Throws only when the caller has gone. */
export async function settle<Q, A>(
  questions: readonly Q[],
  ask: (question: Q) => Promise<A>,
  signal: AbortSignal,
): Promise<Array<{ question: Q; answer: A | null; error: CspError | null }>> {
  const outcomes = await Promise.allSettled(questions.map(ask));
  signal.throwIfAborted();
  return outcomes.map((outcome, index) => ({
    question: questions[index] as Q,
    answer: outcome.status === 'fulfilled' ? outcome.value : null,
    error: outcome.status === 'rejected' ? CspError.from(outcome.reason) : null,
  }));
}
