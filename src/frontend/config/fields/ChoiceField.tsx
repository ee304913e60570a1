import { Field, RadioButtonGroup, Select } from '@grafana/ui';
import React, { useId } from 'react';
import { fieldWidth } from './width.ts';

export interface Choice<T extends string> {
  value: T;
  label: string;
  description?: string;
}

interface ChoiceFieldProps<T extends string> {
  label: string;
  help: string;
  choices: ReadonlyArray<Choice<T>>;
  /** May be one that is not among the choices, from a newer version or a file. */
  value: T;
  disabled: boolean;
  onChange(value: T): void;
}

/** One of a list; a value that is not among the choices is kept and shown as it is. */
export function SelectField<T extends string>({
  label,
  help,
  choices,
  value,
  disabled,
  onChange,
}: ChoiceFieldProps<T>) {
  const id = useId();
  const known = choices.find((choice) => choice.value === value);
  return (
    <Field
      className={fieldWidth}
      label={label}
      htmlFor={id}
      description={help}
      disabled={disabled}
      invalid={known === undefined}
      error={known ? undefined : `${label} must be one of ${choices.map((choice) => choice.value).join(', ')}.`}
    >
      <Select<T>
        inputId={id}
        aria-label={label}
        menuShouldPortal
        disabled={disabled}
        options={[...choices]}
        value={known ?? { value, label: `${value} (unknown)` }}
        onChange={(chosen) => chosen?.value && onChange(chosen.value)}
      />
    </Field>
  );
}

/** One of two or three, all in sight. */
export function RadioField<T extends string>({ label, help, choices, value, disabled, onChange }: ChoiceFieldProps<T>) {
  const id = useId();
  return (
    <Field className={fieldWidth} label={label} htmlFor={id} description={help} disabled={disabled}>
      <RadioButtonGroup<T>
        id={id}
        aria-label={label}
        options={[...choices]}
        value={value}
        disabled={disabled}
        onChange={onChange}
      />
    </Field>
  );
}
