import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import React, { useState, type ReactNode } from 'react';

interface ConfigSectionProps {
  title: string;
  description: ReactNode;
  /** Closed at first, opened by a button. */
  collapsed?: boolean;
  /** Beside the title, such as how many there are. */
  aside?: ReactNode;
  children: ReactNode;
}

/** A part of the settings under its heading, as Grafana's own data sources draw theirs. */
export function ConfigSection({ title, description, collapsed, aside, children }: ConfigSectionProps) {
  const styles = useStyles2(getStyles);
  const [open, setOpen] = useState(!collapsed);
  return (
    <section className={styles.section} aria-label={title}>
      <div className={styles.heading}>
        <h3 className={styles.title}>{title}</h3>
        {aside !== undefined && <span className={styles.aside}>{aside}</span>}
        {collapsed !== undefined && (
          <Button
            type="button"
            variant="secondary"
            fill="text"
            size="sm"
            icon={open ? 'angle-up' : 'angle-down'}
            aria-expanded={open}
            aria-label={`${open ? 'Collapse' : 'Expand'} ${title}`}
            onClick={() => setOpen(!open)}
          />
        )}
      </div>
      <p className={styles.description}>{description}</p>
      {open && children}
    </section>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return {
    section: css({
      padding: theme.spacing(3, 0),
      borderTop: `1px solid ${theme.colors.border.weak}`,
      '&:first-of-type': { borderTop: 'none', paddingTop: theme.spacing(1) },
    }),
    heading: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1), minHeight: 24 }),
    title: css({ margin: 0, fontSize: theme.typography.h4.fontSize }),
    aside: css({ color: theme.colors.text.secondary }),
    description: css({ margin: theme.spacing(0.5, 0, 2), maxWidth: 720, color: theme.colors.text.secondary }),
  };
}
