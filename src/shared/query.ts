import type { MetricQuery } from './metrics.ts';
import type { CoverageBaseline } from './monitoring.ts';
import type { Grouping } from './grouping.ts';
import type { QueryType } from './queryTypes.ts';

export { GROUP_BY, type GroupBy, type Grouping, GROUPINGS } from './grouping.ts';

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
  /** Microsoft's APIs by name or key: `Azure Resource Graph`, `resourceGraph`. */
  api?: string[];
  /** HTTP statuses: `429`, or a class of them: `5xx`. */
  status?: string[];
  /** Why Microsoft was called: `collector:alerts`, or all that begins so: `collector`. */
  reason?: string[];
  /** Codes of errors: `AADSTS65001`, `AuthorizationFailed`. */
  errorCode?: string[];
}
export type FilterName = keyof QueryFilters;

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
