import { jsonObject } from '../../shared/json.ts';
import type { MetricQuery } from '../../shared/metrics.ts';
import { ROLLUP_MEMBERS, ROLLUP_POLICIES, type AvailabilityOptions, type RollupOptions } from '../../shared/query.ts';
import { QUERY_TYPES, type QueryTypeInfo } from '../../shared/queryTypes.ts';
import type { AzureCspQuery } from '../types.ts';
import { isDimension, isShare, typePolicyProblem } from './inputProblems.ts';

/** The metric of a saved query, whatever was saved. */
export function readMetric({ metric }: { metric?: unknown }): MetricQuery {
  const raw: Partial<MetricQuery> = jsonObject(metric);
  return {
    ...raw,
    name: typeof raw.name === 'string' ? raw.name : '',
    namespace: typeof raw.namespace === 'string' ? raw.namespace : undefined,
    dimensions: Array.isArray(raw.dimensions) ? raw.dimensions.filter(isDimension) : undefined,
  };
}

/** The rollup of a saved query, whatever was saved. */
export function readRollup({ rollup }: { rollup?: unknown }): RollupOptions {
  const raw: RollupOptions = jsonObject(rollup);
  const byType = Object.entries(jsonObject(raw.byType)).filter(([, one]) => typePolicyProblem(one) === undefined);
  return {
    ...raw,
    policy: ROLLUP_POLICIES.find((one) => one === raw.policy),
    percentage: isShare(raw.percentage) ? raw.percentage : undefined,
    byType: byType.length > 0 ? (Object.fromEntries(byType) as RollupOptions['byType']) : undefined,
    unreadMembers: ROLLUP_MEMBERS.find((one) => one === raw.unreadMembers),
    maintenanceMembers: ROLLUP_MEMBERS.find((one) => one === raw.maintenanceMembers),
  };
}

export function readAvailability({ availability }: { availability?: unknown }): AvailabilityOptions {
  return jsonObject(availability);
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
