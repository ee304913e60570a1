import { CoreApp, LoadingState, dateTime, type DataQueryRequest, type PanelData } from '@grafana/data';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Subscription } from 'rxjs';
import type { AzureCspDataSource } from '../../../src/frontend/datasource.ts';
import type { AzureCspQuery } from '../../../src/frontend/types.ts';

const HOUR_MS = 3_600_000;

/** Asks; `again` is from time to time, and waits for nobody: a question that is still on its way is not asked anew. */
type Run = (query: AzureCspQuery, again?: boolean) => void;

/** Runs a query as a panel does and keeps its last answer; `hang` never answers. */
export function useQuery(datasource: AzureCspDataSource, hang = false): [PanelData, Run] {
  const [data, setData] = useState<PanelData>(() => ({
    state: LoadingState.NotStarted,
    series: [],
    timeRange: lastHour(),
  }));
  const running = useRef<Subscription | null>(null);
  const asked = useRef<AzureCspQuery | null>(null);
  useEffect(() => () => running.current?.unsubscribe(), []);

  const run = useCallback(
    (query: AzureCspQuery, again = false) => {
      if (again && running.current?.closed === false) {
        return;
      }
      running.current?.unsubscribe();
      // The same question from time to time is no reason to draw what is there another time.
      if (asked.current !== query) {
        asked.current = query;
        setData((old) => ({ ...old, state: LoadingState.Loading }));
      }
      if (hang) {
        return;
      }
      const timeRange = lastHour();
      running.current = datasource.query(request(query, timeRange)).subscribe({
        next: (answer) => {
          const failed = answer.errors?.[0] ?? answer.error;
          setData({
            state: failed ? LoadingState.Error : LoadingState.Done,
            series: answer.data,
            error: failed,
            timeRange,
          });
        },
        error: (error: { data?: { message?: string }; message?: string }) =>
          setData({
            state: LoadingState.Error,
            series: [],
            error: { message: error.data?.message ?? error.message ?? 'No answer' },
            timeRange,
          }),
      });
    },
    [datasource, hang],
  );
  return [data, run];
}

function request(query: AzureCspQuery, range: PanelData['timeRange']): DataQueryRequest<AzureCspQuery> {
  return {
    requestId: crypto.randomUUID(),
    app: CoreApp.PanelEditor,
    targets: [query],
    range,
    interval: '1m',
    intervalMs: 60_000,
    maxDataPoints: 1000,
    scopedVars: {},
    timezone: 'browser',
    startTime: Date.now(),
  };
}

/** What a dashboard's time picker would say. */
export function lastHour(): PanelData['timeRange'] {
  const to = dateTime();
  const from = dateTime(to.valueOf() - HOUR_MS);
  return { from, to, raw: { from, to } };
}
