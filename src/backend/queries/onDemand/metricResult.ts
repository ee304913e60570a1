import type { CspError } from '../../common/errors.ts';
import type { Notice } from '../../common/table.ts';
import type { MetricAnswer } from '../../microsoft/api/onDemandApi.ts';
import type { CheckedMetric } from './inputs.ts';
import type { Target } from './targets.ts';

/** What was read of one resource; no answer where it failed. */
export interface MetricOfResource {
  target: Target & { resource: NonNullable<Target['resource']> };
  metric: CheckedMetric;
  answer: MetricAnswer | null;
  error: CspError | null;
  readAt: number | null;
}

/** What was read of all resources that were asked. */
export interface MetricResult {
  /** What all series are split by. */
  dimensions: CheckedMetric['dimensions'];
  resources: MetricOfResource[];
  notices: Notice[];
}
