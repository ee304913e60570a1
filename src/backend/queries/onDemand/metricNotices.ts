import { badInput } from '../../common/errors.ts';
import type { Notice } from '../../common/table.ts';
import type { MetricSeries } from '../../microsoft/api/onDemandApi.ts';
import { failureNotices, named } from './failures.ts';
import type { MetricOfResource } from './metricResult.ts';

/** All series of an answer: a panel that shows more shows nothing. */
const MOST_SERIES = 500;

/**
 * What is said beside the series: what failed, and what has no values.
 *
 * @throws CspError (400) when there are more series than a panel shows
 */
export function metricNotices(resources: readonly MetricOfResource[]): Notice[] {
  const failures = resources.flatMap(({ target, error }) => (error ? [{ who: nameOf(target), error }] : []));
  const issues = resources.flatMap(({ answer }) => answer?.issues ?? []).slice(0, 3);
  const silent = resources
    .filter(({ answer }) => answer && !answer.series.some(hasValue))
    .map(({ target }) => nameOf(target));
  const notices = [...failureNotices(failures), ...issues.map((text): Notice => ({ severity: 'warning', text }))];
  if (silent.length > 0) {
    notices.push({ severity: 'info', text: `Azure has no values in the time range of ${named(silent)}.` });
  }
  const series = resources.reduce((sum, { answer }) => sum + (answer?.series.length ?? 0), 0);
  if (series > MOST_SERIES) {
    throw badInput(
      `The answer has ${series} series; at most ${MOST_SERIES} are shown. Choose fewer resources, or fewer values of the dimensions.`,
    );
  }
  return notices;
}

function hasValue({ values }: MetricSeries): boolean {
  return values.some((value) => !Number.isNaN(value));
}

function nameOf({ customer, resource }: MetricOfResource['target']): string {
  return `${customer} / ${resource.name}`;
}
