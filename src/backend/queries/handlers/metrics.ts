import type { QueryHandler } from '../handler.ts';
import { readMetrics } from '../onDemand/metricSeries.ts';
import { numericTable } from '../onDemand/metricNumbers.ts';
import { RESOURCE_LABELS } from '../onDemand/metricLabels.ts';
import { seriesTables } from '../onDemand/metricTables.ts';

/**
 * Metrics of chosen resources, read when they are asked for: one frame of time and value a series, or for alert rules
 * one number a series. https://learn.microsoft.com/rest/api/monitor/metrics/list
 */
export const handler: QueryHandler = {
  columns: [
    { name: 'time', type: 'time', description: 'Start of the interval that the point is about' },
    {
      name: 'value',
      type: 'float64',
      description:
        'Value, under the name of the metric; null where Azure has none. For alert rules all points in one: the mean of averages, the sum of totals and counts, the least, the most',
    },
    { name: 'customer', type: 'string', description: 'Label: name of the customer' },
    { name: 'subscriptionId', type: 'string', description: 'Label: Azure subscription id' },
    { name: 'resourceGroup', type: 'string', description: 'Label: name of the resource group' },
    { name: 'resource', type: 'string', description: 'Label: name of the resource' },
    { name: 'resourceType', type: 'string', description: 'Label: Azure resource type' },
    {
      name: 'resourceId',
      type: 'string',
      description: 'Label: Azure Resource Manager id; one more for each dimension',
    },
  ],
  alerting: { labels: RESOURCE_LABELS, value: 'value' },
  async run(query, context) {
    const result = await readMetrics(query, context);
    return query.format === 'alerting' ? numericTable(result) : seriesTables(result, context.portal);
  },
};
