import { css } from '@emotion/css';
import { Icon, useTheme2 } from '@grafana/ui';
import React, { useSyncExternalStore } from 'react';
import type { ResourceSource } from '../resourceSource.ts';
import { queryText } from './queryText.ts';

/** What will be asked, in words; read out by screen readers when it changes. */
export function PreviewLine({ datasource, query }: { datasource: ResourceSource; query: unknown }) {
  const theme = useTheme2();
  const { names } = datasource;
  useSyncExternalStore(names.subscribe, () => names.version);
  return (
    <p
      role="status"
      data-testid="azure-csp-preview"
      className={css({
        display: 'flex',
        gap: theme.spacing(1),
        margin: theme.spacing(0.5, 1, 0),
        color: theme.colors.text.secondary,
        fontSize: theme.typography.bodySmall.fontSize,
        overflowWrap: 'anywhere',
      })}
    >
      <Icon name="comment-alt" size="sm" />
      <span>{queryText(query, names.nameOf)}</span>
    </p>
  );
}
