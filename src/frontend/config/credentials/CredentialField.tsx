import { Field, Select } from '@grafana/ui';
import React, { useId } from 'react';
import type { CredentialOptions } from '../../../shared/credentialOptions.ts';
import { fieldWidth } from '../fields/width.ts';
import type { SettingsAccess } from '../settingsAccess.ts';
import { defaultCredentialId } from './credentialList.ts';
import { kindLabel } from './kinds.ts';

interface CredentialPickProps {
  settings: SettingsAccess;
  value: string | undefined;
  inputId?: string;
  label: string;
  /** Which credentials can be chosen here; all, where nothing is said. */
  suits?(credential: CredentialOptions): boolean;
  /** There is no default: one has to be named. */
  required?: boolean;
  onChange(id: string | undefined): void;
}

/** Choice of a credential; empty is the default one. */
export function CredentialPick({ settings, value, inputId, label, suits, required, onChange }: CredentialPickProps) {
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
        .filter((credential) => suits?.(credential) ?? true)
        .map(({ id, kind }) => ({ value: id, label: id, description: kindLabel(kind) }))}
      value={named ? { value, label: known ? value : `${value} (missing)` } : null}
      onChange={(chosen) => onChange(chosen?.value)}
    />
  );
}

interface CredentialFieldProps extends CredentialPickProps {
  help: string;
  /** What is wrong with the choice, to stand after the label. */
  problem?: string;
}

/** The same as a field of the form. */
export function CredentialField({ help, problem, ...pick }: CredentialFieldProps) {
  const id = useId();
  const { value, label, settings } = pick;
  const missing = Boolean(value) && !settings.credentials.some((credential) => credential.id === value);
  const reason = missing ? `names "${value}", but no credential has that name` : problem;
  return (
    <Field
      className={fieldWidth}
      label={label}
      htmlFor={id}
      description={help}
      required={pick.required}
      invalid={reason !== undefined}
      error={reason && `${label} ${reason}.`}
      disabled={settings.readOnly}
    >
      <CredentialPick {...pick} inputId={id} />
    </Field>
  );
}
