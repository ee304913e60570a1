import { fillKql } from '../shared/kql.ts';
import { isJsonObject, isTexts } from '../shared/json.ts';
import type { MetricQuery } from '../shared/metrics.ts';
import { interpolateList, type Replace } from './interpolate.ts';

const MARK = /\u0001(\d+)\u0001/y;

/**
 * Puts template variables into a query in Kusto: as literals, or within quotes as text that can't end them. A variable
 * that the author gave a format (`${name:raw}`) is put in as Grafana does it.
 */
export function interpolateKql(kql: string | undefined, replace: Replace): string | undefined {
  if (typeof kql !== 'string') {
    return kql;
  }
  const lists: string[][] = [];
  const marked = replace(kql, (current) => {
    lists.push((Array.isArray(current) ? current : [current]).map(String));
    return `\u0001${lists.length - 1}\u0001`;
  });
  return fillKql(marked, MARK, (index) => lists[Number(index)] ?? []);
}

/** Puts template variables into a metric's names and its dimensions' values. What isn't as it should be passes through for the backend to complain about. */
export function interpolateMetric(metric: MetricQuery | undefined, replace: Replace): MetricQuery | undefined {
  if (!isJsonObject(metric)) {
    return metric;
  }
  const one = (text: string | undefined) => (typeof text === 'string' ? interpolateList([text], replace)[0] : text);
  return {
    ...metric,
    name: one(metric.name) ?? '',
    ...(metric.namespace === undefined ? {} : { namespace: one(metric.namespace) }),
    ...(Array.isArray(metric.dimensions)
      ? {
          dimensions: metric.dimensions.map((dimension) =>
            isJsonObject(dimension) && isTexts(dimension.values)
              ? { ...dimension, values: interpolateList(dimension.values, replace) }
              : dimension,
          ),
        }
      : {}),
  };
}
