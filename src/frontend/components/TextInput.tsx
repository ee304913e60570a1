import { Input } from '@grafana/ui';
import React, { useEffect, useState } from 'react';

interface TextInputProps {
  id?: string;
  value: string;
  placeholder?: string;
  /** Grafana's units of 8 pixels. */
  width?: number;
  invalid?: boolean;
  disabled?: boolean;
  type?: string;
  'aria-label'?: string;
  /** Called when the text has changed and the user is done with it: on leaving the field and on Enter. */
  onCommit(value: string): void;
}

/** Text field that hands its text over when the user is done, not per key. */
export function TextInput({ value, onCommit, ...rest }: TextInputProps) {
  const [draft, setDraft] = useState(value);
  useEffect(() => setDraft(value), [value]);
  const commit = () => {
    const text = draft.trim();
    if (text !== value) {
      onCommit(text);
    } else {
      setDraft(value);
    }
  };
  return (
    <Input
      {...rest}
      value={draft}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === 'Enter' && commit()}
      autoComplete="off"
      spellCheck={false}
    />
  );
}
