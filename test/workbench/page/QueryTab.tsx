import { css } from '@emotion/css';
import { CoreApp } from '@grafana/data';
import { InlineField, MultiSelect, useTheme2 } from '@grafana/ui';
import React, { useCallback, useEffect, useMemo, useState, type ComponentType } from 'react';
import { lastValueFrom } from 'rxjs';
import type { AzureCspDataSource } from '../../../src/frontend/datasource.ts';
import type { AzureCspQuery, AzureCspVariableQuery } from '../../../src/frontend/types.ts';
import { DEFAULT_QUERY } from '../../../src/shared/query.ts';
import type { Editors } from './App.tsx';
import { Panel } from './Panel.tsx';
import { Result } from './Result.tsx';
import { setVariable } from './services.ts';
import type { PageState } from './state.ts';
import { StateLinks } from './StateLinks.tsx';
import { Tiles } from './Tiles.tsx';
import { useGiven } from './useGiven.ts';
import { lastHour, useQuery } from './useQuery.ts';

/** Answers come from memory and cost Microsoft nothing; a first sweep shows as it comes in. */
const REFRESH_MS = 5_000;
const TILES_QUERY: AzureCspQuery = { refId: 'tiles', queryType: 'healthSummary', groupBy: 'customer' };
const FIRST_QUERY: AzureCspQuery = { refId: 'A', ...DEFAULT_QUERY, filters: { customer: ['$customer'] } };

interface QueryTabProps {
  datasource: AzureCspDataSource;
  QueryEditor: NonNullable<Editors['QueryEditor']>;
  /** With it, the query is one of Explore: the cheat sheet and the line of the history are there instead of the tiles. */
  Help?: Editors['QueryEditorHelp'];
  state: PageState;
}

/** The estate at a glance, and below it a query to build and its answer. */
export function QueryTab({ datasource, QueryEditor, Help, state }: QueryTabProps) {
  const [query, setQuery] = useState<AzureCspQuery>(() => ({
    ...((state.query ?? (Help ? datasource.getDefaultQuery(CoreApp.Explore) : FIRST_QUERY)) as AzureCspQuery),
    refId: 'A',
  }));
  const app = Help ? CoreApp.Explore : state.alerting ? CoreApp.UnifiedAlerting : CoreApp.PanelEditor;
  const CheatSheet = Help as ComponentType<Record<string, unknown>> | undefined;
  useGiven('query', setQuery);
  const [customers, setCustomers] = useState<string[]>([]);
  const names = useCustomers(datasource, customers, !state.still);
  const [tiles, runTiles] = useQuery(datasource);
  const [data, run] = useQuery(datasource, state.hang);
  const Editor = QueryEditor as ComponentType<Record<string, unknown>>;
  const ready = names !== undefined;
  const tilesQuery = useMemo(() => ({ ...TILES_QUERY, live: state.live }), [state.live]);
  // Grafana's server marks what alert rules ask, and the plugin answers in their format.
  const asked = useMemo(
    () => (state.alerting ? { ...query, format: query.format ?? 'alerting' } : query),
    [query, state.alerting],
  );

  useRepeated(
    useCallback((again) => runTiles(tilesQuery, again), [runTiles, tilesQuery]),
    !state.live && !state.still,
  );
  // The chosen customers are read by the template service, not by the query.
  /* eslint-disable react-hooks/exhaustive-deps */
  const ask = useCallback((again: boolean) => ready && run(asked, again), [ready, asked, run, customers]);
  /* eslint-enable react-hooks/exhaustive-deps */
  useRepeated(ask, !state.still);

  return (
    <>
      {!Help && (
        <Panel title="Customers by worst state">
          <Tiles
            data={tiles}
            chosen={customers}
            onChoose={(id) =>
              setCustomers((old) => (old.includes(id) ? old.filter((other) => other !== id) : [...old, id]))
            }
          />
        </Panel>
      )}
      <Panel title="Query" aside={<CustomerPicker names={names ?? []} chosen={customers} onChange={setCustomers} />}>
        <Editor
          datasource={datasource}
          query={query}
          data={data}
          app={app}
          onChange={setQuery}
          // The query runs whenever it changes; Grafana waits for this call.
          onRunQuery={() => undefined}
        />
        <pre hidden data-testid="saved-query">
          {JSON.stringify(query)}
        </pre>
      </Panel>
      <Panel title="Result" aside={<StateLinks />}>
        <Result data={data} />
      </Panel>
      {CheatSheet && (
        <Panel title="Query history and help">
          <p data-testid="history">{datasource.getQueryDisplayText(query)}</p>
          <CheatSheet datasource={datasource} query={query} onClickExample={setQuery} />
        </Panel>
      )}
    </>
  );
}

interface Named {
  text: string;
  value: string;
}

/** The dashboard variable `$customer`, filled by the plugin's own variable support. */
function useCustomers(datasource: AzureCspDataSource, chosen: string[], again: boolean): Named[] | undefined {
  const [names, setNames] = useState<Named[]>();
  useRepeated(
    useCallback(() => {
      const target = { refId: 'customer', kind: 'customer' } as AzureCspVariableQuery;
      valuesOf(datasource, target).then(
        (values) => setNames((old) => (JSON.stringify(old) === JSON.stringify(values) ? old : values)),
        () => setNames((old) => old ?? []),
      );
    }, [datasource]),
    again,
  );
  setVariable({ name: 'customer', chosen, options: names ?? [] });
  return names;
}

/** Values of a variable, as Grafana asks the plugin for them. */
export async function valuesOf(datasource: AzureCspDataSource, target: AzureCspVariableQuery): Promise<Named[]> {
  const support = datasource.variables as unknown as { query(request: unknown): Parameters<typeof lastValueFrom>[0] };
  const answer = (await lastValueFrom(support.query({ targets: [target], scopedVars: {}, range: lastHour() }))) as {
    data: Named[];
  };
  return answer.data;
}

function CustomerPicker({
  names,
  chosen,
  onChange,
}: {
  names: Named[];
  chosen: string[];
  onChange(chosen: string[]): void;
}) {
  const theme = useTheme2();
  return (
    <div className={css({ width: 360, maxWidth: '100%', '& > div': { margin: 0 }, marginTop: theme.spacing(-0.5) })}>
      <InlineField label="$customer" grow>
        <MultiSelect<string>
          aria-label="Variable customer"
          placeholder="All"
          menuShouldPortal
          options={names.map(({ text, value }) => ({ label: text, value }))}
          value={chosen}
          onChange={(items) => onChange(items.flatMap(({ value }) => (value ? [value] : [])))}
        />
      </InlineField>
    </div>
  );
}

/** Does it at once whenever it changes, and again from time to time. */
function useRepeated(work: (again: boolean) => unknown, repeats: boolean): void {
  useEffect(() => {
    work(false);
    const timer = repeats ? setInterval(() => work(true), REFRESH_MS) : undefined;
    return () => clearInterval(timer);
  }, [work, repeats]);
}
