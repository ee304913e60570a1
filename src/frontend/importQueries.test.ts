import { AZURE_MONITOR, importQueries } from './importQueries.ts';

const SUBSCRIPTION = '22222222-0000-4000-8000-000000000001';

it('should read metrics of Azure Monitor with their resources and dimensions', () => {
  const saved = {
    refId: 'B',
    queryType: 'Azure Monitor',
    subscription: SUBSCRIPTION,
    azureMonitor: {
      resources: [{ subscription: SUBSCRIPTION, resourceGroup: 'rg-web', resourceName: 'vm-web-01' }],
      metricNamespace: 'Microsoft.Compute/virtualMachines',
      metricName: 'Percentage CPU',
      aggregation: 'Maximum',
      timeGrain: 'PT5M',
      top: '3',
      dimensionFilters: [
        { dimension: 'LUN', operator: 'eq', filters: ['1'] },
        { dimension: 'Other', operator: 'ne', filters: ['x'] },
      ],
    },
  };
  expect(importQueries([saved], AZURE_MONITOR)).toEqual([
    {
      refId: 'B',
      queryType: 'metrics',
      filters: { subscription: [SUBSCRIPTION], resourceGroup: ['rg-web'], resource: ['vm-web-01'] },
      metric: {
        name: 'Percentage CPU',
        namespace: 'Microsoft.Compute/virtualMachines',
        aggregation: 'Maximum',
        interval: 'PT5M',
        top: 3,
        dimensions: [{ name: 'LUN', values: ['1'] }, { name: 'Other' }],
      },
    },
  ]);
});

it('should read Resource Graph queries, and hide what has no counterpart instead of showing something else', () => {
  const graph = {
    refId: 'A',
    queryType: 'Azure Resource Graph',
    subscriptions: [SUBSCRIPTION],
    azureResourceGraph: { query: 'resources | take 1' },
  };
  const logs = { refId: 'B', queryType: 'Azure Log Analytics', azureLogAnalytics: { query: 'Heartbeat' } };
  expect(importQueries([graph, logs], AZURE_MONITOR)).toEqual([
    { refId: 'A', queryType: 'resourceGraph', kql: 'resources | take 1', filters: { subscription: [SUBSCRIPTION] } },
    expect.objectContaining({ refId: 'B', hide: true, queryType: 'healthSummary' }),
  ]);
  expect(importQueries([{ refId: 'A' }], 'prometheus')).toEqual([
    expect.objectContaining({ refId: 'A', queryType: 'healthSummary' }),
  ]);
});
