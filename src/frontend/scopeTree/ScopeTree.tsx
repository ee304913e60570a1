import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, Input, useStyles2 } from '@grafana/ui';
import React from 'react';
import type { FilterName } from '../../shared/query.ts';
import type { AzureCspDataSource } from '../datasource.ts';
import { canSelect, isSelected, toggleSelected, type Selection } from './selection.ts';
import { TreeRow } from './TreeRow.tsx';
import { useTree } from './useTree.ts';

interface ScopeTreeProps {
  datasource: AzureCspDataSource;
  /** Levels that can be ticked. */
  allowed: readonly FilterName[];
  selection: Selection;
  onSelect(selection: Selection): void;
}

/** The estate as a tree to open, search and tick. */
export function ScopeTree({ datasource, allowed, selection, onSelect }: ScopeTreeProps) {
  const styles = useStyles2(getStyles);
  const { rows, search, setSearch, toggle, more } = useTree(datasource);
  return (
    <>
      <Input
        prefix={<Icon name="search" />}
        placeholder="Search names and ids on every level"
        aria-label="Search the estate"
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <div className={styles.box} role="tree" aria-multiselectable aria-label="Estate">
        {rows.map((row) => {
          const node = row.type === 'node' ? row.node : undefined;
          return (
            <TreeRow
              key={row.type === 'node' ? `${row.depth}/${row.key}` : `${row.parent}/${row.type}`}
              row={row}
              selected={node !== undefined && isSelected(selection, node)}
              selectable={node !== undefined && canSelect(selection, node, allowed)}
              onToggle={() => row.type === 'node' && toggle(row.key)}
              onSelect={() => node && onSelect(toggleSelected(selection, node))}
              onMore={() => row.type !== 'node' && more(row.parent)}
            />
          );
        })}
      </div>
    </>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return {
    box: css({
      height: 400,
      overflow: 'auto',
      marginTop: theme.spacing(1),
      border: `1px solid ${theme.colors.border.medium}`,
      borderRadius: theme.shape.borderRadius(1),
    }),
  };
}
