import { Field, TextArea } from '@grafana/ui';
import React, { useEffect, useId, useState } from 'react';
import { linesOf } from '../../../shared/settingsChecks.ts';
import { fieldWidth } from '../fields/width.ts';

interface LinesFieldProps {
  label: string;
  help: string;
  values: readonly string[];
  placeholder?: string;
  disabled: boolean;
  /** What is wrong with them, to stand after the label; shown once the user has left the field. */
  problem?: string;
  onChange(values: string[]): void;
}

/** Several texts, one a line, since names of companies have commas. */
export function LinesField({ label, help, values, placeholder, disabled, problem, onChange }: LinesFieldProps) {
  const id = useId();
  const [text, setText] = useState(values.join('\n'));
  const [left, setLeft] = useState(values.length > 0);
  const written = values.join('\n');
  // What is typed keeps its empty lines; what comes from elsewhere replaces it.
  useEffect(() => setText((old) => (linesOf(old).join('\n') === written ? old : written)), [written]);
  const reason = left ? problem : undefined;
  return (
    <Field
      className={fieldWidth}
      label={label}
      htmlFor={id}
      description={help}
      disabled={disabled}
      invalid={reason !== undefined}
      error={reason && `${label} ${reason}.`}
    >
      <TextArea
        id={id}
        rows={Math.min(6, Math.max(1, values.length))}
        value={text}
        placeholder={placeholder}
        disabled={disabled}
        spellCheck={false}
        onChange={(event) => {
          setText(event.currentTarget.value);
          onChange(linesOf(event.currentTarget.value));
        }}
        onBlur={() => setLeft(true)}
      />
    </Field>
  );
}
