import { MultiSelect } from '@grafana/ui';
import React, { useId } from 'react';
import type { MetricDimension, MetricQuery } from '../../shared/metrics.ts';
import type { QueryFilters } from '../../shared/query.ts';
import { EditorField } from '../components/EditorRow.tsx';
import type { ResourceSource } from '../resourceSource.ts';
import { useDimensionValues } from './useMetricOptions.ts';

interface DimensionFieldsProps {
  datasource: ResourceSource;
  filters: QueryFilters;
  metric: MetricQuery;
  /** Dimensions that the metric has. */
  offered: ReadonlyArray<{ name: string; displayName: string }>;
  onChange(dimensions: MetricDimension[]): void;
}

/** By what series are kept apart, and for each of these which values count. */
export function DimensionFields({ datasource, filters, metric, offered, onChange }: DimensionFieldsProps) {
  const id = useId();
  const dimensions = metric.dimensions ?? [];
  if (offered.length === 0 && dimensions.length === 0) {
    return null;
  }
  return (
    <>
      <EditorField
        label="Split by"
        htmlFor={`${id}-split`}
        help="One series for each value of these dimensions"
        width={220}
      >
        <MultiSelect<string>
          inputId={`${id}-split`}
          aria-label="Split by"
          placeholder="Not split"
          options={offered.map(({ name, displayName }) => ({ value: name, label: displayName }))}
          value={dimensions.map(({ name }) => ({ value: name, label: name }))}
          allowCustomValue
          menuShouldPortal
          onChange={(chosen) =>
            onChange(
              chosen.flatMap(({ value }) =>
                value ? [dimensions.find(({ name }) => name === value) ?? { name: value.trim() }] : [],
              ),
            )
          }
        />
      </EditorField>
      {dimensions.map((dimension) => (
        <DimensionValuesField
          key={dimension.name}
          datasource={datasource}
          filters={filters}
          metric={metric}
          dimension={dimension}
          onChange={(values) =>
            onChange(
              dimensions.map((one) =>
                one === dimension ? { name: one.name, ...(values.length > 0 ? { values } : {}) } : one,
              ),
            )
          }
        />
      ))}
    </>
  );
}

interface DimensionValuesFieldProps extends Pick<DimensionFieldsProps, 'datasource' | 'filters' | 'metric'> {
  dimension: MetricDimension;
  onChange(values: string[]): void;
}

function DimensionValuesField({ datasource, filters, metric, dimension, onChange }: DimensionValuesFieldProps) {
  const id = useId();
  const { value, loading, error } = useDimensionValues(datasource, filters, metric, dimension.name);
  const options = [...(value?.values ?? []), ...datasource.variableNames()];
  return (
    <EditorField
      label={dimension.name}
      htmlFor={id}
      help={`Only these values of ${dimension.name}`}
      width={220}
      error={error}
    >
      <MultiSelect<string>
        inputId={id}
        aria-label={dimension.name}
        placeholder="All"
        options={options.map((one) => ({ value: one, label: one }))}
        value={(dimension.values ?? []).map((one) => ({ value: one, label: one }))}
        isLoading={loading}
        allowCustomValue
        menuShouldPortal
        onChange={(chosen) => onChange(chosen.flatMap((one) => (one.value ? [one.value.trim()] : [])))}
      />
    </EditorField>
  );
}
