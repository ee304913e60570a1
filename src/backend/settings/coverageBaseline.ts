import { baselineProblem } from '../../shared/coverageBaseline.ts';
import type { CoverageBaseline, WatchKind } from '../../shared/monitoring.ts';
import { badInput } from '../common/errors.ts';

/** Resource type in lower case -> how it was written and what its resources need. */
export type CheckedBaseline = ReadonlyMap<string, { type: string; kinds: readonly (WatchKind | 'any')[] }>;

/**
 * Checks a baseline from the settings or a query; undefined where there is none.
 *
 * @throws CspError (400) with the mistake.
 */
export function parseBaseline(value: unknown): CheckedBaseline | undefined {
  if (value === undefined || value === null || value === '') {
    return undefined;
  }
  const problem = baselineProblem(value);
  if (problem !== undefined) {
    throw badInput(problem);
  }
  return baselineOf(value as CoverageBaseline);
}

/** What the defaults and checked settings hold; a single kind may stand without its list. */
export function baselineOf(baseline: CoverageBaseline): CheckedBaseline {
  return new Map(
    Object.entries(baseline).map(([type, kinds]) => [type.toLowerCase(), { type, kinds: [kinds].flat() }]),
  );
}
