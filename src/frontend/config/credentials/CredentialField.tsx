import { Field, Select } from '@grafana/ui';
import React, { useId } from 'react';
import type { AzureCspOptions } from '../../shared/settings.ts';
import { KIND_INFO } from './credentials.ts';
import { WIDTH } from './ConfigField.tsx';

interface CredentialPickProps {
  json: AzureCspOptions;
  value: string | undefined;
  inputId?: string;
  label: string;
  /** Takes the width of its cell, not that of the form. */
  fill?: boolean;
  disabled: boolean;
  onChange(id: string | undefined): void;
}

/** Choice of a credential; empty is the default one. */
export function CredentialPick({ json, value, inputId, label, fill, disabled, onChange }: CredentialPickProps) {
  const credentials = json.credentials ?? [];
  const standard = json.defaultCredential ?? credentials[0]?.id;
  const known = credentials.some(({ id }) => id === value);
  return (
    <Select<string>
      inputId={inputId}
      aria-label={label}
      width={fill ? undefined : WIDTH}
      isClearable
      menuShouldPortal
      disabled={disabled}
      invalid={value !== undefined && !known}
      placeholder={standard ? `Default (${standard})` : 'No credential yet'}
      options={credentials.map(({ id, kind }) => ({
        value: id,
        label: id,
        description: KIND_INFO[kind]?.label ?? kind,
      }))}
      value={value === undefined ? null : { value, label: known ? value : `${value} (missing)` }}
      onChange={(chosen) => onChange(chosen?.value)}
    />
  );
}

interface CredentialFieldProps extends Omit<CredentialPickProps, 'inputId'> {
  help: string;
}

export function CredentialField({ help, ...pick }: CredentialFieldProps) {
  const id = useId();
  const missing =
    pick.value !== undefined && !pick.json.credentials?.some((credential) => credential.id === pick.value);
  return (
    <Field
      label={pick.label}
      htmlFor={id}
      description={help}
      invalid={missing}
      error={missing ? 'There is no credential of this name' : undefined}
      disabled={pick.disabled}
    >
      <CredentialPick {...pick} inputId={id} />
    </Field>
  );
}
