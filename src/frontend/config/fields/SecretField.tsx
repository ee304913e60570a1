import { Field, Input, SecretInput } from '@grafana/ui';
import React, { useId, useState } from 'react';
import { isMissing, type SettingsAccess } from '../settingsAccess.ts';
import { fieldWidth } from './width.ts';

interface SecretFieldProps {
  label: string;
  help: string;
  /** Key in `secureJsonData`. */
  secret: string;
  settings: SettingsAccess;
  /** Nothing works without it: said once the user has left the field empty. */
  required?: boolean;
}

/** A secret: written once, then only replaced. Grafana never sends it back. */
export function SecretField({ label, help, secret, settings, required }: SecretFieldProps) {
  const id = useId();
  const [left, setLeft] = useState(false);
  const missing = left && required === true && isMissing(settings, secret);
  return (
    <Field
      className={fieldWidth}
      label={label}
      htmlFor={id}
      description={help}
      required={required}
      disabled={settings.readOnly}
      invalid={missing}
      error={missing ? `${label} is missing.` : undefined}
    >
      {settings.readOnly ? (
        // Without a button to reset what can't be set.
        <Input id={id} disabled value={settings.isStored(secret) ? 'configured' : 'not set'} />
      ) : (
        <SecretInput
          id={id}
          autoComplete="new-password"
          isConfigured={settings.isStored(secret)}
          value={settings.typedSecret(secret)}
          onBlur={() => setLeft(true)}
          onReset={() => settings.resetSecret(secret)}
          onChange={(event) => settings.setSecret(secret, event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
