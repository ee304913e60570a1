import React, { useId } from 'react';
import type { FilterName, QueryFilters } from '../../shared/query.ts';
import type { QueryType } from '../../shared/queryTypes.ts';
import type { ResourceSource } from '../resourceSource.ts';
import { KIND_LABELS } from '../labels.ts';
import { EditorField, EditorGrid } from './EditorRow.tsx';
import { OptionsSelect } from './OptionsSelect.tsx';

interface FilterGridProps {
  datasource: ResourceSource;
  names: readonly FilterName[];
  filters: QueryFilters;
  queryType?: QueryType;
  onChange(name: FilterName, values: string[]): void;
}

/** One control a filter; each offers what lies within all the others. */
export function FilterGrid({ datasource, names, filters, queryType, onChange }: FilterGridProps) {
  const id = useId();
  return (
    <EditorGrid>
      {names.map((name) => {
        const { [name]: values = [], ...scope } = filters;
        return (
          <EditorField key={name} label={KIND_LABELS[name].one} htmlFor={`${id}-${name}`} help={KIND_LABELS[name].help}>
            <OptionsSelect
              datasource={datasource}
              kind={name}
              inputId={`${id}-${name}`}
              values={values}
              scope={scope}
              queryType={queryType}
              onChange={(chosen) => onChange(name, chosen)}
            />
          </EditorField>
        );
      })}
    </EditorGrid>
  );
}
