export type Aggregation = 'Average' | 'Count' | 'Maximum' | 'Minimum' | 'Total';

/** A metric that resources of a type have. */
export interface MetricInfo {
  name: string;
  unit: string;
  category: string;
  primary: Aggregation;
  supported: Aggregation[];
  /** Usual value, and how far it swings. */
  base: number;
  swing: number;
  dimensions?: Array<{ name: string; values: string[] }>;
  /** Finest time grain. Default PT1M. */
  grain?: 'PT1M' | 'PT5M' | 'PT1H';
}

const ALL: Aggregation[] = ['Average', 'Count', 'Maximum', 'Minimum', 'Total'];

function metric(
  name: string,
  unit: string,
  primary: Aggregation,
  base: number,
  swing: number,
  rest: Partial<MetricInfo> = {},
): MetricInfo {
  return { name, unit, primary, base, swing, category: 'Metrics', supported: ALL, ...rest };
}

const availability = (name: string): MetricInfo =>
  metric(name, 'Percent', 'Average', 99.9, 0.1, { supported: ['Average', 'Minimum', 'Maximum'] });
const instances = { dimensions: [{ name: 'Instance', values: ['instance-0', 'instance-1'] }] };

/** Platform metrics by type in lower case. https://learn.microsoft.com/azure/azure-monitor/reference/metrics-index */
export const METRICS: Readonly<Record<string, readonly MetricInfo[]>> = {
  'microsoft.compute/virtualmachines': [
    metric('Percentage CPU', 'Percent', 'Average', 35, 30),
    metric('Available Memory Bytes', 'Bytes', 'Average', 4e9, 1e9),
    metric('Network In Total', 'Bytes', 'Total', 5e6, 4e6),
    metric('Network Out Total', 'Bytes', 'Total', 3e6, 2e6),
    metric('Data Disk Read Bytes/sec', 'BytesPerSecond', 'Average', 2e5, 1e5, {
      dimensions: [{ name: 'LUN', values: ['0', '1'] }],
    }),
    metric('VmAvailabilityMetric', 'Count', 'Average', 1, 0, { category: 'Availability' }),
  ],
  'microsoft.storage/storageaccounts': [
    metric('UsedCapacity', 'Bytes', 'Average', 5e10, 1e9, { category: 'Capacity', grain: 'PT1H' }),
    metric('Transactions', 'Count', 'Total', 900, 700, {
      category: 'Transaction',
      dimensions: [
        { name: 'ResponseType', values: ['Success', 'ServerBusyError'] },
        { name: 'ApiName', values: ['GetBlob', 'PutBlob'] },
      ],
    }),
    availability('Availability'),
    metric('SuccessE2ELatency', 'MilliSeconds', 'Average', 12, 6),
  ],
  'microsoft.web/sites': [
    metric('Requests', 'Count', 'Total', 600, 500, instances),
    metric('Http5xx', 'Count', 'Total', 1, 1, instances),
    metric('HttpResponseTime', 'Seconds', 'Average', 0.4, 0.2, instances),
  ],
  'microsoft.web/serverfarms': [
    metric('CpuPercentage', 'Percent', 'Average', 40, 30, instances),
    metric('MemoryPercentage', 'Percent', 'Average', 60, 10, instances),
  ],
  'microsoft.sql/servers/databases': [
    metric('cpu_percent', 'Percent', 'Average', 25, 20),
    metric('storage_percent', 'Percent', 'Maximum', 55, 2),
    metric('connection_failed', 'Count', 'Total', 2, 2),
  ],
  'microsoft.keyvault/vaults': [
    availability('Availability'),
    metric('ServiceApiHit', 'Count', 'Count', 40, 30, {
      dimensions: [{ name: 'ActivityName', values: ['secretget', 'keyget'] }],
    }),
  ],
  'microsoft.network/loadbalancers': [metric('VipAvailability', 'Count', 'Average', 100, 0)],
  'microsoft.cache/redis': [metric('usedmemorypercentage', 'Percent', 'Maximum', 45, 10)],
};
