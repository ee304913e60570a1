import { css } from '@emotion/css';
import {
  applyFieldOverrides,
  FieldType,
  LoadingState,
  type DataFrame,
  type Field,
  type PanelData,
} from '@grafana/data';
import { Alert, LoadingBar, Table, useTheme2 } from '@grafana/ui';
import React, { memo, useEffect, useMemo, useRef, useState } from 'react';

const MOST_HEIGHT = 420;
const ROW_HEIGHT = 36;

/**
 * What a query answered: its error, its notices and its first frame as Grafana's table. 10.4 draws all columns of it, which
 * takes longer than all of the editor: it is drawn for a new answer only.
 */
export const Result = memo(function Result({ data }: { data: PanelData }) {
  const theme = useTheme2();
  const [box, width] = useWidth();
  const frames = useMemo(
    () =>
      applyFieldOverrides({
        data: data.series.map((series) => laidOut(series, width)),
        fieldConfig: { defaults: {}, overrides: [] },
        replaceVariables: (text) => text,
        theme,
        timeZone: 'browser',
      }),
    [data.series, theme, width],
  );
  const frame = frames[0] as DataFrame | undefined;
  const notices = data.series.flatMap((series) => series.meta?.notices ?? []);

  return (
    <div ref={box} data-testid="result" data-state={data.state}>
      <div className={css({ height: 2 })}>
        {data.state === LoadingState.Loading && width > 0 && <LoadingBar width={width} />}
      </div>
      {data.error && (
        <Alert severity="error" title="The query failed">
          {data.error.message ?? data.error.data?.message}
        </Alert>
      )}
      {notices.map(({ severity, text }) => (
        <Alert key={text} severity={severity} title={text} />
      ))}
      {frame && frame.length > 0 && width > 0 && (
        <Table data={frame} width={width} height={Math.min(MOST_HEIGHT, (frame.length + 2) * ROW_HEIGHT)} />
      )}
      {frame && frame.length === 0 && <Empty text="No rows" />}
      {!frame && !data.error && <Empty text={data.state === LoadingState.Done ? 'No data' : 'Loading…'} />}
      {frame && frame.length > 0 && (
        <p
          className={css({
            margin: theme.spacing(1, 0, 0),
            color: theme.colors.text.secondary,
            fontSize: theme.typography.bodySmall.fontSize,
          })}
          data-testid="result-size"
        >
          {`${frame.length.toLocaleString('en')} rows, ${frame.fields.length} columns${frame.meta?.type ? `, ${frame.meta.type}` : ''}`}
        </p>
      )}
    </div>
  );
});

function Empty({ text }: { text: string }) {
  const theme = useTheme2();
  return (
    <p
      className={css({
        padding: theme.spacing(8, 0),
        margin: 0,
        textAlign: 'center',
        color: theme.colors.text.secondary,
      })}
    >
      {text}
    </p>
  );
}

/** As a panel would be set up by hand: colours where values map to them, columns as wide as what they hold. */
function laidOut(frame: DataFrame, available: number): DataFrame {
  const widths = frame.fields.map(widthOf);
  const crowded = widths.reduce((sum, width) => sum + width, 0) > available;
  return { ...frame, fields: frame.fields.map((field, index) => laidOutField(field, widths[index] ?? 0, crowded)) };
}

function laidOutField(field: Field, width: number, crowded: boolean): Field {
  const colours = field.config.mappings?.length ? { cellOptions: { type: 'color-text' } } : {};
  const custom = { ...field.config.custom, ...(crowded ? { width } : { minWidth: width }), ...colours };
  return { ...field, config: { ...field.config, custom }, state: undefined };
}

const CHARACTER = 8;
const GUID = /^[0-9a-f]{8}-/i;

/** Pixels for a column's name and its first values; ids are cut short, names are not. */
function widthOf({ name, type, values, config }: Field): number {
  const title = (config.displayNameFromDS ?? name).length * CHARACTER + 28;
  if (type === FieldType.time) {
    return Math.max(title, 170);
  }
  const texts = Array.from({ length: Math.min(values.length, 50) }, (_, row) => String(values[row] ?? ''));
  const longest = Math.max(0, ...texts.map((text) => (GUID.test(text) ? 11 : text.length))) * CHARACTER + 20;
  const mapped = config.mappings?.length ? 125 : 0;
  return Math.max(title, mapped, Math.min(longest, 280));
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
