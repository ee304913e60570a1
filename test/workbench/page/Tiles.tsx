import { css } from '@emotion/css';
import { DataFrameView, LoadingState, type DataFrame, type GrafanaTheme2, type PanelData } from '@grafana/data';
import { Icon, useStyles2, useTheme2 } from '@grafana/ui';
import React from 'react';
import { HEALTH_COLORS, HEALTH_STATES } from '../../../src/shared/health.ts';

interface Row {
  customer: string | null;
  customerId: string | null;
  healthState: string | null;
  healthValue: number | null;
  resources: number | null;
  degraded: number | null;
  unavailable: number | null;
  stale: boolean | null;
  reason: string | null;
}

interface TilesProps {
  data: PanelData;
  chosen: string[];
  onChoose(customerId: string): void;
}

/** Every customer by its worst state, worst first: a click narrows everything below to it. */
export function Tiles({ data, chosen, onChoose }: TilesProps) {
  const styles = useStyles2(getStyles);
  const frame = data.series[0] as DataFrame | undefined;
  if (data.error) {
    return <p className={styles.note}>{data.error.message}</p>;
  }
  if (!frame || frame.length === 0) {
    return (
      <p className={styles.note}>
        {data.state === LoadingState.Done ? 'No customers yet: they appear as they are found.' : 'Loading…'}
      </p>
    );
  }
  const rows = new DataFrameView<Row>(frame).toArray();
  return (
    <>
      <Totals rows={rows} />
      <div className={styles.tiles} data-testid="tiles">
        {rows.map((row, index) => (
          <Tile
            key={row.customerId ?? index}
            row={row}
            chosen={chosen.includes(row.customerId ?? '')}
            onClick={() => row.customerId && onChoose(row.customerId)}
          />
        ))}
      </div>
    </>
  );
}

/** The wall's first line: how many of what. */
function Totals({ rows }: { rows: readonly Row[] }) {
  const styles = useStyles2(getStyles);
  const sum = (read: (row: Row) => number) => rows.reduce((total, row) => total + read(row), 0).toLocaleString('en');
  const totals = [
    [sum(() => 1), 'customers'],
    [sum((row) => row.resources ?? 0), 'resources'],
    [sum((row) => row.unavailable ?? 0), 'unavailable'],
    [sum((row) => row.degraded ?? 0), 'degraded'],
    [sum((row) => (row.healthValue === null ? 1 : 0)), 'customers without health'],
    [sum((row) => (row.stale ? 1 : 0)), 'customers with stale data'],
  ] as const;
  return (
    <p className={styles.note} data-testid="totals">
      {totals.map(([number, label]) => (
        <span key={label} className={styles.total}>
          <strong>{number}</strong> {label}
        </span>
      ))}
    </p>
  );
}

function Tile({ row, chosen, onClick }: { row: Row; chosen: boolean; onClick(): void }) {
  const theme = useTheme2();
  const styles = useStyles2(getStyles);
  const value = row.healthValue;
  const name = value === null ? undefined : HEALTH_COLORS[value];
  const color = name === undefined ? theme.colors.text.secondary : theme.visualization.getColorByName(name);
  const trouble = (row.unavailable ?? 0) + (row.degraded ?? 0);
  return (
    <button
      type="button"
      className={styles.tile}
      style={{ borderLeftColor: color, outline: chosen ? `2px solid ${theme.colors.primary.border}` : undefined }}
      title={row.reason ?? row.customer ?? ''}
      aria-pressed={chosen}
      onClick={onClick}
    >
      <span className={styles.name}>{row.customer ?? 'Unknown customer'}</span>
      <span className={styles.line}>
        <span style={{ color }}>
          {value === null && <Icon name="lock" size="sm" />}{' '}
          {value === null ? 'No health' : (HEALTH_STATES[value] ?? row.healthState)}
        </span>
        <span>
          {trouble > 0 ? `${trouble} of ${row.resources ?? 0}` : (row.resources ?? 0)}
          {row.stale && <Icon name="history" size="sm" title="Stale: the last reading failed or is old" />}
        </span>
      </span>
    </button>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return {
    note: css({ color: theme.colors.text.secondary, margin: 0 }),
    total: css({ marginRight: theme.spacing(2.5), '& strong': { color: theme.colors.text.primary } }),
    tiles: css({
      marginTop: theme.spacing(1),
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fill, minmax(176px, 1fr))',
      gap: theme.spacing(1),
    }),
    tile: css({
      display: 'flex',
      flexDirection: 'column',
      gap: 2,
      padding: theme.spacing(0.75, 1.25),
      textAlign: 'left',
      color: theme.colors.text.primary,
      background: theme.colors.background.primary,
      border: `1px solid ${theme.colors.border.weak}`,
      borderLeft: '4px solid',
      borderRadius: theme.shape.borderRadius(1),
      cursor: 'pointer',
      fontFamily: theme.typography.fontFamily,
      fontSize: theme.typography.body.fontSize,
      '&:hover': { background: theme.colors.background.secondary },
    }),
    name: css({
      overflow: 'hidden',
      textOverflow: 'ellipsis',
      whiteSpace: 'nowrap',
      fontWeight: theme.typography.fontWeightMedium,
    }),
    line: css({
      display: 'flex',
      justifyContent: 'space-between',
      gap: theme.spacing(1),
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
      '& span': { display: 'inline-flex', alignItems: 'center', gap: 4 },
    }),
  };
}
