import { Select } from '@grafana/ui';
import React, { useId } from 'react';
import { GROUP_BY, type GroupBy } from '../../shared/query.ts';
import { QUERY_TYPES, type QueryType, type QueryTypeInfo } from '../../shared/queryTypes.ts';
import { EditorField } from '../components/EditorRow.tsx';
import { KIND_LABELS } from '../labels.ts';
import type { ReadQuery } from './readQuery.ts';

interface TypeRowProps {
  read: ReadQuery;
  onType(type: QueryType): void;
  onGroupBy(groupBy: GroupBy): void;
}

const GROUP_OPTIONS = GROUP_BY.map((value) => ({ value, label: KIND_LABELS[value].one }));

/** What is asked, and by what it is counted. */
export function TypeRow({ read, onType, onGroupBy }: TypeRowProps) {
  const id = useId();
  const unknown = read.info ? undefined : { value: read.queryType as QueryType, label: `${read.queryType} (unknown)` };
  return (
    <>
      <EditorField
        label="Query type"
        htmlFor={`${id}-type`}
        help={read.info?.description ?? 'What to ask the estate'}
        width={260}
      >
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
      {read.info?.groupBy && (
        <EditorField label="Group by" htmlFor={`${id}-group`} help="One row for each of these" width={200}>
          <Select<GroupBy>
            inputId={`${id}-group`}
            aria-label="Group by"
            options={GROUP_OPTIONS}
            value={read.groupBy ?? 'customer'}
            menuShouldPortal
            onChange={({ value }) => value && onGroupBy(value)}
          />
        </EditorField>
      )}
    </>
  );
}

/** All query types under their groups, in the order of the table. */
function typeOptions() {
  const entries = Object.entries(QUERY_TYPES) as Array<[QueryType, QueryTypeInfo]>;
  const groups = [...new Set(entries.map(([, info]) => info.group))];
  return groups.map((group) => ({
    label: group,
    options: entries
      .filter(([, info]) => info.group === group)
      .map(([value, { label, description }]) => ({ value, label, description })),
  }));
}
