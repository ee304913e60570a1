import { Select } from '@grafana/ui';
import React, { useId } from 'react';
import { GROUP_BY, type Grouping } from '../../shared/query.ts';
import { QUERY_GROUPS, QUERY_TYPES, type QueryType, type QueryTypeInfo } from '../../shared/queryTypes.ts';
import { EditorField, EditorHint } from '../components/EditorRow.tsx';
import { KIND_LABELS } from '../labels.ts';
import type { ReadQuery } from './readQuery.ts';

interface TypeRowProps {
  read: ReadQuery;
  onType(type: QueryType): void;
  /** undefined: no grouping. */
  onGroupBy(groupBy: Grouping | undefined): void;
}

/** What is asked, and by what it is counted. */
export function TypeRow({ read, onType, onGroupBy }: TypeRowProps) {
  const id = useId();
  const groupings = read.info?.groupings ?? (read.info?.groupBy ? GROUP_BY : []);
  const unknown = read.info ? undefined : { value: read.queryType as QueryType, label: `${read.queryType} (unknown)` };
  return (
    <>
      <EditorField label="Query type" htmlFor={`${id}-type`} help="What to ask of the estate" width={260}>
        <Select<QueryType>
          inputId={`${id}-type`}
          aria-label="Query type"
          options={typeOptions()}
          value={unknown ?? (read.queryType as QueryType)}
          invalid={!read.info}
          menuShouldPortal
          maxMenuHeight={420}
          onChange={({ value }) => value && onType(value)}
        />
      </EditorField>
      {groupings.length > 0 && (
        <EditorField label="Group by" htmlFor={`${id}-group`} help="One row for each of these" width={200}>
          <Select<Grouping>
            inputId={`${id}-group`}
            aria-label="Group by"
            placeholder="No grouping"
            options={groupings.map((value) => ({ value, label: KIND_LABELS[value].one }))}
            value={read.groupBy ?? (read.info?.groupBy ? 'customer' : null)}
            isClearable={!read.info?.groupBy}
            menuShouldPortal
            onChange={(chosen) => onGroupBy(chosen?.value)}
          />
        </EditorField>
      )}
      {read.info && <EditorHint>{read.info.description}</EditorHint>}
    </>
  );
}

/** All query types under their groups, in the order of the groups and of the table. */
function typeOptions() {
  const entries = Object.entries(QUERY_TYPES) as Array<[QueryType, QueryTypeInfo]>;
  return QUERY_GROUPS.map((group) => ({
    label: group,
    options: entries
      .filter(([, info]) => info.group === group)
      .map(([value, { label, description }]) => ({ value, label, description })),
  }));
}
