import type { Exchange } from '../../core/http.ts';
import type { Aggregation, MetricInfo } from '../../world/metrics/metricCatalogue.ts';
import { armError } from '../resourceManager/errors.ts';
import { readFilter } from '../resourceManager/odataFilter.ts';

const MINUTE = 60_000;
export const GRAINS: Readonly<Record<string, number>> = {
  PT1M: MINUTE,
  PT5M: 5 * MINUTE,
  PT15M: 15 * MINUTE,
  PT30M: 30 * MINUTE,
  PT1H: 60 * MINUTE,
  PT6H: 360 * MINUTE,
  PT12H: 720 * MINUTE,
  P1D: 1440 * MINUTE,
};
const AGGREGATIONS: readonly Aggregation[] = ['Average', 'Count', 'Maximum', 'Minimum', 'Total'];
const RETENTION_MS = 93 * 24 * 3600 * 1000;
const MOST_NAMES = 20;

export interface MetricQuery {
  from: number;
  until: number;
  /** ISO duration; `FULL` is one point. */
  interval: string;
  step: number;
  metrics: MetricInfo[];
  aggregations: Aggregation[];
  /** Dimensions to split or narrow by; the value `*` splits. */
  dimensions: Array<{ name: string; values: string[] }>;
  top: number;
}

/** Reads the query of a metrics call; 400 with Azure Monitor's own words for what a resource does not have. */
export function readMetricQuery(x: Exchange, known: readonly MetricInfo[]): MetricQuery {
  const metrics = readNames(x, known);
  const [from, until] = readTimespan(x);
  const interval = adjusted(x, metrics, x.query.get('interval') ?? 'PT1M');
  const step = interval === 'FULL' ? until - from : GRAINS[interval];
  if (step === undefined) {
    throw armError(
      'BadRequest',
      `Invalid time grain duration: ${interval}, supported ones are: ${Object.keys(GRAINS).join(', ')}`,
    );
  }
  for (const metric of metrics) {
    const finest = metric.grain ?? 'PT1M';
    if (step < (GRAINS[finest] ?? 0)) {
      throw armError(
        'BadRequest',
        `Metric: ${metric.name} does not support requested time grain: ${interval}, supported ones are: ${finest}`,
      );
    }
  }
  const top = Number(x.query.get('top') ?? 10);
  return {
    from,
    until,
    interval,
    step,
    metrics,
    aggregations: readAggregations(x, metrics),
    dimensions: readDimensions(x, metrics),
    top,
  };
}

/** With `AutoAdjustTimegrain` the closest grain that the metrics have takes the place of one that they don't. */
function adjusted(x: Exchange, metrics: readonly MetricInfo[], interval: string): string {
  const asked = GRAINS[interval];
  if (x.query.get('AutoAdjustTimegrain') !== 'true' || asked === undefined) {
    return interval;
  }
  const finest =
    metrics.map((one) => one.grain ?? 'PT1M').sort((a, b) => (GRAINS[b] ?? 0) - (GRAINS[a] ?? 0))[0] ?? interval;
  return asked < (GRAINS[finest] ?? 0) ? finest : interval;
}

function readNames(x: Exchange, known: readonly MetricInfo[]): MetricInfo[] {
  const asked = (x.query.get('metricnames') ?? known[0]?.name ?? '').split(',').map((one) => one.replaceAll('%2', ','));
  if (asked.length > MOST_NAMES) {
    throw armError('BadRequest', `Requested metrics count: ${asked.length} bigger than allowed max: ${MOST_NAMES}`);
  }
  return asked.map((name) => {
    const found = known.find((one) => one.name.toLowerCase() === name.trim().toLowerCase());
    if (!found) {
      const valid = known.map((one) => one.name).join(',');
      throw armError(
        'BadRequest',
        `Failed to find metric configuration for provider, resource type, metric: ${name}, Valid metrics: ${valid}`,
      );
    }
    return found;
  });
}

function readTimespan(x: Exchange): [number, number] {
  const text = x.query.get('timespan');
  if (text === null) {
    return [x.now - 60 * MINUTE, x.now];
  }
  const [from = NaN, until = NaN] = text.split('/').map((one) => Date.parse(one));
  if (!(until > from)) {
    throw armError('BadRequest', `Invalid timespan: ${text}`);
  }
  if (from < x.now - RETENTION_MS) {
    throw armError('BadRequest', `Start time is beyond the retention of 93 days: ${text}`);
  }
  return [from, until];
}

function readAggregations(x: Exchange, metrics: readonly MetricInfo[]): Aggregation[] {
  const text = x.query.get('aggregation');
  if (text === null) {
    return metrics[0] ? [metrics[0].primary] : [];
  }
  return text.split(',').map((name) => {
    const found = AGGREGATIONS.find((one) => one.toLowerCase() === name.trim().toLowerCase());
    if (!found) {
      throw armError('BadRequest', `Invalid aggregation type: ${name}, supported ones are: ${AGGREGATIONS.join(', ')}`);
    }
    return found;
  });
}

/** `dim eq 'x' or dim eq 'y' and other eq '*'`: values of one dimension are alternatives. */
function readDimensions(x: Exchange, metrics: readonly MetricInfo[]): MetricQuery['dimensions'] {
  const filter = x.query.get('$filter');
  const names = [...new Set(metrics.flatMap((one) => one.dimensions ?? []).map((one) => one.name))];
  const found = new Map<string, string[]>();
  for (const term of filter === null ? [] : readFilter(filter, names).flat()) {
    if (term.operator !== 'eq') {
      throw armError('BadRequest', `The filter '${filter ?? ''}' is invalid: dimensions are compared with eq.`);
    }
    found.set(term.field, [...(found.get(term.field) ?? []), term.value]);
  }
  return [...found].map(([name, values]) => ({ name, values }));
}
