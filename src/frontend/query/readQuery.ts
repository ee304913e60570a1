import {
  FORMATS,
  GROUP_BY,
  MAX_LIMIT,
  type FilterName,
  type Format,
  type Grouping,
  type QueryFilters,
} from '../../shared/query.ts';
import { QUERY_TYPES, type QueryType, type QueryTypeInfo } from '../../shared/queryTypes.ts';
import { isJsonObject, isTexts, jsonObject } from '../../shared/json.ts';
import { OPTION_KINDS } from '../../shared/tree.ts';
import { inputProblems } from './inputProblems.ts';

/** A saved query as the editor can show it: whatever was unreadable is left out here and named in `problems`. */
export interface ReadQuery {
  /** As saved, known or not. */
  queryType: string;
  info?: QueryTypeInfo;
  filters: QueryFilters;
  groupBy?: Grouping;
  sort?: string;
  limit?: number;
  format?: Format;
  live: boolean;
  problems: string[];
}

/** Reads a query that may have been written by hand, or by another version; never throws and changes nothing. */
export function readQuery(saved: unknown): ReadQuery {
  const raw = jsonObject(saved);
  const problems: string[] = [];
  const queryType = typeof raw.queryType === 'string' ? raw.queryType : '';
  const info: QueryTypeInfo | undefined = Object.hasOwn(QUERY_TYPES, queryType)
    ? QUERY_TYPES[queryType as QueryType]
    : undefined;
  if (!info) {
    const shown = typeof raw.queryType === 'string' ? raw.queryType : JSON.stringify(raw.queryType);
    problems.push(
      `Query type “${shown}” is not one that this version knows. The query is kept as it is until you choose another type.`,
    );
  }
  const read: ReadQuery = {
    queryType,
    info,
    filters: readFilters(raw.filters, info, problems),
    groupBy: readOneOf(raw.groupBy, info?.groupings ?? GROUP_BY, 'Group by', problems),
    format: readOneOf(raw.format, FORMATS, 'Format', problems),
    sort: readSort(raw.sort, problems),
    limit: readLimit(raw.limit, problems),
    live: readLive(raw.live, problems),
    problems,
  };
  problems.push(...inputProblems(raw, info?.inputs ?? []));
  return read;
}

function readFilters(raw: unknown, info: QueryTypeInfo | undefined, problems: string[]): QueryFilters {
  if (raw === undefined || raw === null) {
    return {};
  }
  if (!isJsonObject(raw)) {
    problems.push('The filters are not an object of lists and are ignored here.');
    return {};
  }
  const filters: QueryFilters = {};
  for (const [name, values] of Object.entries(raw)) {
    if (!isFilterName(name)) {
      problems.push(`Filter “${name}” is not one that this version knows.`);
    } else if (!isTexts(values)) {
      problems.push(`Filter “${name}” is not a list of texts.`);
    } else {
      filters[name] = values;
      if (info && values.length > 0 && !info.filters.includes(name)) {
        problems.push(`Filter “${name}” does not apply to the query type ${info.label}.`);
      }
    }
  }
  return filters;
}

function readOneOf<T extends string>(
  raw: unknown,
  known: readonly T[],
  label: string,
  problems: string[],
): T | undefined {
  if (raw === undefined || raw === null || raw === '') {
    return undefined;
  }
  const value = known.find((item) => item === raw);
  if (value === undefined) {
    problems.push(`${label} “${String(raw)}” is none of ${known.join(', ')}.`);
  }
  return value;
}

function readSort(raw: unknown, problems: string[]): string | undefined {
  if (raw !== undefined && raw !== null && typeof raw !== 'string') {
    problems.push('Sort is not a column name.');
    return undefined;
  }
  return raw || undefined;
}

function readLimit(raw: unknown, problems: string[]): number | undefined {
  if (raw === undefined || raw === null) {
    return undefined;
  }
  if (typeof raw !== 'number' || limitProblem(String(raw)) !== undefined) {
    problems.push(`Limit “${String(raw)}” is not a whole number from 1 to ${MAX_LIMIT.toLocaleString('en')}.`);
    return undefined;
  }
  return raw;
}

function readLive(raw: unknown, problems: string[]): boolean {
  if (raw !== undefined && raw !== null && typeof raw !== 'boolean') {
    problems.push('Live is neither true nor false and is ignored.');
  }
  return raw === true;
}

/** Why a limit that was typed cannot be used; undefined when it can. */
export function limitProblem(text: string): string | undefined {
  const ok = /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= MAX_LIMIT;
  return ok ? undefined : `A whole number from 1 to ${MAX_LIMIT.toLocaleString('en')}`;
}

function isFilterName(name: string): name is FilterName {
  return (OPTION_KINDS as readonly string[]).includes(name);
}
