import { css } from '@emotion/css';
import { Alert, useTheme2 } from '@grafana/ui';
import React, { useEffect, useState, type ComponentType } from 'react';
import type { AzureCspDataSource } from '../../../src/frontend/datasource.ts';
import type { AzureCspVariableQuery } from '../../../src/frontend/types.ts';
import { ChainPanel } from './ChainPanel.tsx';
import { Panel } from './Panel.tsx';
import { useGiven } from './useGiven.ts';
import { valuesOf } from './QueryTab.tsx';

const SHOWN = 200;

/** The variable editor, and the values that a dashboard would get. */
export function VariablesTab({ datasource, saved }: { datasource: AzureCspDataSource; saved: unknown }) {
  const theme = useTheme2();
  const [query, setQuery] = useState<AzureCspVariableQuery>((saved ?? '') as AzureCspVariableQuery);
  useGiven('variable', setQuery);
  const [values, setValues] = useState<Array<{ text: string; value: string }>>([]);
  const [error, setError] = useState<string>();
  const Editor = (datasource.variables as unknown as { editor: ComponentType<Record<string, unknown>> }).editor;

  useEffect(() => {
    let wanted = true;
    valuesOf(datasource, query).then(
      (found) => {
        if (wanted) {
          setValues(found);
          setError(undefined);
        }
      },
      (reason: { data?: { message?: string }; message?: string }) =>
        wanted && setError(reason.data?.message ?? reason.message ?? 'No answer'),
    );
    return () => {
      wanted = false;
    };
  }, [datasource, query]);

  return (
    <>
      <ChainPanel datasource={datasource} />
      <Panel title="Variable">
        <Editor datasource={datasource} query={query} onChange={setQuery} onRunQuery={() => undefined} />
        <pre hidden data-testid="saved-variable">
          {JSON.stringify(query)}
        </pre>
      </Panel>
      <Panel title={`Values (${values.length.toLocaleString('en')})`}>
        {error && <Alert severity="error" title={error} />}
        <ul
          data-testid="values"
          className={css({ margin: 0, padding: 0, listStyle: 'none', columnWidth: 420, columnGap: theme.spacing(4) })}
        >
          {values.slice(0, SHOWN).map(({ text, value }) => (
            <li
              key={value}
              className={css({
                display: 'flex',
                gap: theme.spacing(1.5),
                padding: '3px 0',
                breakInside: 'avoid',
                overflow: 'hidden',
              })}
            >
              <span className={css({ flex: 'none' })}>{text}</span>
              {value !== text && (
                <code
                  className={css({
                    color: theme.colors.text.secondary,
                    overflow: 'hidden',
                    textOverflow: 'ellipsis',
                    whiteSpace: 'nowrap',
                  })}
                  title={value}
                >
                  {value}
                </code>
              )}
            </li>
          ))}
        </ul>
      </Panel>
    </>
  );
}
