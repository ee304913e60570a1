import { css } from '@emotion/css';
import { applyFieldOverrides, LoadingState, type DataFrame, type Field, type PanelData } from '@grafana/data';
import { Alert, LoadingBar, Table, useTheme2 } from '@grafana/ui';
import React, { useEffect, useMemo, useRef, useState } from 'react';

const HEIGHT = 420;

/** What a query answered: its error, its notices and its first frame as Grafana's table. */
export function Result({ data }: { data: PanelData }) {
  const theme = useTheme2();
  const [box, width] = useWidth();
  const frames = useMemo(
    () =>
      applyFieldOverrides({
        data: data.series.map(coloured),
        fieldConfig: { defaults: {}, overrides: [] },
        replaceVariables: (text) => text,
        theme,
        timeZone: 'browser',
      }),
    [data.series, theme],
  );
  const frame = frames[0] as DataFrame | undefined;
  const notices = data.series.flatMap((series) => series.meta?.notices ?? []);

  return (
    <div ref={box} data-testid="result" data-state={data.state}>
      <div className={css({ height: 2 })}>{data.state === LoadingState.Loading && width > 0 && <LoadingBar width={width} />}</div>
      {data.error && (
        <Alert severity="error" title="The query failed">
          {data.error.message ?? data.error.data?.message}
        </Alert>
      )}
      {notices.map(({ severity, text }) => (
        <Alert key={text} severity={severity} title={text} />
      ))}
      {frame && frame.length > 0 && width > 0 && <Table data={frame} width={width} height={HEIGHT} />}
      {frame && frame.length === 0 && <Empty text="No rows" />}
      {!frame && !data.error && <Empty text={data.state === LoadingState.Done ? 'No data' : 'Loading…'} />}
      {frame && frame.length > 0 && (
        <p className={css({ margin: theme.spacing(1, 0, 0), color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize })} data-testid="result-size">
          {`${frame.length.toLocaleString('en')} rows, ${frame.fields.length} columns${frame.meta?.type ? `, ${frame.meta.type}` : ''}`}
        </p>
      )}
    </div>
  );
}

function Empty({ text }: { text: string }) {
  const theme = useTheme2();
  return <p className={css({ padding: theme.spacing(8, 0), margin: 0, textAlign: 'center', color: theme.colors.text.secondary })}>{text}</p>;
}

/** As a panel would be set up by hand: columns that map their values to colours show them. */
function coloured(frame: DataFrame): DataFrame {
  return { ...frame, fields: frame.fields.map(colouredField) };
}

function colouredField(field: Field): Field {
  const custom = { ...field.config.custom, minWidth: 110, ...(field.config.mappings?.length ? { cellOptions: { type: 'color-text' } } : {}) };
  return { ...field, config: { ...field.config, custom }, state: undefined };
}

function useWidth(): [React.RefObject<HTMLDivElement>, number] {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    if (box.current) {
      observer.observe(box.current);
    }
    return () => observer.disconnect();
  }, []);
  // React 18 and 19 type this differently; both take it as a ref.
  return [box as React.RefObject<HTMLDivElement>, width];
}
