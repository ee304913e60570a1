import type { MetricQuery } from './metrics.ts';
import type { CoverageBaseline } from './monitoring.ts';
import type { Grouping } from './grouping.ts';
import type { QueryFilters } from './filters.ts';
import type { QueryType } from './queryTypes.ts';

export type { FilterName, QueryFilters } from './filters.ts';
export { GROUP_BY, type GroupBy, type Grouping } from './grouping.ts';

/** `table`: rich rows for people. `alerting`: one numeric-long frame with stable labels and one number. */
export const FORMATS = ['table', 'alerting'] as const;
export type Format = (typeof FORMATS)[number];

/** What a panel, variable, annotation or alert rule asks. Saved in dashboards for years, so fields are only ever added. */
export interface CspQuery {
  queryType: QueryType;
  filters?: QueryFilters;
  /** Only for query types that have `groupBy` or `groupings`. */
  groupBy?: Grouping;
  /** Column name, `-` in front for descending, e.g. `-healthValue`. Default: the query type's own order, worst first where there is a worst. */
  sort?: string;
  /** Most rows to return. Default 10,000 for tables; alerting has no limit. */
  limit?: number;
  format?: Format;
  /** Panels of dashboards ask again as soon as the estate changes, without a refresh. The browser's matter: the backend ignores it. */
  live?: boolean;
  /** Only for the query type `metrics`. */
  metric?: MetricQuery;
  /** Only for the query type `resourceGraph`: a query in Kusto. */
  kql?: string;
  /** Only for `availability`: which time doesn't count as downtime. */
  availability?: AvailabilityOptions;
  /** Only for `healthSummary`: how the state of a group comes from those of its members. Absent: the worst of them. */
  rollup?: RollupOptions;
  /** Only for `incidents`: hours after which an alert that never resolves no longer counts as firing. Default 24. */
  statelessHours?: number;
  /** Only for `coverage`: instead of the baseline in the settings. */
  baseline?: CoverageBaseline;
}

export interface AvailabilityOptions {
  /** Leaves planned maintenance out. Default false. */
  excludePlanned?: boolean;
  /** Leaves out what the customer stopped. Default false. */
  excludeCustomerInitiated?: boolean;
}

/** System Center's policies. https://learn.microsoft.com/system-center/scom/manage-create-dependency-rollup-monitor */
export const ROLLUP_POLICIES = ['worstOf', 'bestOf', 'percentage'] as const;
export type RollupPolicy = (typeof ROLLUP_POLICIES)[number];
/** What a member counts as that can't be read, or that is in maintenance. */
export const ROLLUP_MEMBERS = ['ignore', 'asIs', 'degraded', 'unavailable'] as const;
export type RollupMember = (typeof ROLLUP_MEMBERS)[number];

export interface RollupOptions {
  /** Default `worstOf`. */
  policy?: RollupPolicy;
  /** With `percentage`: the worst state of this share of the members, the healthiest of them first. 1 to 100, default 100. */
  percentage?: number;
  /** Policies of single resource types, such as `Microsoft.Compute/virtualMachines`; the others have `policy`. */
  byType?: Record<string, { policy: RollupPolicy; percentage?: number }>;
  /** Members without a readable health where one is due (`asIs` is `ignore`: they have no state). Default `ignore`. */
  unreadMembers?: RollupMember;
  /** Members under planned maintenance or stopped by the customer. Default `asIs`. */
  maintenanceMembers?: RollupMember;
}

export const DEFAULT_LIMIT = 10_000;
export const MAX_LIMIT = 100_000;

export const DEFAULT_QUERY: CspQuery = { queryType: 'healthSummary', groupBy: 'customer', filters: {} };

/** True when a filter's list means everything. */
export function isAll(values: readonly string[] | undefined): boolean {
  return !values || values.every((value) => value === '' || value === '$__all' || value.toLowerCase() === 'all');
}
