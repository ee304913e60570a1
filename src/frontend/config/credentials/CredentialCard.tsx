import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Field, Select, useStyles2 } from '@grafana/ui';
import React, { useId } from 'react';
import {
  CREDENTIAL_KINDS,
  CREDENTIAL_SECRETS,
  secretKey,
  type CredentialKind,
  type CredentialOptions,
  type SecretName,
} from '../../shared/settings.ts';
import { ConfigField, WIDTH } from './ConfigField.tsx';
import { KIND_INFO, secretKeys } from './credentials.ts';
import { SecretField } from './SecretField.tsx';
import type { SettingsAccess } from './settingsAccess.ts';
import { credentialIdProblem, guidProblem, tenantProblem } from './validate.ts';

interface CredentialCardProps {
  credential: CredentialOptions;
  settings: SettingsAccess;
  onChange(change: Partial<CredentialOptions>): void;
  onRename(id: string): void;
  onRemove(): void;
}

const SECRET_INFO: Record<SecretName, { label: string; help: string }> = {
  clientSecret: { label: 'Client secret', help: 'The value of the secret, not its id' },
  refreshToken: {
    label: 'Refresh token',
    help: 'From the consent of a partner user with MFA; it is rotated while in use',
  },
};

/** One named account. */
export function CredentialCard({ credential, settings, onChange, onRename, onRemove }: CredentialCardProps) {
  const styles = useStyles2(getStyles);
  const id = useId();
  const { readOnly, json } = settings;
  const others = (json.credentials ?? []).filter((other) => other !== credential).map((other) => other.id);
  // Secrets are kept under the credential's name and can't be read back to move them.
  const locked = secretKeys(credential.id).some(settings.isStored);
  return (
    <div className={styles.card} role="group" aria-label={`Credential ${credential.id}`}>
      <div className={styles.head}>
        <strong>{credential.id || 'Unnamed credential'}</strong>
        {!readOnly && (
          <Button
            type="button"
            variant="secondary"
            fill="text"
            size="sm"
            icon="trash-alt"
            onClick={onRemove}
            aria-label={`Remove credential ${credential.id}`}
          >
            Remove
          </Button>
        )}
      </div>
      <ConfigField
        label="Name"
        help={locked ? 'Fixed while secrets are stored under it' : 'Tenants refer to the credential by this'}
        value={credential.id}
        required
        disabled={readOnly || locked}
        problem={(text) => credentialIdProblem(text, others)}
        onChange={onRename}
      />
      <Field
        label="Kind"
        htmlFor={`${id}-kind`}
        description={KIND_INFO[credential.kind]?.description ?? 'How the account signs in'}
        disabled={readOnly}
      >
        <Select<CredentialKind>
          inputId={`${id}-kind`}
          aria-label="Kind"
          width={WIDTH}
          menuShouldPortal
          disabled={readOnly}
          options={CREDENTIAL_KINDS.map((value) => ({ value, ...KIND_INFO[value] }))}
          value={{ value: credential.kind, label: KIND_INFO[credential.kind]?.label ?? `${credential.kind} (unknown)` }}
          onChange={({ value }) => value && onChange({ kind: value })}
        />
      </Field>
      <ConfigField
        label="Tenant"
        help={
          credential.kind === 'secureApplicationModel'
            ? 'The partner’s own tenant: its id or a domain'
            : 'The tenant that the application is registered in: its id or a domain'
        }
        value={credential.tenantId}
        placeholder="00000000-0000-0000-0000-000000000000"
        required
        disabled={readOnly}
        problem={tenantProblem}
        onChange={(tenantId) => onChange({ tenantId })}
      />
      <ConfigField
        label="Application (client) id"
        help="From the application’s overview in Microsoft Entra"
        value={credential.clientId}
        placeholder="00000000-0000-0000-0000-000000000000"
        required
        disabled={readOnly}
        problem={guidProblem}
        onChange={(clientId) => onChange({ clientId })}
      />
      {(CREDENTIAL_SECRETS[credential.kind] ?? []).map((name) => (
        <SecretField key={name} {...SECRET_INFO[name]} secret={secretKey(credential.id, name)} settings={settings} />
      ))}
    </div>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return {
    card: css({
      maxWidth: 720,
      padding: theme.spacing(2),
      marginBottom: theme.spacing(2),
      background: theme.colors.background.secondary,
      borderRadius: theme.shape.borderRadius(1),
      '& > :last-child': { marginBottom: 0 },
    }),
    head: css({
      display: 'flex',
      justifyContent: 'space-between',
      alignItems: 'center',
      marginBottom: theme.spacing(2),
    }),
  };
}
