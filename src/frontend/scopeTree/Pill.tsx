import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2, type IconName } from '@grafana/ui';
import React from 'react';

interface PillProps {
  icon: IconName;
  text: string;
  title?: string;
  /** What a click does, for screen readers. */
  label: string;
  /** Undefined: no state of its own. */
  pressed?: boolean;
  warning?: boolean;
  closes?: boolean;
  onClick(): void;
}

/** A small button with a name in it, for things that are chosen or can be chosen at once. */
export function Pill({ icon, text, title, label, pressed, warning = false, closes = false, onClick }: PillProps) {
  const styles = useStyles2(getStyles);
  return (
    <button
      type="button"
      className={cx(styles.pill, pressed && styles.pressed, warning && styles.warning)}
      title={title}
      aria-label={label}
      aria-pressed={pressed}
      onClick={onClick}
    >
      <Icon name={warning ? 'exclamation-triangle' : icon} size="sm" />
      <span className={styles.text}>{text}</span>
      {closes && <Icon name="times" size="sm" />}
    </button>
  );
}

/** A line of pills with what they are in front. */
export function PillRow({ label, children }: { label: string; children: React.ReactNode }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.row} role="group" aria-label={label}>
      <span className={styles.label}>{label}</span>
      {children}
    </div>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return {
    row: css({
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(0.5),
      marginTop: theme.spacing(1),
    }),
    label: css({ minWidth: 110, color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
    pill: css({
      display: 'inline-flex',
      alignItems: 'center',
      gap: theme.spacing(0.5),
      maxWidth: 320,
      padding: theme.spacing(0.25, 1),
      color: theme.colors.text.primary,
      background: theme.colors.background.secondary,
      border: `1px solid ${theme.colors.border.medium}`,
      borderRadius: 12,
      fontFamily: theme.typography.fontFamily,
      fontSize: theme.typography.bodySmall.fontSize,
      cursor: 'pointer',
      '&:hover': { background: theme.colors.action.hover },
      '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: 1 },
    }),
    pressed: css({ borderColor: theme.colors.primary.border, background: theme.colors.primary.transparent }),
    warning: css({ color: theme.colors.warning.text, borderColor: theme.colors.warning.border }),
    text: css({ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }),
  };
}
