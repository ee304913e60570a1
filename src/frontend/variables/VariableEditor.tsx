import type { QueryEditorProps } from '@grafana/data';
import { RadioButtonGroup, Select } from '@grafana/ui';
import React, { useId } from 'react';
import type { QueryFilters } from '../../shared/query.ts';
import { OPTION_KINDS, type OptionKind } from '../../shared/tree.ts';
import { EditorField, EditorRow } from '../components/EditorRow.tsx';
import { FilterGrid } from '../components/FilterGrid.tsx';
import { Problems } from '../components/Problems.tsx';
import type { ResourceSource } from '../resourceSource.ts';
import { KIND_LABELS } from '../labels.ts';
import { setFilter } from '../query/changeQuery.ts';
import { FilterHeader } from '../query/FilterHeader.tsx';
import type { AzureCspJsonData, AzureCspQuery, AzureCspVariableQuery, VariableOrder } from '../types.ts';
import { describe, parentsOf, readVariableQuery, scopeFor, variableProblems } from './scopeOf.ts';
import { ValuesLine } from './ValuesLine.tsx';
import { hasBadness } from './worstFirst.ts';

type Props = QueryEditorProps<ResourceSource, AzureCspQuery, AzureCspJsonData, AzureCspVariableQuery>;

const KIND_OPTIONS = OPTION_KINDS.map((value) => ({
  value,
  label: KIND_LABELS[value].many,
  description: KIND_LABELS[value].help,
}));
const ORDERS: Array<{ value: VariableOrder; label: string; description: string }> = [
  { value: 'name', label: 'By name', description: 'Alphabetically' },
  { value: 'badness', label: 'Worst first', description: 'By the worst health state; leave Grafana’s Sort off' },
];

/** What a dashboard variable lists, and within what; chain variables by choosing one as the scope of the next. */
export function VariableEditor({ datasource, query: saved, onChange }: Props) {
  const id = useId();
  const query = readVariableQuery(saved);
  const scope = query.scope ?? {};
  const parents = parentsOf(query.kind);
  const shown = scopeFor(query.kind, scope);
  const change = (next: AzureCspVariableQuery) =>
    onChange({ ...next, query: describe(next, KIND_LABELS[next.kind].many) });
  const changeScope = (next: QueryFilters | undefined) => change({ ...query, scope: next });

  return (
    <div data-testid="azure-csp-variable-editor">
      <Problems title="Parts of this variable cannot be used" problems={variableProblems(saved)} />
      <EditorRow>
        <EditorField
          label="List"
          htmlFor={`${id}-kind`}
          help="The values of this variable: names to choose from, ids as values"
          width={260}
        >
          <Select<OptionKind>
            inputId={`${id}-kind`}
            aria-label="List"
            options={KIND_OPTIONS}
            value={query.kind}
            menuShouldPortal
            onChange={({ value }) => value && change({ ...query, kind: value, scope: scopeFor(value, scope) })}
          />
        </EditorField>
        {hasBadness(query.kind) && (
          <EditorField label="Order" help="How the values are sorted where Grafana’s own Sort is off">
            <RadioButtonGroup<VariableOrder>
              aria-label="Order"
              options={ORDERS}
              value={query.order === 'badness' ? 'badness' : 'name'}
              onChange={(order) => change({ ...query, order })}
            />
          </EditorField>
        )}
      </EditorRow>
      {parents.length > 0 && (
        <EditorRow>
          <FilterHeader datasource={datasource} filters={shown} allowed={parents} onChange={changeScope} />
          <FilterGrid
            datasource={datasource}
            names={parents}
            filters={shown}
            onChange={(name, values) => changeScope(setFilter({ filters: scope }, name, values).filters)}
          />
        </EditorRow>
      )}
      <ValuesLine datasource={datasource} kind={query.kind} scope={shown} />
    </div>
  );
}
