import { Field, Input } from '@grafana/ui';
import React, { useId, useState } from 'react';
import { fieldWidth } from './width.ts';

interface ConfigFieldProps {
  label: string;
  help: string;
  value: string;
  placeholder?: string;
  required?: boolean;
  disabled?: boolean;
  /** What is wrong with a text, to stand after the label as the backend says it; shown once the user has left the field. */
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
  problem,
  onChange,
}: ConfigFieldProps) {
  const id = useId();
  const [left, setLeft] = useState(value !== '');
  const reason = left ? reasonFor(value, required, problem) : undefined;
  return (
    <Field
      className={fieldWidth}
      label={label}
      htmlFor={id}
      description={help}
      required={required}
      disabled={disabled}
      invalid={reason !== undefined}
      error={reason && `${label} ${reason}.`}
    >
      <Input
        id={id}
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

function reasonFor(
  value: string,
  required: boolean | undefined,
  problem: ConfigFieldProps['problem'],
): string | undefined {
  if (value === '') {
    return required ? 'is missing' : undefined;
  }
  return problem?.(value);
}
