import type { DataQuery } from '@grafana/schema';
import { AGGREGATIONS, METRIC_INTERVALS, type MetricQuery } from '../shared/metrics.ts';
import { DEFAULT_QUERY, type QueryFilters } from '../shared/query.ts';
import type { AzureCspQuery } from './types.ts';

/** Grafana's own data source for Azure Monitor. https://grafana.com/docs/grafana/latest/datasources/azure-monitor/ */
export const AZURE_MONITOR = 'grafana-azure-monitor-datasource';

/** The parts of its queries that have a counterpart here; as saved, so anything may be missing. */
interface AzureMonitorQuery extends DataQuery {
  subscription?: string;
  subscriptions?: string[];
  azureMonitor?: {
    resources?: Array<{
      subscription?: string;
      resourceGroup?: string;
      resourceName?: string;
      metricNamespace?: string;
    }>;
    resourceUri?: string;
    metricNamespace?: string;
    customNamespace?: string;
    metricName?: string;
    aggregation?: string;
    timeGrain?: string;
    top?: string;
    dimensionFilters?: Array<{ dimension?: string; operator?: string; filters?: string[] }>;
  };
  azureResourceGraph?: { query?: string };
}

/**
 * Azure Monitor's queries as ours: metrics with their resources, and Azure Resource Graph with its subscriptions.
 * Logs, traces and all else have no counterpart: those become the default query, hidden, so that nothing wrong is shown.
 */
export function importQueries(queries: readonly DataQuery[], originType: string | undefined): AzureCspQuery[] {
  return queries.map((query) => {
    const imported = originType === AZURE_MONITOR ? fromAzureMonitor(query as AzureMonitorQuery) : undefined;
    const { refId, hide } = query;
    return imported
      ? ({ refId, ...(hide ? { hide } : {}), ...imported } as AzureCspQuery)
      : { refId, hide: originType === AZURE_MONITOR ? true : hide, ...DEFAULT_QUERY };
  });
}

function fromAzureMonitor(query: AzureMonitorQuery): Omit<AzureCspQuery, 'refId'> | undefined {
  const { azureMonitor, azureResourceGraph } = query;
  if (query.queryType === 'Azure Resource Graph' && azureResourceGraph?.query) {
    const subscription = query.subscriptions ?? [];
    return {
      queryType: 'resourceGraph',
      kql: azureResourceGraph.query,
      filters: subscription.length > 0 ? { subscription } : {},
    };
  }
  if ((query.queryType ?? 'Azure Monitor') === 'Azure Monitor' && azureMonitor?.metricName) {
    return { queryType: 'metrics', filters: scopeOf(query), metric: metricOf(azureMonitor) };
  }
  return undefined;
}

function scopeOf({ azureMonitor = {}, subscription }: AzureMonitorQuery): QueryFilters {
  const { resourceUri, resources = [] } = azureMonitor;
  const list = (pick: (one: NonNullable<typeof resources>[number]) => string | undefined) => [
    ...new Set(resources.map(pick).filter((text): text is string => Boolean(text))),
  ];
  const subscriptions = list((one) => one.subscription ?? subscription);
  const names = {
    subscription: subscriptions.length > 0 ? subscriptions : subscription ? [subscription] : [],
    resourceGroup: list((one) => one.resourceGroup),
    // Databases and the like are written SERVER/DATABASE there; here the last name is the resource's.
    resource: resourceUri && resources.length === 0 ? [resourceUri] : list((one) => one.resourceName?.split('/').pop()),
  };
  return Object.fromEntries(Object.entries(names).filter(([, values]) => values.length > 0));
}

function metricOf(saved: NonNullable<AzureMonitorQuery['azureMonitor']>): MetricQuery {
  const namespace = saved.customNamespace ?? saved.metricNamespace ?? saved.resources?.[0]?.metricNamespace;
  const aggregation = AGGREGATIONS.find((one) => one === saved.aggregation);
  const interval = METRIC_INTERVALS.find((one) => one === saved.timeGrain);
  const top = Number(saved.top);
  const dimensions = (saved.dimensionFilters ?? []).flatMap(({ dimension, operator, filters = [] }) => {
    const values = operator === 'eq' ? filters : [];
    return dimension ? [{ name: dimension, ...(values.length > 0 ? { values } : {}) }] : [];
  });
  return {
    name: saved.metricName ?? '',
    ...(namespace ? { namespace } : {}),
    ...(aggregation ? { aggregation } : {}),
    ...(interval ? { interval } : {}),
    ...(dimensions.length > 0 ? { dimensions } : {}),
    ...(top > 0 ? { top } : {}),
  };
}
