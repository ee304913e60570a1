import type { MetricQuery } from './metrics.ts';
import type { CoverageBaseline } from './monitoring.ts';
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
  /** `Sev0` to `Sev4`. */
  severity?: string[];
  /** Of fired alerts: `Fired`, `Resolved`. */
  monitorCondition?: string[];
  /** What people made of an alert: `New`, `Acknowledged`, `Closed`. */
  alertState?: string[];
  /** Which service fired it: `Platform`, `Log Analytics`, `ServiceHealth`, … */
  monitorService?: string[];
  /** Alert rules by name or id. */
  rule?: string[];
  /** What a rule watches: `metric`, `log`, `activityLog`, … */
  ruleKind?: string[];
  /** Service Health: `ServiceIssue`, `PlannedMaintenance`, … */
  eventType?: string[];
  /** Service Health: `Critical`, `Error`, `Warning`, `Informational`. */
  level?: string[];
  /** Azure services as Service Health calls them, such as `Virtual Machines`. */
  service?: string[];
  /** Azure regions as Service Health calls them, such as `West Europe`, or as resources have them: `westeurope`. */
  region?: string[];
  /** Tracking ids of events. */
  trackingId?: string[];
}
export type FilterName = keyof QueryFilters;

export const GROUP_BY = ['customer', 'tenant', 'subscription', 'resourceGroup', 'resourceType', 'location'] as const;
export type GroupBy = (typeof GROUP_BY)[number];

/** Further things that rows of some query types can be counted by; which, is in their `groupings`. */
export const GROUPINGS = [...GROUP_BY, 'rule', 'severity'] as const;
export type Grouping = (typeof GROUPINGS)[number];

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
  /** Only for the query type `metrics`. */
  metric?: MetricQuery;
  /** Only for the query type `resourceGraph`: a query in Kusto. */
  kql?: string;
  /** Only for `incidents`: hours after which an alert that never resolves no longer counts as firing. Default 24. */
  statelessHours?: number;
  /** Only for `coverage`: instead of the baseline in the settings. */
  baseline?: CoverageBaseline;
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
