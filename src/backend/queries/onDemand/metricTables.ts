import { withReason } from './withReason.ts';
import { labelsOf } from './metricLabels.ts';
import type { Table } from '../../common/table.ts';
import type { MetricSeries } from '../../microsoft/api/onDemandApi.ts';
import { portalUrl } from '../columns/portal.ts';
import { grainMs } from './metricGrain.ts';
import type { MetricOfResource, MetricResult } from './metricResult.ts';
import { grafanaUnit } from './metricUnits.ts';

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
