import { Field, Switch } from '@grafana/ui';
import React, { useId } from 'react';
import { fieldWidth } from './width.ts';

interface SwitchFieldProps {
  label: string;
  help: string;
  value: boolean;
  disabled: boolean;
  onChange(value: boolean): void;
}

/** A setting that is on or off. */
export function SwitchField({ label, help, value, disabled, onChange }: SwitchFieldProps) {
  const id = useId();
  return (
    <Field className={fieldWidth} label={label} htmlFor={id} description={help} disabled={disabled}>
      <Switch id={id} value={value} disabled={disabled} onChange={(event) => onChange(event.currentTarget.checked)} />
    </Field>
  );
}
