import type { MetricQuery } from '../../shared/metrics.ts';
import { QUERY_TYPES, type QueryTypeInfo } from '../../shared/queryTypes.ts';
import type { AzureCspQuery } from '../types.ts';

/** The metric of a saved query, whatever was saved. */
export function readMetric({ metric }: Pick<AzureCspQuery, 'metric'>): MetricQuery {
  const raw = (typeof metric === 'object' && metric !== null ? metric : {}) as Partial<MetricQuery>;
  return {
    ...raw,
    name: typeof raw.name === 'string' ? raw.name : '',
    namespace: typeof raw.namespace === 'string' ? raw.namespace : undefined,
    dimensions: Array.isArray(raw.dimensions)
      ? raw.dimensions.filter((one) => typeof one?.name === 'string')
      : undefined,
  };
}

/** False for a query that still lacks what its type has to be told: there is nothing to ask yet. */
export function hasInputs(query: AzureCspQuery): boolean {
  const info: QueryTypeInfo | undefined = Object.hasOwn(QUERY_TYPES, query.queryType)
    ? QUERY_TYPES[query.queryType]
    : undefined;
  const needs = info?.inputs ?? [];
  return (
    (!needs.includes('metric') || readMetric(query).name !== '') &&
    (!needs.includes('kql') || (typeof query.kql === 'string' && query.kql.trim() !== ''))
  );
}
