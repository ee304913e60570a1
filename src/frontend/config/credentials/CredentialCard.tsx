import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Badge, Button, useStyles2 } from '@grafana/ui';
import React, { useId, useState } from 'react';
import type { CredentialOptions } from '../../../shared/credentialOptions.ts';
import type { SettingsAccess } from '../settingsAccess.ts';
import { CommonFields } from './CommonFields.tsx';
import { usesOf } from './credentialList.ts';
import { KindFields } from './KindFields.tsx';
import { KIND_INFO, kindLabel } from './kinds.ts';

interface CredentialCardProps {
  credential: CredentialOptions;
  settings: SettingsAccess;
  onChange(credential: CredentialOptions): void;
  onRename(id: string): void;
  onRemove(): void;
  onMakeDefault(): void;
}

/** One named account. */
export function CredentialCard(props: CredentialCardProps) {
  const { credential, settings, onRemove, onMakeDefault } = props;
  const styles = useStyles2(getStyles);
  const id = useId();
  const [open, setOpen] = useState(true);
  const uses = usesOf(settings.json, credential.id);
  const name = credential.id || 'without a name';
  return (
    <div className={styles.card} role="group" aria-label={`Credential ${credential.id}`}>
      <div className={styles.head}>
        <Button
          type="button"
          variant="secondary"
          fill="text"
          size="sm"
          icon={open ? 'angle-down' : 'angle-right'}
          aria-expanded={open}
          aria-controls={id}
          aria-label={`${open ? 'Collapse' : 'Expand'} credential ${name}`}
          onClick={() => setOpen(!open)}
        />
        <strong>{credential.id || 'Credential without a name'}</strong>
        <Badge
          color="blue"
          icon={KIND_INFO[credential.kind]?.icon ?? 'key-skeleton-alt'}
          text={kindLabel(credential.kind)}
        />
        {uses.isDefault && <Badge color="green" text="Default" />}
        {uses.tenants.length > 0 && (
          <span className={styles.uses}>
            {uses.tenants.length === 1 ? '1 tenant names it' : `${uses.tenants.length} tenants name it`}
          </span>
        )}
        {!settings.readOnly && (
          <span className={styles.actions}>
            {!uses.isDefault && (
              <Button
                type="button"
                variant="secondary"
                fill="text"
                size="sm"
                aria-label={`Make default: ${name}`}
                onClick={onMakeDefault}
              >
                Make default
              </Button>
            )}
            <Button
              type="button"
              variant="secondary"
              fill="text"
              size="sm"
              icon="trash-alt"
              aria-label={`Remove credential ${name}`}
              onClick={onRemove}
            >
              Remove
            </Button>
          </span>
        )}
      </div>
      {open && (
        <div id={id} className={styles.body}>
          <CommonFields {...props} />
          <KindFields credential={credential} settings={settings} onChange={props.onChange} />
        </div>
      )}
    </div>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return {
    card: css({
      maxWidth: 1000,
      marginBottom: theme.spacing(2),
      background: theme.colors.background.secondary,
      border: `1px solid ${theme.colors.border.weak}`,
      borderRadius: theme.shape.borderRadius(1),
    }),
    head: css({
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(1),
      padding: theme.spacing(1, 1.5),
    }),
    uses: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
    actions: css({ marginLeft: 'auto' }),
    body: css({ padding: theme.spacing(1.5, 2, 0.5), borderTop: `1px solid ${theme.colors.border.weak}` }),
  };
}
