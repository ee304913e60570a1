import type { Notice } from '../../common/table.ts';
import type { CheckedMetric } from './inputs.ts';

/** The name that stands for the main metric of each resource's type. */
const AUTO_METRIC = 'auto';

/**
 * The platform metric that tells first whether a resource does its work, by type in lower case.
 * https://learn.microsoft.com/azure/azure-monitor/reference/metrics-index
 */
const MAIN: Readonly<Record<string, Pick<CheckedMetric, 'name' | 'aggregation'>>> = {
  'microsoft.apimanagement/service': { name: 'Requests', aggregation: 'Total' },
  'microsoft.cache/redis': { name: 'usedmemorypercentage', aggregation: 'Maximum' },
  'microsoft.compute/virtualmachines': { name: 'Percentage CPU', aggregation: 'Average' },
  'microsoft.compute/virtualmachinescalesets': { name: 'Percentage CPU', aggregation: 'Average' },
  'microsoft.containerservice/managedclusters': { name: 'node_cpu_usage_percentage', aggregation: 'Average' },
  'microsoft.dbformysql/flexibleservers': { name: 'cpu_percent', aggregation: 'Average' },
  'microsoft.dbforpostgresql/flexibleservers': { name: 'cpu_percent', aggregation: 'Average' },
  'microsoft.documentdb/databaseaccounts': { name: 'TotalRequests', aggregation: 'Count' },
  'microsoft.eventhub/namespaces': { name: 'IncomingMessages', aggregation: 'Total' },
  'microsoft.keyvault/vaults': { name: 'Availability', aggregation: 'Average' },
  'microsoft.logic/workflows': { name: 'RunsFailed', aggregation: 'Total' },
  'microsoft.network/applicationgateways': { name: 'FailedRequests', aggregation: 'Total' },
  'microsoft.network/loadbalancers': { name: 'VipAvailability', aggregation: 'Average' },
  'microsoft.servicebus/namespaces': { name: 'IncomingMessages', aggregation: 'Total' },
  'microsoft.sql/managedinstances': { name: 'avg_cpu_percent', aggregation: 'Average' },
  'microsoft.sql/servers/databases': { name: 'cpu_percent', aggregation: 'Average' },
  'microsoft.storage/storageaccounts': { name: 'Availability', aggregation: 'Average' },
  'microsoft.web/serverfarms': { name: 'CpuPercentage', aggregation: 'Average' },
  'microsoft.web/sites': { name: 'HttpResponseTime', aggregation: 'Average' },
};

/** The metric to read of a resource of this type; null where `auto` was asked and none is known. */
export function metricFor(metric: CheckedMetric, type: string): CheckedMetric | null {
  if (metric.name !== AUTO_METRIC) {
    return metric;
  }
  const key = type.toLowerCase();
  const main = Object.hasOwn(MAIN, key) ? MAIN[key] : undefined;
  return main ? { ...metric, ...main, namespace: null, dimensions: [] } : null;
}

/** Says of which types no main metric is known. */
export function withoutMain(types: Iterable<string>): Notice[] {
  const names = [...new Set(types)];
  return names.length === 0
    ? []
    : [
        {
          severity: 'info',
          text: `No main metric is known of ${names.slice(0, 5).join(', ')}. Choose a metric by its name.`,
        },
      ];
}
