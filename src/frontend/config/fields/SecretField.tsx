import { Field, Input, SecretInput } from '@grafana/ui';
import React, { useId } from 'react';
import type { SettingsAccess } from '../settingsAccess.ts';
import { fieldWidth } from './width.ts';

interface SecretFieldProps {
  label: string;
  help: string;
  /** Key in `secureJsonData`. */
  secret: string;
  settings: SettingsAccess;
}

/** A secret: written once, then only replaced. Grafana never sends it back. */
export function SecretField({ label, help, secret, settings }: SecretFieldProps) {
  const id = useId();
  return (
    <Field className={fieldWidth} label={label} htmlFor={id} description={help} disabled={settings.readOnly}>
      {settings.readOnly ? (
        // Without a button to reset what can't be set.
        <Input id={id} disabled value={settings.isStored(secret) ? 'configured' : 'not set'} />
      ) : (
        <SecretInput
          id={id}
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
