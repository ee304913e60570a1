import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, Input, useStyles2 } from '@grafana/ui';
import React, { useId, useRef, type KeyboardEvent } from 'react';
import type { FilterName } from '../../shared/query.ts';
import type { ResourceSource } from '../resourceSource.ts';
import { canSelect, isSelected, toggleSelected, type Selection } from './selection.ts';
import type { Row } from './tree.ts';
import { treeAction } from './treeKeys.ts';
import { TreeRow } from './TreeRow.tsx';
import { useActive } from './useActive.ts';
import { useSteady } from './useSteady.ts';
import { useTree } from './useTree.ts';
import { ROW_HEIGHT, useWindow } from './useWindow.ts';

interface ScopeTreeProps {
  datasource: ResourceSource;
  /** Levels that can be ticked. */
  allowed: readonly FilterName[];
  selection: Selection;
  onSelect(selection: Selection): void;
}

const HEIGHT = 12 * ROW_HEIGHT;

/** The estate as a tree to open, search and tick, by mouse or by keys. */
export function ScopeTree({ datasource, allowed, selection, onSelect }: ScopeTreeProps) {
  const styles = useStyles2(getStyles);
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const { rows, busy, search, setSearch, toggle, more } = useTree(datasource);
  const { first, last, slots, above, below, onScroll, toTop } = useWindow(rows.length, HEIGHT);
  const [active, setActive] = useActive(rows, box);

  const startSearch = (text: string) => {
    setSearch(text);
    // What is found begins at the top, however far one had gone in what was there before.
    setActive(0);
    toTop();
    box.current?.scrollTo({ top: 0 });
  };
  const select = (row: Row) => {
    if (row.type === 'more' || row.type === 'failed') {
      more(row.parent);
    } else if (row.type === 'node' && (isSelected(selection, row.node) || canSelect(selection, row.node, allowed))) {
      onSelect(toggleSelected(selection, row.node));
    }
  };
  const actions = useSteady({
    activate: (index) => {
      setActive(index);
      box.current?.focus({ preventScroll: true });
    },
    toggle: (row) => row.type === 'node' && toggle(row.key),
    select,
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[active];
    const action = treeAction(event.key, rows, active);
    if (!action || !row) {
      return;
    }
    event.preventDefault();
    if (typeof action === 'object') {
      setActive(action.go);
    } else if (action === 'toggle' && row.type === 'node') {
      toggle(row.key);
    } else if (action === 'select') {
      select(row);
    }
  };

  return (
    <>
      <Input
        prefix={<Icon name="search" />}
        placeholder="Search names and ids on every level"
        aria-label="Search the estate"
        autoFocus
        value={search}
        onChange={(event) => startSearch(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'ArrowDown' && box.current?.focus()}
      />
      <div
        ref={box}
        className={styles.box}
        style={{ height: HEIGHT }}
        role="tree"
        tabIndex={0}
        aria-multiselectable
        aria-label="Estate"
        aria-busy={busy}
        aria-activedescendant={rows[active] ? `${id}-${active}` : undefined}
        onScroll={onScroll}
        onKeyDown={onKeyDown}
      >
        <div role="presentation" style={{ height: above }} />
        {rows.slice(first, last).map((row, index) => (
          <TreeRow
            // Lines take each other's places: to write into one costs a tenth of building it.
            key={(first + index) % slots}
            id={`${id}-${first + index}`}
            row={row}
            index={first + index}
            active={first + index === active}
            selected={row.type === 'node' && isSelected(selection, row.node)}
            selectable={row.type === 'node' && canSelect(selection, row.node, allowed)}
            actions={actions}
          />
        ))}
        <div role="presentation" style={{ height: below }} />
      </div>
    </>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return {
    box: css({
      overflow: 'auto',
      marginTop: theme.spacing(1),
      border: `1px solid ${theme.colors.border.medium}`,
      borderRadius: theme.shape.borderRadius(1),
      // Rows are taken out above while one scrolls: the browser shall not scroll against it.
      overflowAnchor: 'none',
      '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: 1 },
    }),
  };
}
