import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, Tooltip, useStyles2 } from '@grafana/ui';
import React, { type ReactNode } from 'react';

/** One band of an editor, as Grafana's own query editors draw them. */
export function EditorRow({ children }: { children: ReactNode }) {
  return <div className={useStyles2(getStyles).row}>{children}</div>;
}

/** A grid of fields of one width, as many a line as fit. */
export function EditorGrid({ children }: { children: ReactNode }) {
  return <div className={useStyles2(getStyles).grid}>{children}</div>;
}

/** A line beside the controls of a row, at their height; where there is no room for it, below them. */
export function EditorHint({ children }: { children: ReactNode }) {
  return <p className={useStyles2(getStyles).hint}>{children}</p>;
}

interface EditorFieldProps {
  label: string;
  /** The control's id: a click on the label goes there. */
  htmlFor?: string;
  help?: ReactNode;
  error?: string;
  /** Pixels; without it the field takes the width that it is given. */
  width?: number;
  children: ReactNode;
}

/** A control with its label above, help at the label and the error below. */
export function EditorField({ label, htmlFor, help, error, width, children }: EditorFieldProps) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.field} style={width ? { width } : undefined}>
      <div className={styles.label}>
        <label htmlFor={htmlFor}>{label}</label>
        {help && (
          <Tooltip content={<>{help}</>} placement="top">
            <Icon name="info-circle" size="sm" className={styles.help} tabIndex={0} aria-label={`Help: ${label}`} />
          </Tooltip>
        )}
      </div>
      {children}
      {error && (
        <div className={styles.error} role="alert">
          {error}
        </div>
      )}
    </div>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return {
    row: css({
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'flex-start',
      gap: theme.spacing(1, 2),
      padding: theme.spacing(1),
      marginBottom: theme.spacing(0.5),
      background: theme.colors.background.secondary,
      borderRadius: theme.shape.borderRadius(1),
    }),
    grid: css({
      flex: '1 1 100%',
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fill, minmax(min(260px, 100%), 1fr))',
      gap: theme.spacing(1.5, 2),
      minWidth: 0,
    }),
    hint: css({
      flex: '1 1 260px',
      alignSelf: 'flex-end',
      display: 'flex',
      alignItems: 'center',
      minHeight: theme.spacing(theme.components.height.md),
      margin: 0,
      color: theme.colors.text.secondary,
    }),
    field: css({ minWidth: 0, maxWidth: '100%' }),
    label: css({
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(0.5),
      minHeight: 18,
      marginBottom: theme.spacing(0.5),
      fontSize: theme.typography.bodySmall.fontSize,
      fontWeight: theme.typography.fontWeightMedium,
      '& label': { margin: 0 },
    }),
    help: css({ color: theme.colors.text.secondary }),
    error: css({
      marginTop: theme.spacing(0.5),
      color: theme.colors.error.text,
      fontSize: theme.typography.bodySmall.fontSize,
    }),
  };
}
