import { CoreApp, type QueryEditorProps } from '@grafana/data';
import React, { useEffect } from 'react';
import type { QueryType } from '../../shared/queryTypes.ts';
import { FilterGrid } from '../components/FilterGrid.tsx';
import { EditorRow } from '../components/EditorRow.tsx';
import { Problems } from '../components/Problems.tsx';
import { SwitchField } from '../components/SwitchField.tsx';
import type { ResourceSource } from '../resourceSource.ts';
import { offersLive } from '../live/liveRequest.ts';
import type { AzureCspJsonData, AzureCspQuery } from '../types.ts';
import { AlertInputs } from './AlertInputs.tsx';
import { setFilter, setQueryType } from './changeQuery.ts';
import { AvailabilityRow } from './AvailabilityRow.tsx';
import { PreviewLine } from './PreviewLine.tsx';
import { defaultQuery } from './defaultQuery.ts';
import { FilterHeader } from './FilterHeader.tsx';
import { readAvailability, readMetric, readRollup } from './inputs.ts';
import { KqlRow } from './KqlRow.tsx';
import { MetricRow } from './MetricRow.tsx';
import { readQuery } from './readQuery.ts';
import { RollupRow } from './RollupRow.tsx';
import { ShapeRow } from './ShapeRow.tsx';
import { TypeRow } from './TypeRow.tsx';

type Props = QueryEditorProps<ResourceSource, AzureCspQuery, AzureCspJsonData>;

const LIVE_HELP =
  'The panel asks again as soon as something in the estate changes, without a refresh. Panels that mix data sources keep to the dashboard’s refresh, as does a Grafana that has Live switched off.';

/** Draws itself from QUERY_TYPES: a new query type needs no editor. */
export function QueryEditor({ datasource, query, onChange, onRunQuery, app, data }: Props) {
  const fresh = defaultQuery(app);
  const isNew = query.queryType === undefined || query.queryType === ('' as QueryType);
  useEffect(() => {
    if (isNew) {
      // Alert rules run in the backend, which sees only what is saved.
      onChange({ ...query, ...fresh });
    }
  }, [isNew]); // eslint-disable-line react-hooks/exhaustive-deps -- once for each query that comes without a type
  const read = readQuery(isNew ? fresh : query);
  const alerting = app === CoreApp.UnifiedAlerting;
  const columns = (data?.series ?? [])
    .filter((frame) => frame.refId === query.refId)
    .flatMap((frame) => frame.fields.map((field) => field.name));

  const change = (next: AzureCspQuery) => {
    onChange(next);
    onRunQuery();
  };

  return (
    <div data-testid="azure-csp-query-editor">
      <Problems title="Parts of this query cannot be used" problems={read.problems} />
      <EditorRow>
        <TypeRow
          read={read}
          onType={(type) => change(setQueryType(query, type))}
          onGroupBy={(groupBy) => change({ ...query, groupBy })}
        />
      </EditorRow>
      {read.info && (
        <>
          <EditorRow>
            <FilterHeader
              datasource={datasource}
              filters={read.filters}
              allowed={read.info.filters}
              onChange={(filters) => change({ ...query, filters })}
            />
            <FilterGrid
              datasource={datasource}
              names={read.info.filters}
              filters={read.filters}
              queryType={read.queryType as QueryType}
              onChange={(name, values) => change(setFilter(query, name, values))}
            />
          </EditorRow>
          {read.info.inputs?.includes('metric') && (
            <MetricRow
              datasource={datasource}
              filters={read.filters}
              metric={readMetric(query)}
              onChange={(metric) => change({ ...query, metric })}
            />
          )}
          {read.info.inputs?.includes('kql') && (
            <KqlRow
              kql={typeof query.kql === 'string' ? query.kql : ''}
              variables={datasource.variableNames()}
              onChange={(kql) => change({ ...query, kql })}
            />
          )}
          {read.info.inputs?.some((input) => input === 'statelessHours' || input === 'baseline') && (
            <AlertInputs
              inputs={read.info.inputs}
              query={query}
              onChange={(inputs) => change({ ...query, ...inputs })}
            />
          )}
          {read.info.inputs?.includes('availability') && (
            <AvailabilityRow
              options={readAvailability(query)}
              onChange={(availability) => change({ ...query, availability })}
            />
          )}
          {read.info.inputs?.includes('rollup') && (
            <RollupRow rollup={readRollup(query)} onChange={(rollup) => change({ ...query, rollup })} />
          )}
          <EditorRow>
            <ShapeRow
              read={read}
              columns={columns}
              alerting={alerting}
              onChange={(shape) => change({ ...query, ...shape })}
            />
            {offersLive(app, read.queryType) && (
              <SwitchField
                label="Live"
                help={LIVE_HELP}
                value={read.live}
                onChange={(live) => change({ ...query, live })}
              />
            )}
          </EditorRow>
        </>
      )}
      <PreviewLine datasource={datasource} query={isNew ? fresh : query} />
    </div>
  );
}
