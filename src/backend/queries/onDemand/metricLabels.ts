import type { MetricSeries } from '../../microsoft/api/onDemandApi.ts';
import type { MetricOfResource } from './metricResult.ts';

/** Identity of a resource, as labels of a series and columns of an alert rule. */
export const RESOURCE_LABELS = [
  'customer',
  'subscriptionId',
  'resourceGroup',
  'resource',
  'resourceType',
  'resourceId',
] as const;
type Labels = Record<string, string>;

/** Labels of a series: whose it is, and the values of its dimensions. */
export function labelsOf(
  { target }: MetricOfResource,
  series: MetricSeries | null,
  dimensions: ReadonlyArray<{ name: string }>,
): Labels {
  // Azure answers with names in lower case.
  const values = new Map(Object.entries(series?.dimensions ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
  return {
    ...Object.fromEntries(dimensions.map(({ name }) => [labelName(name), values.get(name.toLowerCase()) ?? ''])),
    customer: target.customer,
    subscriptionId: target.view.subscription.subscriptionId,
    resourceGroup: target.resourceGroup ?? '',
    resource: target.resource.name,
    resourceType: target.resource.type,
    resourceId: target.resource.id,
  };
}

/** A dimension called like a label of ours gets a number, as Kusto does it with columns of one name. */
export function labelName(dimension: string): string {
  return [...RESOURCE_LABELS, 'value'].some((label) => label.toLowerCase() === dimension.toLowerCase())
    ? `${dimension}1`
    : dimension;
}
