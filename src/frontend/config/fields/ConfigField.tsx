import { Field, Input } from '@grafana/ui';
import React, { useId, useState } from 'react';

/** Width of the settings' controls, in Grafana's units of 8 pixels. */
export const WIDTH = 52;

interface ConfigFieldProps {
  label: string;
  help: string;
  value: string;
  placeholder?: string;
  required?: boolean;
  disabled?: boolean;
  width?: number;
  /** What is wrong with a text; shown once the user has left the field. */
  problem?(text: string): string | undefined;
  onChange(value: string): void;
}

/** A text setting with label, help and, after the first visit, what is wrong with it. */
export function ConfigField({
  label,
  help,
  value,
  placeholder,
  required,
  disabled,
  width = WIDTH,
  problem,
  onChange,
}: ConfigFieldProps) {
  const id = useId();
  const [left, setLeft] = useState(value !== '');
  const error = !left
    ? undefined
    : value === '' && required
      ? `${label} is needed`
      : value === ''
        ? undefined
        : problem?.(value);
  return (
    <Field
      label={label}
      htmlFor={id}
      description={help}
      required={required}
      disabled={disabled}
      invalid={error !== undefined}
      error={error}
    >
      <Input
        id={id}
        width={width}
        value={value}
        placeholder={placeholder}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onChange(event.currentTarget.value)}
        onBlur={() => {
          setLeft(true);
          if (value !== value.trim()) {
            onChange(value.trim());
          }
        }}
      />
    </Field>
  );
}
