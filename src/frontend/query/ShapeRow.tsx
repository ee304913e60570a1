import { RadioButtonGroup, Select } from '@grafana/ui';
import React, { useId, useState } from 'react';
import { DEFAULT_LIMIT, type Format } from '../../shared/query.ts';
import { EditorField, EditorHint } from '../components/EditorRow.tsx';
import { isVariable } from '../components/optionList.ts';
import { TextInput } from '../components/TextInput.tsx';
import type { AzureCspQuery } from '../types.ts';
import { usualOrder } from './queryText.ts';
import { limitProblem, type ReadQuery } from './readQuery.ts';

interface ShapeRowProps {
  read: ReadQuery;
  /** Columns of the last result. */
  columns: string[];
  /** In the editor of alert rules. */
  alerting: boolean;
  onChange(shape: Pick<AzureCspQuery, 'sort' | 'limit' | 'format'>): void;
}

const ALERTING = {
  value: 'alerting' as const,
  label: 'Alerting',
  description: 'One number for each watched thing, with stable labels',
};
const TABLE_FORMATS = [{ value: 'table' as const, label: 'Table', description: 'All columns, for people' }, ALERTING];
const SERIES_FORMATS = [
  { value: 'table' as const, label: 'Time series', description: 'How it went over the time range, for graphs' },
  ALERTING,
];
const ORDERS = [
  { value: 'asc', label: 'Ascending' },
  { value: 'desc', label: 'Descending' },
];

/** In which form and order the answer comes, and how much of it. */
export function ShapeRow({ read, columns, alerting, onChange }: ShapeRowProps) {
  const id = useId();
  const hasVariables = Object.values(read.filters).some((values) => values.some(isVariable));
  const [limitError, setLimitError] = useState<string>();
  const format = read.format ?? (alerting ? 'alerting' : 'table');
  const descending = read.sort?.startsWith('-') ?? false;
  const column = read.sort?.replace(/^-/, '');
  const setSort = (name: string | undefined, down: boolean) =>
    onChange({ sort: name ? `${down ? '-' : ''}${name}` : undefined });

  return (
    <>
      <EditorField label="Format" help={formatHelp(alerting, read.info?.series === true)}>
        <RadioButtonGroup<Format>
          aria-label="Format"
          options={read.info?.series ? SERIES_FORMATS : TABLE_FORMATS}
          value={format}
          onChange={(value) => onChange({ format: value })}
        />
      </EditorField>
      {format === 'table' && !read.info?.inputs?.includes('metric') && (
        <>
          <EditorField
            label="Sort by"
            htmlFor={`${id}-sort`}
            help="Column of the result; without one, rows come as the field says"
            width={200}
          >
            <Select<string>
              inputId={`${id}-sort`}
              aria-label="Sort by"
              placeholder={usualOrder(read)}
              options={[...new Set(columns)].map((name) => ({ value: name, label: name }))}
              value={column ? { value: column, label: column } : null}
              isClearable
              allowCustomValue
              menuShouldPortal
              onChange={(chosen) => setSort(chosen?.value, descending)}
            />
          </EditorField>
          {column && (
            <EditorField label="Order" help="Of the values in the column">
              <RadioButtonGroup
                aria-label="Order"
                options={ORDERS}
                value={descending ? 'desc' : 'asc'}
                onChange={(value) => setSort(column, value === 'desc')}
              />
            </EditorField>
          )}
          <EditorField
            label="Limit"
            htmlFor={`${id}-limit`}
            help="Most rows to return; a notice says when there are more"
            width={120}
            error={limitError}
          >
            <TextInput
              id={`${id}-limit`}
              value={read.limit === undefined ? '' : String(read.limit)}
              placeholder={DEFAULT_LIMIT.toLocaleString('en')}
              invalid={limitError !== undefined}
              onCommit={(text) => {
                const problem = text === '' ? undefined : limitProblem(text);
                setLimitError(problem);
                if (!problem) {
                  onChange({ limit: text === '' ? undefined : Number(text) });
                }
              }}
            />
          </EditorField>
        </>
      )}
      {alerting && <EditorHint>{alertingHint(format, hasVariables)}</EditorHint>}
    </>
  );
}

/** What the author of an alert rule should know of this query. */
function alertingHint(format: Format, hasVariables: boolean): string {
  if (format === 'table') {
    return 'Alert rules need the alerting format: a table has many numbers and columns that change.';
  }
  return hasVariables
    ? 'Alert rules know no dashboard variables: replace those in the filters by values.'
    : 'One number for each watched thing: 0 when it is fine, more the worse it is.';
}

function formatHelp(alerting: boolean, series: boolean): string {
  return alerting
    ? 'Alert rules need the alerting format: one number for each watched thing, 0 when it is fine, with labels that never change.'
    : `${series ? 'Time series are' : 'Table has all columns,'} for panels. Alerting is what alert rules get: one number for each watched thing.`;
}
