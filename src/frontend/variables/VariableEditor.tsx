import type { QueryEditorProps } from '@grafana/data';
import { Select } from '@grafana/ui';
import React, { useId } from 'react';
import { OPTION_KINDS, type OptionKind } from '../../shared/tree.ts';
import { EditorField, EditorRow } from '../components/EditorRow.tsx';
import { FilterGrid } from '../components/FilterGrid.tsx';
import type { AzureCspDataSource } from '../datasource.ts';
import { KIND_LABELS } from '../labels.ts';
import { setFilter } from '../query/changeQuery.ts';
import type { AzureCspJsonData, AzureCspQuery, AzureCspVariableQuery } from '../types.ts';
import { describe, parentsOf, readVariableQuery, scopeFor } from './scopeOf.ts';

type Props = QueryEditorProps<AzureCspDataSource, AzureCspQuery, AzureCspJsonData, AzureCspVariableQuery>;

const KIND_OPTIONS = OPTION_KINDS.map((value) => ({
  value,
  label: KIND_LABELS[value].many,
  description: KIND_LABELS[value].help,
}));

/** What a dashboard variable lists, and within what; chain variables by choosing one as the scope of the next. */
export function VariableEditor({ datasource, query: saved, onChange }: Props) {
  const id = useId();
  const query = readVariableQuery(saved);
  const scope = query.scope ?? {};
  const parents = parentsOf(query.kind);
  const change = (next: AzureCspVariableQuery) =>
    onChange({ ...next, query: describe(next, KIND_LABELS[next.kind].many) });

  return (
    <div data-testid="azure-csp-variable-editor">
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
      </EditorRow>
      {parents.length > 0 && (
        <EditorRow>
          <FilterGrid
            datasource={datasource}
            names={parents}
            filters={scopeFor(query.kind, scope)}
            onChange={(name, values) =>
              change({ ...query, scope: setFilter({ filters: scope }, name, values).filters })
            }
          />
        </EditorRow>
      )}
    </div>
  );
}
