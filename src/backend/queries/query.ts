import { type Filters, parseFilters } from './filters.ts';
import { isJsonObject } from '../../shared/json.ts';
import { badInput } from '../common/errors.ts';
import { type CheckedBaseline, parseBaseline } from '../settings/coverageBaseline.ts';
import { parseStatelessHours } from './monitoring/statelessHours.ts';
import { type CheckedMetric, parseKql, parseMetric } from './onDemand/inputs.ts';
import { parseAvailability } from './past/parseAvailability.ts';
import { parseRollup, type Rollup } from './rollup/parseRollup.ts';
import {
  type AvailabilityOptions,
  DEFAULT_LIMIT,
  FORMATS,
  type Format,
  GROUP_BY,
  type GroupBy,
  type Grouping,
  MAX_LIMIT,
} from '../../shared/query.ts';
import { QUERY_TYPES, type QueryType, type QueryTypeInfo } from '../../shared/queryTypes.ts';

/** A query after checking: defaults filled in, filters that mean everything left out. */
export interface CheckedQuery {
  queryType: QueryType;
  filters: Filters;
  groupBy: GroupBy;
  /** What rows are counted by, where the query type offers that and the query asks for it. */
  grouping: Grouping | null;
  /** A column's name; checked against the columns by whoever sorts. */
  sort: { column: string; descending: boolean } | null;
  limit: number;
  format: Format;
  /** Of the query types that have these inputs; null for the others. */
  metric: CheckedMetric | null;
  kql: string | null;
  statelessHours: number;
  availability: Required<AvailabilityOptions>;
  rollup: Rollup | null;
  /** Undefined: the one in the settings. */
  baseline: CheckedBaseline | undefined;
}

/**
 * Checks a query model as it came over the wire. Fields that aren't ours are left alone: Grafana adds its own, and
 * alert rules keep old models for years.
 * @throws CspError (400) with a sentence that names what is wrong
 */
export function parseQuery(model: unknown, fromAlert: boolean): CheckedQuery {
  if (!isJsonObject(model)) {
    throw badInput('The query is not a JSON object.');
  }
  const queryType = oneOf('query type', model.queryType, Object.keys(QUERY_TYPES) as QueryType[]);
  if (queryType === undefined) {
    throw badInput('The query names no query type. Choose one.');
  }
  const info: QueryTypeInfo = QUERY_TYPES[queryType];
  const grouping = info.groupings ? (oneOf('groupBy', model.groupBy, info.groupings) ?? null) : null;
  const groupBy = info.groupings ? undefined : oneOf('groupBy', model.groupBy, GROUP_BY);
  const format = oneOf('format', model.format, FORMATS) ?? (fromAlert ? 'alerting' : 'table');
  return {
    queryType,
    filters: parseFilters(model.filters, queryType, info.filters),
    groupBy: groupBy ?? 'customer',
    grouping,
    sort: parseSort(model.sort),
    limit: parseLimit(model.limit, format),
    format,
    metric: info.inputs?.includes('metric') ? parseMetric(model.metric) : null,
    kql: info.inputs?.includes('kql') ? parseKql(model.kql) : null,
    statelessHours: parseStatelessHours(info.inputs?.includes('statelessHours') ? model.statelessHours : undefined),
    availability: parseAvailability(info.inputs?.includes('availability') ? model.availability : undefined),
    rollup: info.inputs?.includes('rollup') ? parseRollup(model.rollup) : null,
    baseline: info.inputs?.includes('baseline') ? parseBaseline(model.baseline) : undefined,
  };
}

function parseSort(value: unknown): CheckedQuery['sort'] {
  if (value === undefined || value === null || value === '') {
    return null;
  }
  if (typeof value !== 'string') {
    throw badInput('sort is not text. Write a column name, with - in front for descending.');
  }
  const descending = value.startsWith('-');
  return { column: descending ? value.slice(1) : value, descending };
}

/** Alert rules get every row: a row that a limit cuts off would look like a resolved alert. */
function parseLimit(value: unknown, format: Format): number {
  if (value !== undefined && value !== null) {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 1) {
      throw badInput('limit is not a whole number above 0.');
    }
    if (value > MAX_LIMIT) {
      throw badInput(`limit is ${value}; the most is ${MAX_LIMIT}. Narrow the scope instead.`);
    }
  }
  return format === 'alerting' ? Infinity : typeof value === 'number' ? value : DEFAULT_LIMIT;
}

function oneOf<T extends string>(what: string, value: unknown, choices: readonly T[]): T | undefined {
  if (value === undefined || value === null || value === '') {
    return undefined;
  }
  const choice = choices.find((candidate) => candidate === value);
  if (choice === undefined) {
    const shown = typeof value === 'string' ? `'${value}'` : `a ${typeof value}`;
    throw badInput(`Unknown ${what} ${shown}. It is one of: ${choices.join(', ')}.`);
  }
  return choice;
}
