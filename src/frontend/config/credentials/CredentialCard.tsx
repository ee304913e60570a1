import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Badge, Button, useStyles2 } from '@grafana/ui';
import React, { useId, useState } from 'react';
import { CREDENTIAL_KINDS, type CredentialOptions } from '../../../shared/settings.ts';
import { SETTINGS_LABELS } from '../../../shared/settingsLabels.ts';
import { SelectField } from '../fields/ChoiceField.tsx';
import { ConfigField } from '../fields/ConfigField.tsx';
import { FieldGroup } from '../fields/FieldGroup.tsx';
import type { SettingsAccess } from '../settingsAccess.ts';
import { credentialIdProblem, guidProblem, tenantProblem } from '../validate.ts';
import { secretKeys, usesOf } from './credentialList.ts';
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

const LABELS = SETTINGS_LABELS.credential;
const GUID = '00000000-0000-0000-0000-000000000000';

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
                aria-label={`Make ${name} the default credential`}
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

function CommonFields({ credential, settings, onChange, onRename }: CredentialCardProps) {
  const { readOnly, credentials } = settings;
  const others = credentials.filter((other) => other !== credential).map((other) => other.id);
  // Secrets are kept under the credential's name and can't be read back to move them.
  const locked = secretKeys(credential.id).some(settings.isStored);
  const info = KIND_INFO[credential.kind];
  const ofMachine = credential.kind === 'managedIdentity';
  return (
    <FieldGroup>
      <ConfigField
        label={LABELS.id}
        help={
          locked ? 'Secrets are stored under it: reset them first to rename' : 'Tenants refer to the credential by this'
        }
        value={credential.id ?? ''}
        required
        disabled={readOnly || locked}
        problem={(text) => credentialIdProblem(text, others)}
        onChange={onRename}
      />
      <SelectField
        label={LABELS.kind}
        help={[info?.description, info?.operator].filter(Boolean).join(' ')}
        choices={CREDENTIAL_KINDS.map((value) => ({ value, ...withoutIcon(value) }))}
        value={credential.kind}
        disabled={readOnly}
        onChange={(kind) => onChange({ ...credential, kind })}
      />
      <ConfigField
        label={LABELS.tenantId}
        help={TENANT_HELP[credential.kind] ?? 'Where the application is registered: its tenant’s id or a domain'}
        value={credential.tenantId ?? ''}
        placeholder={GUID}
        required
        disabled={readOnly}
        problem={tenantProblem}
        onChange={(tenantId) => onChange({ ...credential, tenantId })}
      />
      <ConfigField
        label={LABELS.clientId}
        help={
          ofMachine
            ? 'Of a user-assigned identity; empty: the system-assigned one'
            : 'From the application’s overview in Microsoft Entra'
        }
        value={credential.clientId ?? ''}
        placeholder={ofMachine ? 'System-assigned' : GUID}
        required={!ofMachine}
        disabled={readOnly}
        problem={guidProblem}
        onChange={(clientId) => onChange({ ...credential, clientId })}
      />
    </FieldGroup>
  );
}

const TENANT_HELP: Partial<Record<CredentialOptions['kind'], string>> = {
  secureApplicationModel: 'The partner’s own tenant: its id or a domain',
  managedIdentity: 'The tenant of the machine’s subscription: its id or a domain',
};

function withoutIcon(kind: CredentialOptions['kind']) {
  const { label, description } = KIND_INFO[kind];
  return { label, description };
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
