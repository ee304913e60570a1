/** How points of a metric are made of what was measured. https://learn.microsoft.com/azure/azure-monitor/essentials/metrics-aggregation-explained */
export const AGGREGATIONS = ['Average', 'Minimum', 'Maximum', 'Total', 'Count'] as const;
export type Aggregation = (typeof AGGREGATIONS)[number];

/** ISO 8601 durations that Azure Monitor has points for, finest first. */
export const METRIC_INTERVALS = ['PT1M', 'PT5M', 'PT15M', 'PT30M', 'PT1H', 'PT6H', 'PT12H', 'P1D'] as const;
export type MetricInterval = (typeof METRIC_INTERVALS)[number];

/** In the order of METRIC_INTERVALS, ms. */
export const INTERVAL_MS: Record<MetricInterval, number> = {
  PT1M: 60_000,
  PT5M: 300_000,
  PT15M: 900_000,
  PT30M: 1_800_000,
  PT1H: 3_600_000,
  PT6H: 21_600_000,
  PT12H: 43_200_000,
  P1D: 86_400_000,
};

/** A dimension of a metric. No values: one series for each that occurs. */
export interface MetricDimension {
  name: string;
  values?: string[];
}

/** What the query type `metrics` asks of each resource. */
export interface MetricQuery {
  /** `auto`: the main metric of each resource's type, with the aggregation that suits it. */
  name: string;
  /** Such as `Microsoft.Compute/virtualMachines`; default: that of the resource's type. */
  namespace?: string;
  /** Default Average. */
  aggregation?: Aggregation;
  /** Default `auto`: the finest that the panel has room for. */
  interval?: 'auto' | MetricInterval;
  /** Series are kept apart by these. */
  dimensions?: MetricDimension[];
  /** Most series a resource, where there are dimensions. Default 10. */
  top?: number;
}

export const DEFAULT_TOP = 10;
export const MAX_TOP = 100;

/** Body of `GET metricNamespaces?scope=JSON`: of the resources that the scope leaves, or of some of them. */
export interface MetricNamespaces {
  namespaces: Array<{ name: string; custom: boolean }>;
  /** Why there are none, or not all. */
  notes: string[];
}

/** One metric as the editor offers it. */
export interface MetricChoice {
  name: string;
  displayName: string;
  description: string | null;
  unit: string | null;
  primaryAggregation: string | null;
  aggregations: string[];
  intervals: string[];
  dimensions: Array<{ name: string; displayName: string }>;
}

/** Body of `GET metricDefinitions?scope=JSON&namespace=NAME`. */
export interface MetricChoices {
  metrics: MetricChoice[];
  notes: string[];
}

/** Body of `GET metricDimensions?scope=JSON&namespace=NAME&metric=NAME&dimension=NAME`: values of the last day. */
export interface DimensionValues {
  values: string[];
  notes: string[];
}
