import { TextArea } from '@grafana/ui';
import React, { useEffect, useState } from 'react';

interface JsonInputProps {
  id: string;
  value: unknown;
  placeholder: string;
  disabled?: boolean;
  /** A sentence on why a document can't be used. */
  problemOf(value: unknown): string | undefined;
  /** What a text that was typed is; undefined when it was emptied. */
  onCommit(value: unknown): void;
  onProblem(problem: string | undefined): void;
}

/** A small JSON document; what is none, or can't be used, stays on the screen with the reason and is not handed over. */
export function JsonInput({ id, value, placeholder, disabled, problemOf, onCommit, onProblem }: JsonInputProps) {
  const saved = value === undefined ? '' : JSON.stringify(value, null, 2);
  const [draft, setDraft] = useState(saved);
  useEffect(() => setDraft(saved), [saved]);
  const commit = () => {
    const text = draft.trim();
    if (text === saved) {
      onProblem(undefined);
      return;
    }
    try {
      const parsed: unknown = text === '' ? undefined : JSON.parse(text);
      const problem = parsed === undefined ? undefined : problemOf(parsed);
      onProblem(problem);
      if (problem === undefined) {
        onCommit(parsed);
      }
    } catch {
      onProblem('This is not JSON');
    }
  };
  return (
    <TextArea
      id={id}
      rows={4}
      spellCheck={false}
      value={draft}
      placeholder={placeholder}
      disabled={disabled}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={commit}
    />
  );
}
