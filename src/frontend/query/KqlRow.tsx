import { CodeEditor, ErrorBoundary, TextArea, type MonacoEditor } from '@grafana/ui';
import React, { useEffect, useId, useRef, useState } from 'react';
import { EditorField, EditorRow } from '../components/EditorRow.tsx';
import { KQL_LANGUAGE, kqlSuggestions, registerKql } from './kqlCompletion.ts';

interface KqlRowProps {
  kql: string;
  /** The dashboard's, for completion. */
  variables: readonly string[];
  onChange(kql: string): void;
}

const HELP =
  'Azure Resource Graph’s Kusto. It is asked of every customer in the filters, and customer, customerId and tenantId come in front. ' +
  'Dashboard variables are put in as values: name in~ ($names), or within quotes.';
const EXAMPLE = 'resources | summarize count() by type';
const HEIGHT = 160;
/** Grafana loads its code editor apart; where that doesn't come, a plain text field does. */
const PATIENCE_MS = 5_000;

/** A query in Kusto. */
export function KqlRow({ kql, variables, onChange }: KqlRowProps) {
  const id = useId();
  return (
    <EditorRow>
      <div style={{ flex: '1 1 100%', minWidth: 0 }} data-testid="azure-csp-kql">
        <EditorField label="Query" htmlFor={id} help={HELP}>
          <ErrorBoundary>
            {({ error }) =>
              error ? (
                <PlainKql id={id} kql={kql} onChange={onChange} />
              ) : (
                <Kql id={id} kql={kql} variables={variables} onChange={onChange} />
              )
            }
          </ErrorBoundary>
        </EditorField>
      </div>
    </EditorRow>
  );
}

interface EditorProps extends KqlRowProps {
  id: string;
}

function Kql({ id, kql, variables, onChange }: EditorProps) {
  const editor = useRef<MonacoEditor | null>(null);
  const [state, setState] = useState<'loading' | 'ready' | 'missing'>('loading');
  useEffect(() => {
    const timer = setTimeout(() => setState((old) => (old === 'loading' ? 'missing' : old)), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  const commit = (text: string) => text !== kql && onChange(text);
  return state === 'missing' ? (
    <PlainKql id={id} kql={kql} onChange={onChange} />
  ) : (
    // As high while Grafana loads it.
    <div style={{ minHeight: HEIGHT }}>
      <CodeEditor
        language={KQL_LANGUAGE}
        value={kql}
        height={HEIGHT}
        width="100%"
        showMiniMap={false}
        showLineNumbers
        getSuggestions={() => kqlSuggestions(editor.current?.getValue() ?? kql, variables)}
        onBeforeEditorMount={registerKql}
        onEditorDidMount={(mounted) => {
          editor.current = mounted;
          // The editor has no prop for its label, and the label above can't point into it.
          mounted.updateOptions({ ariaLabel: 'Query in Kusto' });
          setState('ready');
        }}
        onBlur={commit}
        onSave={commit}
      />
    </div>
  );
}

/** The same without colours. */
function PlainKql({ id, kql, onChange }: Omit<EditorProps, 'variables'>) {
  const [draft, setDraft] = useState(kql);
  useEffect(() => setDraft(kql), [kql]);
  return (
    <TextArea
      id={id}
      rows={6}
      value={draft}
      placeholder={EXAMPLE}
      spellCheck={false}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={() => draft !== kql && onChange(draft)}
    />
  );
}
