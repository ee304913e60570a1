import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { type ReactNode } from 'react';

/** Fields that belong together, side by side where the window is wide enough. */
export function FieldGroup({ title, children }: { title?: string; children: ReactNode }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={title ? styles.titled : undefined} role={title ? 'group' : undefined} aria-label={title}>
      {title && <h4 className={styles.title}>{title}</h4>}
      <div className={styles.grid}>{children}</div>
    </div>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return {
    titled: css({ paddingTop: theme.spacing(1) }),
    title: css({
      margin: theme.spacing(0, 0, 1.5),
      fontSize: theme.typography.body.fontSize,
      fontWeight: theme.typography.fontWeightMedium,
    }),
    grid: css({
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 320px), 1fr))',
      columnGap: theme.spacing(4),
      maxWidth: 1000,
      alignItems: 'start',
    }),
  };
}
