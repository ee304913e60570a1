import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { ClipboardButton, useStyles2 } from '@grafana/ui';
import React from 'react';

/** A text to be taken elsewhere, letter by letter. */
export function CopyText({ label, text, large }: { label: string; text: string; large?: boolean }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.row}>
      <code className={large ? styles.large : styles.text} aria-label={label}>
        {text}
      </code>
      <ClipboardButton
        type="button"
        variant="secondary"
        size="sm"
        icon="copy"
        aria-label={`Copy ${label}`}
        getText={() => text}
      >
        Copy
      </ClipboardButton>
    </div>
  );
}

function getStyles(theme: GrafanaTheme2) {
  const text = {
    padding: theme.spacing(0.5, 1),
    minWidth: 0,
    // Grafana 13 keeps code on one line.
    whiteSpace: 'normal' as const,
    overflowWrap: 'anywhere' as const,
    fontFamily: theme.typography.fontFamilyMonospace,
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.primary,
    background: theme.colors.background.canvas,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.borderRadius(1),
  };
  return {
    row: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
    text: css(text),
    large: css({ ...text, fontSize: theme.typography.h3.fontSize, letterSpacing: '0.1em' }),
  };
}
