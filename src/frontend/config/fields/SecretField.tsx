import { Field, Input, SecretInput } from '@grafana/ui';
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
      {settings.readOnly ? (
        // Without a button to reset what can't be set.
        <Input id={id} width={WIDTH} disabled value={settings.isStored(secret) ? 'configured' : ''} />
      ) : (
        <SecretInput
          id={id}
          width={WIDTH}
          autoComplete="new-password"
          isConfigured={settings.isStored(secret)}
          value={settings.typedSecret(secret)}
          onReset={() => settings.resetSecret(secret)}
          onChange={(event) => settings.setSecret(secret, event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
