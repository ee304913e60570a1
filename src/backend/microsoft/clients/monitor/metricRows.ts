import { jsonObject, jsonObjects } from '../../../../shared/json.ts';
import { CspError } from '../../../common/errors.ts';
import type { Call } from '../../http/call.ts';
import { badAnswer, subject } from '../../http/errors.ts';
import type {
  MetricAnswer,
  MetricAsk,
  MetricDefinition,
  MetricNamespace,
  MetricSeries,
} from '../../api/onDemandApi.ts';
import { readable } from '../../http/refusalText.ts';
import { recordOf, type Row, textOf } from '../rows.ts';
import { readTime } from '../times.ts';

/** https://learn.microsoft.com/rest/api/monitor/metric-namespaces/list */
export function readNamespace(row: Row): MetricNamespace | string {
  const name = textOf(recordOf(row, 'properties'), 'metricNamespaceName') ?? textOf(row, 'name');
  return name === null ? 'it has no name' : { name, classification: textOf(row, 'classification') };
}

/** https://learn.microsoft.com/rest/api/monitor/metric-definitions/list */
export function readDefinition(row: Row): MetricDefinition | string {
  const name = valueOf(row, 'name');
  if (name === null) {
    return 'it has no name';
  }
  const primaryAggregation = textOf(row, 'primaryAggregationType');
  const aggregations = textsOf(row, 'supportedAggregationTypes').filter((one) => one !== 'None');
  return {
    name,
    displayName: textOf(recordOf(row, 'name'), 'localizedValue') ?? name,
    description: textOf(row, 'displayDescription'),
    namespace: textOf(row, 'namespace'),
    unit: textOf(row, 'unit'),
    primaryAggregation,
    aggregations: aggregations.length > 0 || primaryAggregation === null ? aggregations : [primaryAggregation],
    intervals: recordsOf(row, 'metricAvailabilities').flatMap((one) => textOf(one, 'timeGrain') ?? []),
    dimensions: recordsOf(row, 'dimensions').flatMap((one) => {
      const dimension = textOf(one, 'value');
      return dimension === null ? [] : [{ name: dimension, displayName: textOf(one, 'localizedValue') ?? dimension }];
    }),
  };
}

/**
 * The one metric that was asked for.
 * @throws CspError when Azure says that this metric failed, or the answer doesn't have it
 */
export function readMetricAnswer(call: Call, body: Row, ask: MetricAsk): MetricAnswer {
  const [metric] = recordsOf(body, 'value');
  if (!metric) {
    throw badAnswer(call, 'BadResponse', `the answer does not have the metric '${ask.name}'.`);
  }
  const code = textOf(metric, 'errorCode');
  if (code !== null && code !== 'Success') {
    const text = readable(metric.errorMessage) ?? 'Azure gives no reason.';
    throw new CspError(`${subject(call)}: the metric '${ask.name}' failed. ${text} (${readable(code)})`, {
      code: 'MetricFailed',
      status: 502,
      source: 'downstream',
    });
  }
  const issues: string[] = [];
  const list = metric.timeseries;
  if (!Array.isArray(list)) {
    issues.push(`Azure gave no series of the metric '${ask.name}'.`);
  }
  return {
    displayName: textOf(recordOf(metric, 'name'), 'localizedValue') ?? ask.name,
    unit: textOf(metric, 'unit'),
    namespace: textOf(body, 'namespace'),
    interval: textOf(body, 'interval') ?? ask.interval,
    series: recordsOf(metric, 'timeseries').map((one) => readSeries(one, ask, issues)),
    issues,
  };
}

function readSeries(series: Row, ask: MetricAsk, issues: string[]): MetricSeries {
  const key = ask.aggregation.toLowerCase();
  const points: Array<[number, number]> = [];
  let odd = 0;
  for (const point of Array.isArray(series.data) ? (series.data as unknown[]) : []) {
    const row = jsonObject(point);
    const at = readTime(row.timeStamp);
    if (at === null) {
      odd += 1;
      continue;
    }
    const value = row[key];
    points.push([at, typeof value === 'number' && Number.isFinite(value) ? value : Number.NaN]);
  }
  if (odd > 0) {
    issues.push(`${odd} points of the metric '${ask.name}' had no time and were left out.`);
  }
  // Azure sends them in order; a graph of points out of order would be a scribble.
  points.sort((a, b) => a[0] - b[0]);
  return {
    dimensions: Object.fromEntries(
      recordsOf(series, 'metadatavalues').flatMap((one) => {
        const name = valueOf(one, 'name');
        return name === null ? [] : [[name, textOf(one, 'value') ?? '']];
      }),
    ),
    times: Float64Array.from(points, ([at]) => at),
    values: Float64Array.from(points, ([, value]) => value),
  };
}

function valueOf(row: Row, name: string): string | null {
  return textOf(recordOf(row, name), 'value') ?? textOf(row, name);
}

function recordsOf(row: Row, name: string): Row[] {
  return jsonObjects(row[name]);
}

function textsOf(row: Row, name: string): string[] {
  const list = row[name];
  return Array.isArray(list) ? list.filter((one): one is string => typeof one === 'string') : [];
}
