import { Field, SecretInput } from '@grafana/ui';
import React, { useId } from 'react';
import { WIDTH } from './ConfigField.tsx';
import type { SettingsAccess } from './settingsAccess.ts';

interface SecretFieldProps {
  label: string;
  help: string;
  secret: string;
  settings: SettingsAccess;
}

/** A secret: written once, then only replaced. Grafana never sends it back. */
export function SecretField({ label, help, secret, settings }: SecretFieldProps) {
  const id = useId();
  return (
    <Field label={label} htmlFor={id} description={help} disabled={settings.readOnly}>
      <SecretInput
        id={id}
        width={WIDTH}
        autoComplete="new-password"
        isConfigured={settings.isStored(secret)}
        value={settings.typedSecret(secret)}
        disabled={settings.readOnly}
        onReset={() => !settings.readOnly && settings.resetSecret(secret)}
        onChange={(event) => settings.setSecret(secret, event.currentTarget.value)}
      />
    </Field>
  );
}
