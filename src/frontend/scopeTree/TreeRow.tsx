import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Checkbox, Icon, IconButton, Spinner, useStyles2 } from '@grafana/ui';
import React from 'react';
import { KIND_ICONS, KIND_LABELS } from '../labels.ts';
import { HealthLabel } from './HealthLabel.tsx';
import type { Row } from './tree.ts';

interface TreeRowProps {
  row: Row;
  selected: boolean;
  selectable: boolean;
  onToggle(): void;
  onSelect(): void;
  onMore(): void;
}

const INDENT = 24;

/** One line of the tree. */
export function TreeRow({ row, selected, selectable, onToggle, onSelect, onMore }: TreeRowProps) {
  const styles = useStyles2(getStyles);
  const style = { paddingLeft: 8 + row.depth * INDENT };
  if (row.type !== 'node') {
    return (
      <div className={cx(styles.row, styles.note)} style={{ ...style, paddingLeft: style.paddingLeft + INDENT + 4 }}>
        <Note row={row} onMore={onMore} />
      </div>
    );
  }
  const { node, open } = row;
  return (
    <div
      className={cx(styles.row, selected && styles.selected)}
      style={style}
      role="treeitem"
      aria-level={row.depth + 1}
      aria-expanded={node.hasChildren ? open : undefined}
      aria-selected={selected}
    >
      {node.hasChildren ? (
        <IconButton
          name={open ? 'angle-down' : 'angle-right'}
          size="md"
          aria-label={`${open ? 'Close' : 'Open'} ${node.name}`}
          onClick={onToggle}
        />
      ) : (
        <span className={styles.noArrow} />
      )}
      <Checkbox value={selected} disabled={!selectable} aria-label={`Select ${node.name}`} onChange={onSelect} />
      <Icon name={KIND_ICONS[node.kind]} className={styles.icon} title={KIND_LABELS[node.kind].one} />
      <span className={styles.name} title={node.id}>
        <span>{node.name}</span>
        {node.path.length > 0 && row.depth === 0 && <span className={styles.path}>{node.path.join(' › ')}</span>}
      </span>
      <HealthLabel value={node.healthValue} />
    </div>
  );
}

function Note({ row, onMore }: { row: Exclude<Row, { type: 'node' }>; onMore(): void }) {
  switch (row.type) {
    case 'loading':
      return (
        <>
          <Spinner inline /> Loading…
        </>
      );
    case 'empty':
      return <>Nothing here</>;
    case 'failed':
      return (
        <>
          <Icon name="exclamation-triangle" /> {row.error}
          <Button size="sm" variant="secondary" fill="text" type="button" onClick={onMore}>
            Try again
          </Button>
        </>
      );
    case 'more':
      return (
        <Button size="sm" variant="secondary" fill="text" type="button" onClick={onMore}>
          {`Load more (${row.left.toLocaleString('en')} left)`}
        </Button>
      );
  }
}

function getStyles(theme: GrafanaTheme2) {
  return {
    row: css({
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(1),
      minHeight: 32,
      paddingRight: theme.spacing(1.5),
      borderBottom: `1px solid ${theme.colors.border.weak}`,
      '&:last-child': { borderBottom: 'none' },
      '&:hover': { background: theme.colors.action.hover },
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
