import React, { useEffect, useState } from 'react';
import type { WholeRange } from '../../../shared/collection.ts';
import { wholeProblem } from '../../../shared/settingsChecks.ts';
import { ConfigField } from './ConfigField.tsx';

interface NumberFieldProps {
  label: string;
  help: string;
  value: number | undefined;
  /** Its standard is shown while the field is empty, and used then. */
  range: WholeRange;
  disabled: boolean;
  onChange(value: number | undefined): void;
}

/** A whole number; what isn't one stays on the screen with the reason and out of the settings. */
export function NumberField({ label, help, value, range, disabled, onChange }: NumberFieldProps) {
  const problem = (typed: string) => (typed.trim() === '' ? undefined : wholeProblem(typed, range));
  const [text, setText] = useState(value === undefined ? '' : String(value));
  useEffect(
    () => setText((old) => (problem(old) ? old : value === undefined ? '' : String(value))),
    [value], // eslint-disable-line react-hooks/exhaustive-deps -- the range of a field never changes
  );
  return (
    <ConfigField
      label={label}
      help={help}
      value={text}
      placeholder={String(range.standard)}
      disabled={disabled}
      problem={problem}
      onChange={(typed) => {
        setText(typed);
        if (!problem(typed)) {
          onChange(typed.trim() === '' ? undefined : Number(typed));
        }
      }}
    />
  );
}
