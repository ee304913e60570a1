import { css } from '@emotion/css';
import { Field, Input, SecretTextArea } from '@grafana/ui';
import React, { useId, useState, type ReactNode } from 'react';
import { isMissing, type SettingsAccess } from '../settingsAccess.ts';

interface SecretAreaProps {
  label: string;
  help: string;
  /** Key in `secureJsonData`. */
  secret: string;
  settings: SettingsAccess;
  placeholder?: string;
  /** Nothing works without it: said once the user has left the field empty. */
  required?: boolean;
  rows?: number;
  /** What is wrong with the text, to stand after the label. */
  problem?(text: string): string | undefined;
  /** Below the text area. */
  children?: ReactNode;
}

/** A secret of several lines, such as PEM. */
export function SecretArea({
  label,
  help,
  secret,
  settings,
  placeholder,
  required,
  rows = 6,
  problem,
  children,
}: SecretAreaProps) {
  const id = useId();
  const [left, setLeft] = useState(false);
  const typed = settings.typedSecret(secret);
  const missing = left && required && isMissing(settings, secret) ? 'is missing' : undefined;
  const reason = typed.trim() === '' ? missing : problem?.(typed);
  return (
    <Field
      className={styles.field}
      label={label}
      htmlFor={id}
      description={help}
      required={required}
      disabled={settings.readOnly}
      invalid={reason !== undefined}
      error={reason && `${label} ${reason}.`}
    >
      <div>
        {settings.readOnly ? (
          <Input id={id} disabled value={settings.isStored(secret) ? 'configured' : 'not set'} />
        ) : (
          <SecretTextArea
            id={id}
            className={styles.text}
            rows={rows}
            cols={72}
            placeholder={placeholder}
            spellCheck={false}
            invalid={reason !== undefined}
            isConfigured={settings.isStored(secret)}
            value={typed}
            onBlur={() => setLeft(true)}
            onReset={() => settings.resetSecret(secret)}
            onChange={(event) => settings.setSecret(secret, event.currentTarget.value)}
          />
        )}
        {children}
      </div>
    </Field>
  );
}

const styles = {
  field: css({ width: '100%', maxWidth: 640 }),
  text: css({ fontFamily: 'monospace', maxWidth: '100%' }),
};
