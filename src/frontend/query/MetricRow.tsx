import type { SelectableValue } from '@grafana/data';
import { Select } from '@grafana/ui';
import React, { useId } from 'react';
import { AGGREGATIONS, METRIC_INTERVALS, type Aggregation, type MetricQuery } from '../../shared/metrics.ts';
import type { QueryFilters } from '../../shared/query.ts';
import { EditorField, EditorRow } from '../components/EditorRow.tsx';
import type { ResourceSource } from '../resourceSource.ts';
import { DimensionFields } from './DimensionFields.tsx';
import { useMetrics, useNamespaces } from './useMetricOptions.ts';

interface MetricRowProps {
  datasource: ResourceSource;
  filters: QueryFilters;
  metric: MetricQuery;
  onChange(metric: MetricQuery): void;
}

type Interval = NonNullable<MetricQuery['interval']>;

const INTERVALS: Array<SelectableValue<Interval>> = [
  { value: 'auto', label: 'Auto', description: 'The finest that the panel has room for' },
  ...METRIC_INTERVALS.map((value) => ({ value, label: value.replace(/^PT?/, '').toLowerCase() })),
];

/** Which metric, and how: each control offers what the resources in the filters have. */
export function MetricRow({ datasource, filters, metric, onChange }: MetricRowProps) {
  const id = useId();
  const namespaces = useNamespaces(datasource, filters);
  const metrics = useMetrics(datasource, filters, metric.namespace);
  const chosen = metrics.value?.metrics.find(({ name }) => name.toLowerCase() === metric.name.toLowerCase());
  const aggregations = chosen && chosen.aggregations.length > 0 ? chosen.aggregations : AGGREGATIONS;
  const note = [...(namespaces.value?.notes ?? []), ...(metrics.value?.notes ?? [])][0];

  return (
    <EditorRow>
      <EditorField
        label="Namespace"
        htmlFor={`${id}-namespace`}
        help="Where the metric is: mostly the type of the resource"
        width={280}
        error={namespaces.error}
      >
        <Select<string>
          inputId={`${id}-namespace`}
          aria-label="Namespace"
          placeholder="The resource’s own"
          options={(namespaces.value?.namespaces ?? []).map(({ name, custom }) => ({
            value: name,
            label: name,
            description: custom ? 'Custom metrics' : undefined,
          }))}
          value={metric.namespace ? { value: metric.namespace, label: metric.namespace } : null}
          isLoading={namespaces.loading}
          isClearable
          allowCustomValue
          menuShouldPortal
          onChange={(option) =>
            onChange({ ...metric, namespace: option?.value?.trim() || undefined, dimensions: undefined })
          }
        />
      </EditorField>
      <EditorField
        label="Metric"
        htmlFor={`${id}-metric`}
        help={chosen?.description ?? 'Choose resources in the filters to see what they have'}
        width={280}
        error={metrics.error ?? note}
      >
        <Select<string>
          inputId={`${id}-metric`}
          aria-label="Metric"
          placeholder="Choose a metric"
          options={metricOptions(metrics.value?.metrics ?? [], datasource.variableNames())}
          value={metric.name ? { value: metric.name, label: chosen?.displayName ?? metric.name } : null}
          isLoading={metrics.loading}
          allowCustomValue
          menuShouldPortal
          onChange={(option) => {
            const next = metrics.value?.metrics.find(({ name }) => name === option?.value);
            const aggregation = AGGREGATIONS.find((one) => one === next?.primaryAggregation);
            onChange({
              ...metric,
              name: option?.value?.trim() ?? '',
              dimensions: undefined,
              ...(aggregation ? { aggregation } : {}),
            });
          }}
        />
      </EditorField>
      <EditorField
        label="Aggregation"
        htmlFor={`${id}-aggregation`}
        help="How a point is made of what was measured in its interval"
        width={150}
      >
        <Select<Aggregation>
          inputId={`${id}-aggregation`}
          aria-label="Aggregation"
          options={AGGREGATIONS.filter((one) => aggregations.includes(one)).map((value) => ({ value, label: value }))}
          value={metric.aggregation ?? 'Average'}
          menuShouldPortal
          onChange={({ value }) => value && onChange({ ...metric, aggregation: value })}
        />
      </EditorField>
      <EditorField label="Interval" htmlFor={`${id}-interval`} help="Time between two points" width={110}>
        <Select<Interval>
          inputId={`${id}-interval`}
          aria-label="Interval"
          options={INTERVALS}
          value={metric.interval ?? 'auto'}
          menuShouldPortal
          onChange={({ value }) => value && onChange({ ...metric, interval: value })}
        />
      </EditorField>
      <DimensionFields
        datasource={datasource}
        filters={filters}
        metric={metric}
        offered={chosen?.dimensions ?? []}
        onChange={(dimensions) => onChange({ ...metric, dimensions: dimensions.length > 0 ? dimensions : undefined })}
      />
    </EditorRow>
  );
}

function metricOptions(
  metrics: ReadonlyArray<{ name: string; displayName: string; description: string | null }>,
  variables: readonly string[],
): Array<SelectableValue<string>> {
  return [
    ...metrics.map(({ name, displayName, description }) => ({
      value: name,
      label: displayName,
      description: description ?? undefined,
    })),
    ...variables.map((name) => ({ value: name, label: name, description: 'Dashboard variable' })),
  ];
}
