import { Field, Select } from '@grafana/ui';
import React, { useId } from 'react';
import { fieldWidth } from '../fields/width.ts';
import type { SettingsAccess } from '../settingsAccess.ts';
import { defaultCredentialId } from './credentialList.ts';
import { kindLabel } from './kinds.ts';

interface CredentialPickProps {
  settings: SettingsAccess;
  value: string | undefined;
  inputId?: string;
  label: string;
  /** Credential that can't be chosen here. */
  except?: string;
  /** There is no default: one has to be named. */
  required?: boolean;
  onChange(id: string | undefined): void;
}

/** Choice of a credential; empty is the default one. */
export function CredentialPick({ settings, value, inputId, label, except, required, onChange }: CredentialPickProps) {
  const { json, credentials, readOnly } = settings;
  const standard = required ? undefined : defaultCredentialId(json);
  const known = credentials.some(({ id }) => id === value);
  const named = value !== undefined && value !== '';
  return (
    <Select<string>
      inputId={inputId}
      aria-label={label}
      isClearable={!required}
      menuShouldPortal
      disabled={readOnly}
      invalid={named && !known}
      placeholder={standard ? `Default (${standard})` : credentials.length > 0 ? 'Choose' : 'No credential yet'}
      options={credentials
        .filter(({ id }) => id !== except)
        .map(({ id, kind }) => ({ value: id, label: id, description: kindLabel(kind) }))}
      value={named ? { value, label: known ? value : `${value} (missing)` } : null}
      onChange={(chosen) => onChange(chosen?.value)}
    />
  );
}

/** The same as a field of the form. */
export function CredentialField({ help, ...pick }: CredentialPickProps & { help: string }) {
  const id = useId();
  const { value, label, settings } = pick;
  const missing = Boolean(value) && !settings.credentials.some((credential) => credential.id === value);
  return (
    <Field
      className={fieldWidth}
      label={label}
      htmlFor={id}
      description={help}
      required={pick.required}
      invalid={missing}
      error={missing ? `${label} names "${value}", but no credential has that name.` : undefined}
      disabled={settings.readOnly}
    >
      <CredentialPick {...pick} inputId={id} />
    </Field>
  );
}
