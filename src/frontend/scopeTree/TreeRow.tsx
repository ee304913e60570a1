import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Checkbox, Icon, IconButton, useStyles2 } from '@grafana/ui';
import React, { type MouseEvent } from 'react';
import { KIND_ICONS, KIND_LABELS } from '../labels.ts';
import { HealthLabel, healthText } from './HealthLabel.tsx';
import type { Row } from './tree.ts';
import { TreeNote } from './TreeNote.tsx';
import { ROW_HEIGHT } from './useWindow.ts';

interface TreeRowProps {
  id: string;
  row: Row;
  index: number;
  /** Keys act on this line. */
  active: boolean;
  selected: boolean;
  selectable: boolean;
  /** The same object throughout: a line is drawn again only when something about it is new. */
  actions: RowActions;
}

export interface RowActions {
  /** The mouse was put on this line. */
  activate(index: number): void;
  /** Opens or closes a node. */
  toggle(row: Row): void;
  /** Ticks a node; asks for what a note stands for. */
  select(row: Row): void;
}

const INDENT = 24;

/** One line of the tree. The tree has the focus, so nothing within a line is a stop of the Tab key. */
export const TreeRow = React.memo(function TreeRow(props: TreeRowProps) {
  const { id, row, index, active, selected, selectable, actions } = props;
  const styles = useStyles2(getStyles);
  const paddingLeft = 8 + row.depth * INDENT;
  const line = {
    id,
    role: 'treeitem',
    'aria-level': row.depth + 1,
    onMouseDown: (event: MouseEvent) => {
      // Keeps the focus in the tree, whose keys go on from here.
      event.preventDefault();
      actions.activate(index);
    },
  };
  if (row.type !== 'node') {
    return (
      <div
        {...line}
        aria-selected={false}
        className={cx(styles.row, styles.note, active && styles.active)}
        style={{ paddingLeft: paddingLeft + INDENT + 4 }}
      >
        <TreeNote row={row} onMore={() => actions.select(row)} />
      </div>
    );
  }
  const { node, open, position, siblings } = row;
  // In the order of what is seen, which is how people who speak to their computer call it.
  const place = row.depth === 0 && node.path.length > 0 ? ` ${node.path.join(' › ')}` : '';
  return (
    <div
      {...line}
      className={cx(styles.row, selected && styles.selected, active && styles.active)}
      style={{ paddingLeft }}
      aria-label={`${node.name}${place} ${healthText(node.healthValue)}, ${KIND_LABELS[node.kind].one}`}
      aria-posinset={position}
      aria-setsize={siblings}
      aria-expanded={node.hasChildren ? open : undefined}
      aria-selected={selected}
    >
      {node.hasChildren ? (
        <IconButton
          name={open ? 'angle-down' : 'angle-right'}
          size="md"
          aria-label={`${open ? 'Close' : 'Open'} ${node.name}`}
          tabIndex={-1}
          onClick={() => actions.toggle(row)}
        />
      ) : (
        <span className={styles.noArrow} />
      )}
      <Checkbox
        value={selected}
        disabled={!selectable}
        aria-label={`Select ${node.name}`}
        tabIndex={-1}
        onChange={() => actions.select(row)}
      />
      <Icon name={KIND_ICONS[node.kind]} className={styles.icon} title={KIND_LABELS[node.kind].one} />
      <span className={styles.name} title={node.id}>
        <span>{node.name}</span>
        {place && <span className={styles.path}>{place}</span>}
      </span>
      {/* Two words to whoever reads the text, too. */ ' '}
      <HealthLabel value={node.healthValue} />
    </div>
  );
});

function getStyles(theme: GrafanaTheme2) {
  return {
    row: css({
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(1),
      height: ROW_HEIGHT,
      overflow: 'hidden',
      whiteSpace: 'nowrap',
      paddingRight: theme.spacing(1.5),
      borderBottom: `1px solid ${theme.colors.border.weak}`,
      '&:last-child': { borderBottom: 'none' },
      '&:hover': { background: theme.colors.action.hover },
    }),
    active: css({
      '[role=tree]:focus &': { boxShadow: `inset 0 0 0 2px ${theme.colors.primary.border}` },
    }),
    selected: css({ background: theme.colors.action.selected }),
    note: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
    noArrow: css({ width: 16, marginRight: theme.spacing(0.5), flexShrink: 0 }),
    icon: css({ color: theme.colors.text.secondary, flexShrink: 0 }),
    name: css({ flex: 1, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }),
    path: css({
      marginLeft: theme.spacing(1),
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
    }),
  };
}
