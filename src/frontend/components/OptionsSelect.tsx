import type { SelectableValue } from '@grafana/data';
import { MultiSelect } from '@grafana/ui';
import React, { useMemo, useState } from 'react';
import type { QueryFilters } from '../../shared/query.ts';
import type { QueryType } from '../../shared/queryTypes.ts';
import type { OptionKind } from '../../shared/tree.ts';
import type { ResourceSource } from '../resourceSource.ts';
import { KIND_LABELS } from '../labels.ts';
import { chosenOptions, menuOptions } from './optionList.ts';
import { useOptions } from './useOptions.ts';

interface OptionsSelectProps {
  datasource: ResourceSource;
  kind: OptionKind;
  inputId: string;
  values: string[];
  /** The other filters: only what lies within them is offered. */
  scope: QueryFilters;
  queryType?: QueryType;
  onChange(values: string[]): void;
}

/** Multi select whose search runs on the server, with template variables and values of one's own. */
export function OptionsSelect({ datasource, kind, inputId, values, scope, queryType, onChange }: OptionsSelectProps) {
  const scopeKey = JSON.stringify(scope);
  const stableScope = useMemo(() => JSON.parse(scopeKey) as QueryFilters, [scopeKey]);
  const { page, known, loading, error, load } = useOptions(datasource, kind, stableScope, values, queryType);
  const [search, setSearch] = useState('');

  return (
    <MultiSelect<string>
      inputId={inputId}
      aria-label={KIND_LABELS[kind].one}
      placeholder="All"
      value={chosenOptions(values, known, datasource.variableNames())}
      options={[...menuOptions(page, datasource.variableNames(), search), ...failedOption(error)]}
      // The server has searched already, in names and ids.
      filterOption={() => true}
      isOptionDisabled={(option) => Boolean(option.isDisabled)}
      isLoading={loading}
      loadingMessage="Loading…"
      noOptionsMessage="Nothing found"
      isClearable
      allowCustomValue
      // A narrow field cuts long names.
      formatOptionLabel={({ label, title }, { context }) =>
        context === 'value' ? <span title={title}>{label}</span> : label
      }
      closeMenuOnSelect={false}
      menuShouldPortal
      formatCreateLabel={(text) => `Use “${text}”`}
      onOpenMenu={() => load(search)}
      onInputChange={(text, { action }) => {
        // Choosing and closing clear the text too, and are no search.
        if (action === 'input-change') {
          setSearch(text);
          load(text);
        } else if (action === 'menu-close') {
          setSearch('');
        }
      }}
      onChange={(chosen) => onChange(chosen.flatMap(({ value }) => (value ? [value.trim()] : [])))}
    />
  );
}

/** Why there is nothing but variables to choose from. */
function failedOption(error: string | undefined): Array<SelectableValue<string>> {
  return error === undefined ? [] : [{ label: `Could not be read: ${error}`, value: '', isDisabled: true }];
}
