import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';

export function getTableStyles(theme: GrafanaTheme2) {
  const small = { fontSize: theme.typography.bodySmall.fontSize };
  return {
    scroll: css({ overflowX: 'auto', maxWidth: 1200 }),
    table: css({
      width: '100%',
      minWidth: 760,
      tableLayout: 'fixed',
      borderCollapse: 'collapse',
      '& th': {
        padding: theme.spacing(0.5, 1),
        fontWeight: theme.typography.fontWeightMedium,
        textAlign: 'left',
        borderBottom: `1px solid ${theme.colors.border.medium}`,
        ...small,
      },
      '& td': { padding: theme.spacing(0.75, 1), verticalAlign: 'middle' },
      '& tbody tr': { borderTop: `1px solid ${theme.colors.border.weak}` },
    }),
    below: css({ '&&': { borderTop: 'none' }, '& > td': { paddingTop: 0 } }),
    off: css({ color: theme.colors.text.secondary }),
    tenant: css({ overflowWrap: 'anywhere' }),
    id: css({ color: theme.colors.text.secondary, ...small }),
    muted: css({ color: theme.colors.text.secondary, ...small }),
    error: css({ color: theme.colors.error.text, ...small }),
    middle: css({ display: 'flex', alignItems: 'center' }),
    tags: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.5), alignItems: 'center' }),
    actions: css({ display: 'flex', alignItems: 'center', justifyContent: 'flex-end', gap: theme.spacing(1) }),
    check: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1) }),
    toolbar: css({
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(1),
      maxWidth: 1200,
      marginBottom: theme.spacing(1.5),
    }),
    search: css({ flex: '1 1 220px', maxWidth: 320 }),
    buttons: css({
      display: 'flex',
      flexWrap: 'wrap',
      justifyContent: 'flex-end',
      gap: theme.spacing(1),
      marginLeft: 'auto',
    }),
    foot: css({
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      justifyContent: 'space-between',
      gap: theme.spacing(1),
      maxWidth: 1200,
      minHeight: 32,
      marginTop: theme.spacing(1),
      color: theme.colors.text.secondary,
      ...small,
    }),
  };
}
