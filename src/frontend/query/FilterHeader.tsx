import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import React, { useState } from 'react';
import type { FilterName, QueryFilters } from '../../shared/query.ts';
import type { ResourceSource } from '../resourceSource.ts';
import { ScopePicker } from '../scopeTree/ScopePicker.tsx';

interface FilterHeaderProps {
  datasource: ResourceSource;
  filters: QueryFilters;
  /** Filters of the query type. */
  allowed: readonly FilterName[];
  onChange(filters: QueryFilters): void;
}

/** Title of the filters, with the ways to choose and to drop them all at once. */
export function FilterHeader({ datasource, filters, allowed, onChange }: FilterHeaderProps) {
  // Here and not in the editor: a dialog that opens is no reason to draw all fields another time.
  const [picking, setPicking] = useState(false);
  const styles = useStyles2(getStyles);
  const set = Object.values(filters).filter((values) => values.length > 0).length;
  return (
    <div className={styles.header}>
      <span className={styles.title}>Filters</span>
      <span className={styles.note}>{set === 0 ? 'Everything' : `${set} set, all of them apply`}</span>
      <span className={styles.buttons}>
        {set > 0 && (
          <Button size="sm" variant="secondary" fill="text" type="button" onClick={() => onChange({})}>
            Clear filters
          </Button>
        )}
        <Button size="sm" variant="secondary" icon="sitemap" type="button" onClick={() => setPicking(true)}>
          Browse the estate
        </Button>
      </span>
      {picking && (
        <ScopePicker
          datasource={datasource}
          filters={filters}
          allowed={allowed}
          onApply={(chosen) => {
            setPicking(false);
            onChange(chosen);
          }}
          onClose={() => setPicking(false)}
        />
      )}
    </div>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return {
    header: css({
      flex: '1 1 100%',
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(0.5, 1),
    }),
    title: css({ fontWeight: theme.typography.fontWeightMedium }),
    note: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
    buttons: css({ marginLeft: 'auto', display: 'flex', gap: theme.spacing(1) }),
  };
}
