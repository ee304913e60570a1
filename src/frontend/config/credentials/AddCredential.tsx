import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Icon, useStyles2 } from '@grafana/ui';
import React, { useState } from 'react';
import { CREDENTIAL_KINDS, type CredentialKind } from '../../../shared/credentialOptions.ts';
import { KIND_INFO } from './kinds.ts';

/** Asks for the kind of a new credential, with what each is for. */
export function AddCredential({ first, onAdd }: { first: boolean; onAdd(kind: CredentialKind): void }) {
  const styles = useStyles2(getStyles);
  const [choosing, setChoosing] = useState(false);
  if (!choosing && !first) {
    return (
      <Button type="button" variant="secondary" icon="plus" onClick={() => setChoosing(true)}>
        Add credential
      </Button>
    );
  }
  return (
    <div role="group" aria-label="Kind of the new credential">
      <div className={styles.kinds}>
        {CREDENTIAL_KINDS.map((kind) => (
          <button
            key={kind}
            type="button"
            className={styles.kind}
            onClick={() => {
              setChoosing(false);
              onAdd(kind);
            }}
          >
            <Icon name={KIND_INFO[kind].icon} size="lg" />
            <span>
              <strong>{KIND_INFO[kind].label}</strong>
              <span className={styles.description}>{KIND_INFO[kind].description}</span>
            </span>
          </button>
        ))}
      </div>
      {!first && (
        <Button type="button" variant="secondary" fill="text" onClick={() => setChoosing(false)}>
          Cancel
        </Button>
      )}
    </div>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return {
    kinds: css({
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 300px), 1fr))',
      gap: theme.spacing(1),
      maxWidth: 1000,
      marginBottom: theme.spacing(1),
    }),
    kind: css({
      display: 'flex',
      gap: theme.spacing(1.5),
      padding: theme.spacing(1.5),
      textAlign: 'left',
      font: 'inherit',
      color: theme.colors.text.primary,
      background: theme.colors.background.secondary,
      border: `1px solid ${theme.colors.border.weak}`,
      borderRadius: theme.shape.borderRadius(1),
      cursor: 'pointer',
      '&:hover': { background: theme.colors.action.hover, borderColor: theme.colors.border.medium },
      '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: 2 },
    }),
    description: css({
      display: 'block',
      color: theme.colors.text.secondary,
      fontSize: theme.typography.bodySmall.fontSize,
    }),
  };
}
