import type { Column, Table } from '../../common/table.ts';
import type { MetricSeries } from '../../microsoft/api/onDemandApi.ts';
import { portalUrl } from '../columns/portal.ts';
import { isMistake } from './failures.ts';
import { grainMs } from './metricGrain.ts';
import type { MetricOfResource, MetricResult } from './metricSeries.ts';
import { grafanaUnit } from './metricUnits.ts';

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

/**
 * One frame a series, as Grafana's own Azure data source gives them.
 * https://grafana.com/developers/dataplane/timeseries#time-series-multi-format-timeseriesmulti
 */
export function seriesTables({ dimensions, resources, notices }: MetricResult, portal: string): Table[] {
  const named = namer(resources);
  const tables = resources.flatMap((resource) =>
    (resource.answer?.series ?? []).map((series): Table => {
      const { answer, target, metric } = resource;
      const url = portalUrl(portal, target.tenant.tenantId, target.resource.id);
      return {
        columns: [
          {
            name: 'time',
            type: 'time',
            nullable: false,
            values: series.times,
            config: { interval: grainMs(answer?.interval ?? '') ?? undefined },
          },
          {
            name: metric.name,
            type: 'float64',
            nullable: true,
            values: Array.from(series.values, (value) => (Number.isNaN(value) ? null : value)),
            labels: labelsOf(resource, series, dimensions),
            config: {
              displayNameFromDS: named(resource, series),
              unit: grafanaUnit(answer?.unit ?? null),
              description: answer?.displayName,
              ...(url !== null && { links: [{ title: 'Open in the Azure portal', url, targetBlank: true }] }),
            },
          },
        ],
        meta: { type: 'timeseries-multi', typeVersion: [0, 1], preferredVisualisationType: 'graph' },
      };
    }),
  );
  const [first, ...others] = tables;
  return first
    ? [{ ...first, meta: { ...first.meta, notices } }, ...others]
    : [{ columns: [], meta: { type: 'timeseries-multi', typeVersion: [0, 1], notices: withReason(notices) } }];
}

/**
 * One number a series: all its points in one, by the aggregation that made them. A resource that could not be read
 * keeps its row, with null: an alert never resolves because a read failed. One that doesn't have the metric has none.
 *
 * @throws CspError when no resource has the metric: the alert rule is wrong, and shall say so
 */
export function numericTable({ dimensions, resources, notices }: MetricResult): Table {
  const having = resources.filter(({ error }) => !error || !isMistake(error));
  const [mistaken] = resources;
  if (mistaken?.error && having.length === 0) {
    throw mistaken.error;
  }
  const rows = having.flatMap((resource) => {
    const series = resource.answer?.series ?? [];
    return series.length === 0 && dimensions.length > 0 && resource.answer
      ? []
      : (series.length > 0 ? series : [null]).map((one) => ({
          labels: labelsOf(resource, one, dimensions),
          value: one === null ? null : reduced(one.values, resource.metric.aggregation),
        }));
  });
  const meta = { type: 'numeric-long', typeVersion: [0, 1] as [number, number] };
  if (rows.length === 0) {
    return { columns: [], meta: { ...meta, notices: withReason(notices) } };
  }
  const names = [...RESOURCE_LABELS, ...dimensions.map(({ name }) => labelName(name))];
  const labels = names.map((name): Column => ({
    name,
    type: 'string',
    nullable: false,
    values: rows.map((row) => row.labels[name] ?? ''),
  }));
  const unit = resources.find(({ answer }) => answer)?.answer?.unit ?? null;
  const value: Column = {
    name: 'value',
    type: 'float64',
    nullable: true,
    values: rows.map((row) => row.value),
    config: { unit: grafanaUnit(unit) },
  };
  return { columns: [...labels, value], meta: { ...meta, notices } };
}

function reduced(values: Float64Array, aggregation: string): number | null {
  const known = values.filter((value) => !Number.isNaN(value));
  if (known.length === 0) {
    return null;
  }
  const sum = () => known.reduce((total, value) => total + value, 0);
  switch (aggregation) {
    case 'Minimum':
      return known.reduce((least, value) => Math.min(least, value));
    case 'Maximum':
      return known.reduce((most, value) => Math.max(most, value));
    case 'Average':
      return sum() / known.length;
    default:
      return sum();
  }
}

function labelsOf(
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
function labelName(dimension: string): string {
  return [...RESOURCE_LABELS, 'value'].some((label) => label.toLowerCase() === dimension.toLowerCase())
    ? `${dimension}1`
    : dimension;
}

/** Short names for legends: of what is the same in all series, nothing. */
function namer(resources: readonly MetricOfResource[]) {
  const answered = resources.filter(({ answer }) => (answer?.series.length ?? 0) > 0);
  const customers = new Set(answered.map(({ target }) => target.customer)).size > 1;
  return ({ target, answer }: MetricOfResource, { dimensions }: MetricSeries): string => {
    const values = Object.values(dimensions);
    const place = customers ? `${target.customer} / ${target.resource.name}` : target.resource.name;
    return values.length > 0
      ? `${place} ${values.join(', ')}`
      : answered.length > 1
        ? place
        : `${place} ${answer?.displayName}`;
  };
}

function withReason(notices: MetricResult['notices']): MetricResult['notices'] {
  return notices.length > 0
    ? notices
    : [{ severity: 'info', text: 'Nothing to show: the filters leave no resources.' }];
}
