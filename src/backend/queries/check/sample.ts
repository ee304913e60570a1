import pLimit from 'p-limit';
import { CspError } from '../../common/errors.ts';

/** Tenants that are looked into: a partner with hundreds of customers still gets an answer in seconds. */
const SAMPLE = 6;
const AT_ONCE = 3;

/** A tenant that could be entered. */
export interface Candidate {
  tenantId: string;
  credentialId: string;
  name: string;
}

/** Some of them: one for each credential first, then in their order. */
export function sampleOf(candidates: readonly Candidate[]): Candidate[] {
  const seen = new Set<string>();
  const firsts = candidates.filter(({ credentialId }) => !seen.has(credentialId) && seen.add(credentialId));
  return [...new Set([...firsts, ...candidates])].slice(0, SAMPLE);
}

export interface Tried<T> {
  /** Those that went well, in order. */
  good: Array<{ candidate: Candidate; value: T }>;
  failed: Array<{ candidate: Candidate; error: CspError }>;
}

/**
 * Does the same for every one, a few at a time.
 *
 * @throws the first failure when nothing else came of it
 */
export async function tryAll<T>(
  candidates: readonly Candidate[],
  work: (candidate: Candidate) => Promise<T>,
): Promise<Tried<T>> {
  const limit = pLimit(AT_ONCE);
  const tried: Tried<T> = { good: [], failed: [] };
  const outcomes = candidates.map((candidate) =>
    limit(() => work(candidate)).then(
      (value) => ({ candidate, value }),
      (thrown: unknown) => ({ candidate, error: CspError.from(thrown) }),
    ),
  );
  for (const outcome of await Promise.all(outcomes)) {
    if ('error' in outcome) {
      tried.failed.push(outcome);
    } else {
      tried.good.push(outcome);
    }
  }
  const [first] = tried.failed;
  if (first && tried.good.length === 0) {
    throw first.error;
  }
  return tried;
}

/** What failed for some, in words to be added. */
export function failures({ failed }: Tried<unknown>): string {
  const [first] = failed;
  return first ? ` ${failed.length} failed, the first of them ${first.candidate.name}: ${first.error.message}` : '';
}

/** How many of the tenants were tried, in words. */
export function sampled(tried: number, all: number): string {
  return tried === all
    ? all === 1
      ? 'the only tenant'
      : `all ${all} tenants`
    : `a sample of ${tried} of ${all} tenants`;
}
