import type { Access, CallOptions, Complete } from './access.ts';

/** What is asked of the activity log of one subscription. Times in ms since the epoch. */
export interface ActivityLogAsk {
  subscriptionId: string;
  from: number;
  to: number;
  /** At most one of the two: Azure's filter takes no more. */
  resourceGroup?: string;
  resourceId?: string;
}

/**
 * Who did it. People are told by the domain of their sign-in name only, which says whether they are the customer's or
 * the partner's: names are personal data that a wall, a cache and alert labels have no business with. Who may know
 * more finds it in the Azure portal, by the correlation id.
 */
export interface ActivityCaller {
  kind: 'person' | 'application' | 'service';
  /** `@` and a domain; an application's id; a service's name. */
  name: string;
}

/** One event of the activity log. https://learn.microsoft.com/rest/api/monitor/activity-logs/list */
export interface ActivityEvent {
  eventId: string;
  /** ms since the epoch. */
  at: number;
  /** Critical, Error, Warning, Informational, Verbose, or one we don't know. */
  level: string;
  category: string | null;
  /** For people, such as `Restart Virtual Machine`. */
  operation: string | null;
  /** Such as `Microsoft.Compute/virtualMachines/restart/action`. */
  operationName: string | null;
  status: string | null;
  subStatus: string | null;
  caller: ActivityCaller | null;
  subscriptionId: string;
  resourceGroup: string | null;
  resourceId: string | null;
  resourceType: string | null;
  description: string | null;
  correlationId: string | null;
}

/** https://learn.microsoft.com/rest/api/monitor/metric-namespaces/list */
export interface MetricNamespace {
  /** What `metricnamespace` takes, such as `Microsoft.Compute/virtualMachines`. */
  name: string;
  /** Platform, Custom, Qos. */
  classification: string | null;
}

/** https://learn.microsoft.com/rest/api/monitor/metric-definitions/list */
export interface MetricDefinition {
  name: string;
  displayName: string;
  description: string | null;
  namespace: string | null;
  unit: string | null;
  primaryAggregation: string | null;
  aggregations: string[];
  /** ISO 8601 durations, such as `PT1M`. */
  intervals: string[];
  dimensions: Array<{ name: string; displayName: string }>;
}

/** One metric of one resource. Times in ms since the epoch. */
export interface MetricAsk {
  resourceId: string;
  namespace: string | null;
  name: string;
  /** Average, Count, Maximum, Minimum or Total. */
  aggregation: string;
  /** ISO 8601 duration. */
  interval: string;
  /** Azure may take a coarser interval where the metric doesn't have this one. */
  adjust: boolean;
  from: number;
  to: number;
  /** `$filter` on dimensions; null splits by none. */
  filter: string | null;
  /** Most series; only with a filter. */
  top: number;
}

/** One series of a metric: its points, and which of the metric's dimensions it is of. */
export interface MetricSeries {
  /** By dimension name. */
  dimensions: Record<string, string>;
  /** ms since the epoch. */
  times: Float64Array;
  /** NaN where Azure has none. */
  values: Float64Array;
}

/** https://learn.microsoft.com/rest/api/monitor/metrics/list */
export interface MetricAnswer {
  displayName: string;
  unit: string | null;
  namespace: string | null;
  /** The one that Azure took. */
  interval: string;
  series: MetricSeries[];
  issues: string[];
}

/** Answer of a query in Kusto, as a table. https://learn.microsoft.com/rest/api/azureresourcegraph/resourcegraph/resources/resources */
export interface GraphTable {
  /** Types are Resource Graph's: string, integer, number, boolean, object, datetime. */
  columns: Array<{ name: string; type: string }>;
  rows: unknown[][];
  /** Rows that the query has in all, as far as Resource Graph says. */
  total: number;
  /** There are rows that were not read: `limit` had enough, or Resource Graph cut them off and gave no way to the rest. */
  cut: 'limit' | 'azure' | null;
  /** Rows that could not be used and were left out. */
  odd: number;
}

/** What is asked of Microsoft when somebody wants to know, instead of being collected. */
export interface OnDemandApi {
  listActivityLog(access: Access, ask: ActivityLogAsk, options: CallOptions): Promise<Complete<ActivityEvent>>;
  listMetricNamespaces(access: Access, resourceId: string, options: CallOptions): Promise<Complete<MetricNamespace>>;
  listMetricDefinitions(
    access: Access,
    resourceId: string,
    namespace: string | null,
    options: CallOptions,
  ): Promise<Complete<MetricDefinition>>;
  readMetric(access: Access, ask: MetricAsk, options: CallOptions): Promise<MetricAnswer>;
  /** Values that a dimension of a metric had in the time; what `top` allows. */
  listDimensionValues(access: Access, ask: MetricAsk, dimension: string, options: CallOptions): Promise<string[]>;
  /**
   * Any query about these subscriptions (at most 300), as a table.
   * @param limit most rows.
   */
  queryGraph(
    access: Access,
    ask: { subscriptionIds: readonly string[]; kql: string; limit: number },
    options: CallOptions,
  ): Promise<GraphTable>;
}
