import { withReason } from './withReason.ts';
import type { Column, Table } from '../../common/table.ts';
import { isMistake } from './failures.ts';
import { labelName, labelsOf, RESOURCE_LABELS } from './metricLabels.ts';
import type { MetricResult } from './metricResult.ts';
import { grafanaUnit } from './metricUnits.ts';

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
