import { css } from '@emotion/css';
import type { GrafanaTheme2, QueryEditorHelpProps } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';
import type { AzureCspQuery } from '../types.ts';
import { EXAMPLES } from './examples.ts';
import { queryText } from './queryText.ts';

/** Explore's cheat sheet: a click puts the example into the query and runs it. */
export function QueryHelp({ query, onClickExample }: QueryEditorHelpProps<AzureCspQuery>) {
  const styles = useStyles2(getStyles);
  return (
    <section aria-label="Example queries" data-testid="azure-csp-help">
      <p className={styles.intro}>
        Everything but the group Explore is answered from what was collected, and costs Azure nothing.
      </p>
      <ul className={styles.list}>
        {EXAMPLES.map(({ title, text, query: example }) => (
          <li key={title}>
            <button
              type="button"
              className={styles.example}
              onClick={() => onClickExample({ refId: query?.refId ?? 'A', ...example })}
            >
              <span className={styles.title}>{title}</span>
              <span>{text}</span>
              <span className={styles.words}>{queryText(example)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return {
    intro: css({ color: theme.colors.text.secondary }),
    list: css({
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fill, minmax(280px, 1fr))',
      gap: theme.spacing(1),
      margin: 0,
      padding: 0,
      listStyle: 'none',
      '& li': { display: 'flex' },
    }),
    example: css({
      flex: 1,
      display: 'flex',
      flexDirection: 'column',
      gap: theme.spacing(0.5),
      padding: theme.spacing(1, 1.5),
      textAlign: 'left',
      color: theme.colors.text.primary,
      background: theme.colors.background.secondary,
      border: `1px solid ${theme.colors.border.weak}`,
      borderRadius: theme.shape.borderRadius(1),
      cursor: 'pointer',
      fontFamily: theme.typography.fontFamily,
      fontSize: theme.typography.body.fontSize,
      '&:hover': { background: theme.colors.action.hover },
      '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: 1 },
    }),
    title: css({ fontWeight: theme.typography.fontWeightMedium }),
    words: css({
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
      overflowWrap: 'anywhere',
    }),
  };
}
