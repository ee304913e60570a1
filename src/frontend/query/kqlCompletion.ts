import { CodeEditorSuggestionItemKind, type CodeEditorSuggestionItem, type Monaco } from '@grafana/ui';
import { KQL_COLUMNS, KQL_FUNCTIONS, KQL_OPERATORS, KQL_PROPERTIES, KQL_TABLES } from './kqlTables.ts';

/** A language of our own: Grafana's Azure Monitor gives `kusto` a worker that knows other tables. */
export const KQL_LANGUAGE = 'azure-resource-graph';

/**
 * What can come next: tables while none is named, else operators, the columns of the named tables, functions and the
 * dashboard's variables. Grafana's editor narrows it to what is typed.
 */
export function kqlSuggestions(kql: string, variables: readonly string[]): CodeEditorSuggestionItem[] {
  const { Constant, Field, Method, Property, Text } = CodeEditorSuggestionItemKind;
  const named = tablesIn(kql);
  const tables = Object.entries(KQL_TABLES).map(([label, detail]) => ({ label, detail, kind: Constant }));
  const columns = Object.entries(KQL_COLUMNS).map(([label, detail]) => ({ label, detail, kind: Field }));
  const properties = named.flatMap((table) =>
    (KQL_PROPERTIES[table] ?? []).map((label) => ({ label, detail: table, kind: Property })),
  );
  const operators = KQL_OPERATORS.map(([label, detail]) => ({ label, detail, kind: Method }));
  const functions = KQL_FUNCTIONS.map((label) => ({ label, detail: 'Function', kind: Method }));
  const values = variables.map((label) => ({ label, detail: 'Dashboard variable, put in as a value', kind: Text }));
  const list =
    named.length === 0
      ? [...tables, ...values]
      : [...operators, ...columns, ...properties, ...functions, ...values, ...tables];
  // Grafana hands on what it doesn't know: without this the editor sorts all of it by name.
  return list.map((item, index) => ({ ...item, sortText: String(index).padStart(3, '0') }));
}

/** Tables that a query names. */
function tablesIn(kql: string): string[] {
  const words = new Set(kql.toLowerCase().match(/[a-z]+/g) ?? []);
  return Object.keys(KQL_TABLES).filter((table) => words.has(table));
}

/** Colours for the little of Kusto that Resource Graph has. Registering twice would colour everything twice over. */
export function registerKql(monaco: Monaco): void {
  if (monaco.languages.getLanguages().some(({ id }) => id === KQL_LANGUAGE)) {
    return;
  }
  monaco.languages.register({ id: KQL_LANGUAGE });
  monaco.languages.setLanguageConfiguration(KQL_LANGUAGE, {
    comments: { lineComment: '//' },
    brackets: [
      ['(', ')'],
      ['[', ']'],
      ['{', '}'],
    ],
    autoClosingPairs: [
      { open: '(', close: ')' },
      { open: '[', close: ']' },
      { open: "'", close: "'" },
      { open: '"', close: '"' },
    ],
  });
  monaco.languages.setMonarchTokensProvider(KQL_LANGUAGE, {
    ignoreCase: true,
    keywords: [
      ...KQL_OPERATORS.flatMap(([name]) => name.split(' ')),
      'by',
      'on',
      'and',
      'or',
      'asc',
      'desc',
      'has',
      'contains',
      'startswith',
      'in',
      'between',
    ],
    tables: Object.keys(KQL_TABLES),
    tokenizer: {
      root: [
        [/\/\/.*$/, 'comment'],
        [/@?'([^'\\]|\\.)*'|@?"([^"\\]|\\.)*"/, 'string'],
        [/\$\{[^}]+\}|\$\w+/, 'variable'],
        [/\d+(\.\d+)?(d|h|m|s|ms)?\b/, 'number'],
        [/[a-z_][\w-]*/, { cases: { '@keywords': 'keyword', '@tables': 'type', '@default': 'identifier' } }],
        [/[|=<>!~+*/-]+/, 'operator'],
      ],
    },
  });
}
