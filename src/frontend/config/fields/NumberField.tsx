import React, { useEffect, useState } from 'react';
import { wholeProblem } from '../validate.ts';
import { ConfigField } from './ConfigField.tsx';

interface NumberFieldProps {
  label: string;
  help: string;
  value: number | undefined;
  /** Shown while empty, and used then. */
  standard: number;
  least: number;
  most: number;
  disabled: boolean;
  onChange(value: number | undefined): void;
}

/** A whole number; what isn't one stays on the screen with the reason and out of the settings. */
export function NumberField({ label, help, value, standard, least, most, disabled, onChange }: NumberFieldProps) {
  const [text, setText] = useState(value === undefined ? '' : String(value));
  useEffect(
    () => setText((old) => (wholeProblem(old, least, most) ? old : value === undefined ? '' : String(value))),
    [value, least, most],
  );
  return (
    <ConfigField
      label={label}
      help={help}
      value={text}
      placeholder={String(standard)}
      disabled={disabled}
      problem={(typed) => wholeProblem(typed, least, most)}
      onChange={(typed) => {
        setText(typed);
        if (!wholeProblem(typed.trim(), least, most)) {
          onChange(typed.trim() === '' ? undefined : Number(typed));
        }
      }}
    />
  );
}
