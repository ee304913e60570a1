import { QUERY_TYPES, type QueryType } from './queryTypes.ts';

/** Ways to narrow a query. Every value is a list; an empty or absent list means everything, and so does a lone `All` or `$__all`. */
export interface QueryFilters {
  /** Customer ids (their tenant ids) or names. */
  customer?: string[];
  /** Tenant ids, domains or names. */
  tenant?: string[];
  /** Subscription ids or names. */
  subscription?: string[];
  /** Resource group ids (`/subscriptions/…/resourceGroups/…`) or names. */
  resourceGroup?: string[];
  /** Resource ids or names. */
  resource?: string[];
  /** Such as `Microsoft.Compute/virtualMachines`. */
  resourceType?: string[];
  location?: string[];
  /** `name` (has the tag) or `name=value`. */
  tag?: string[];
  /** Health states, or for other types their own states (a subscription's, a collector's outcome). */
  state?: string[];
}
export type FilterName = keyof QueryFilters;

export const GROUP_BY = ['customer', 'tenant', 'subscription', 'resourceGroup', 'resourceType', 'location'] as const;
export type GroupBy = (typeof GROUP_BY)[number];

/** `table`: rich rows for people. `alerting`: one numeric-long frame with stable labels and one number. */
export const FORMATS = ['table', 'alerting'] as const;
export type Format = (typeof FORMATS)[number];

/** What a panel, variable, annotation or alert rule asks. Saved in dashboards for years, so fields are only ever added. */
export interface CspQuery {
  queryType: QueryType;
  filters?: QueryFilters;
  /** Only for query types that list it among their options. */
  groupBy?: GroupBy;
  /** Column name, `-` in front for descending, e.g. `-healthValue`. Default: the query type's own order, worst first where there is a worst. */
  sort?: string;
  /** Most rows to return. Default 10,000 for tables; alerting has no limit. */
  limit?: number;
  format?: Format;
}

export const DEFAULT_LIMIT = 10_000;
export const MAX_LIMIT = 100_000;

export const DEFAULT_QUERY: CspQuery = { queryType: 'healthSummary', groupBy: 'customer', filters: {} };

/** True when the query names a type that exists: all else has defaults. */
export function isRunnable(query: Partial<CspQuery>): query is CspQuery {
  return typeof query.queryType === 'string' && Object.hasOwn(QUERY_TYPES, query.queryType);
}

/** True when a filter's list means everything. */
export function isAll(values: readonly string[] | undefined): boolean {
  return !values || values.every((value) => value === '' || value === '$__all' || value.toLowerCase() === 'all');
}
