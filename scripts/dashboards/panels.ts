import type { CspQuery } from '../../src/shared/query.ts';

// Grafana's dashboard JSON, as far as these dashboards use it. Written by hand rather than with Grafana's foundation
// SDK: that one is generated for the newest Grafana and writes properties that 10.4 doesn't know.

export const DATA_SOURCE = { type: 'cspwatch-azurecsp-datasource', uid: '${datasource}' };

export type Json = Record<string, unknown>;
export interface Panel extends Json {
  type: string;
  title: string;
  gridPos: { x: number; y: number; w: number; h: number };
}
export type Place = [x: number, y: number, w: number, h: number];
type Query = Partial<CspQuery> & Json;

/** Text and colours of `healthValue`, worded for people who have never read Azure's documentation. */
export const HEALTH: Json[] = [
  {
    type: 'value',
    options: {
      0: { text: 'Available', color: 'green', index: 0 },
      1: { text: 'Unknown', color: '#8e8e8e', index: 1 },
      2: { text: 'Stopped by customer', color: 'blue', index: 2 },
      3: { text: 'Degraded', color: 'orange', index: 3 },
      4: { text: 'Unavailable', color: 'red', index: 4 },
    },
  },
  { type: 'special', options: { match: 'null', result: { text: 'No data', color: '#464c54', index: 5 } } },
];

export function target(query: Query, refId = 'A'): Json {
  return { refId, datasource: DATA_SOURCE, ...query };
}

export function panel(type: string, title: string, [x, y, w, h]: Place, description: string, rest: Json): Panel {
  return { type, title, description, gridPos: { x, y, w, h }, datasource: DATA_SOURCE, ...rest };
}

interface StatOptions {
  /** Column whose values are put together. */
  field: string;
  /** How they are put together: `sum`, `max`, `count`. */
  calc: string;
  /** Colour from `from` on; below it, `below`. */
  color: string;
  from?: number;
  below?: string;
  unit?: string;
  /** Rows that count: column and smallest value. */
  atLeast?: [column: string, value: number];
}

/** One big number. */
export function stat(title: string, place: Place, description: string, query: Query, options: StatOptions): Panel {
  const { field, calc, color, from = 1, below = 'text', unit = 'none', atLeast } = options;
  return panel('stat', title, place, description, {
    targets: [target(query)],
    transformations: [...(atLeast ? [keepRows(...atLeast)] : []), keepColumns([field])],
    fieldConfig: {
      defaults: {
        noValue: '0',
        displayName: ' ',
        mappings: [],
        unit,
        decimals: 0,
        thresholds: {
          mode: 'absolute',
          steps: [
            { color: below, value: null },
            { color, value: from },
          ],
        },
      },
      overrides: [],
    },
    options: {
      reduceOptions: { values: false, calcs: [calc], fields: '' },
      colorMode: 'value',
      graphMode: 'none',
      textMode: 'value',
      justifyMode: 'center',
    },
  });
}

/** One tile a row, coloured by the worst state. */
export function tiles(title: string, place: Place, description: string, query: Query, name: string): Panel {
  return panel('stat', title, place, description, {
    targets: [target(query)],
    transformations: [keepColumns([name, 'healthValue'])],
    fieldConfig: {
      defaults: {
        noValue: 'No data',
        color: { mode: 'thresholds' },
        thresholds: { mode: 'absolute', steps: [{ color: '#464c54', value: null }] },
      },
      overrides: [{ matcher: { id: 'byName', options: 'Health' }, properties: [{ id: 'mappings', value: HEALTH }] }],
    },
    options: {
      reduceOptions: { values: true, calcs: ['lastNotNull'], fields: '/^healthValue$|^Health$/', limit: 300 },
      colorMode: 'background_solid',
      graphMode: 'none',
      textMode: 'value_and_name',
      orientation: 'auto',
      justifyMode: 'center',
      wideLayout: false,
      text: { titleSize: 13, valueSize: 14 },
    },
  });
}

export interface ColumnOptions {
  /** The column's name, or its display name where the data source gives one. */
  from: string;
  title: string;
  width?: number;
  /** The cell's background is the value's colour. */
  colored?: boolean;
  unit?: string;
  decimals?: number;
}

interface TableOptions {
  columns: ColumnOptions[];
  atLeast?: [column: string, value: number];
  filterable?: boolean;
}

export function table(title: string, place: Place, description: string, query: Query, options: TableOptions): Panel {
  const { columns, atLeast, filterable = true } = options;
  const names = columns.map((column) => column.from);
  const renamed = columns.filter((column) => column.from !== column.title);
  return panel('table', title, place, description, {
    targets: [target(query)],
    transformations: [
      ...(atLeast ? [keepRows(...atLeast)] : []),
      keepColumns(names),
      {
        id: 'organize',
        options: {
          excludeByName: {},
          indexByName: Object.fromEntries(names.map((name, index) => [name, index])),
          renameByName: Object.fromEntries(renamed.map(({ from, title: to }) => [from, to])),
        },
      },
    ],
    fieldConfig: {
      defaults: { noValue: '', custom: { align: 'left', filterable, cellOptions: { type: 'auto' }, inspect: true } },
      overrides: columns.map(columnOverride).filter((override) => override.properties.length > 0),
    },
    options: { showHeader: true, cellHeight: 'sm', footer: { show: false } },
  });
}

function columnOverride({ title, width, colored, unit, decimals }: ColumnOptions) {
  const properties = [
    ...(width ? [{ id: 'custom.width', value: width }] : []),
    ...(colored ? [{ id: 'custom.cellOptions', value: { type: 'color-background', mode: 'basic' } }] : []),
    ...(unit ? [{ id: 'unit', value: unit }] : []),
    ...(decimals === undefined ? [] : [{ id: 'decimals', value: decimals }]),
  ];
  return { matcher: { id: 'byName', options: title }, properties };
}

export function keepColumns(names: string[]): Json {
  return { id: 'filterFieldsByName', options: { include: { names } } };
}

export function keepRows(column: string, value: number): Json {
  const config = { id: 'greaterOrEqual', options: { value } };
  return {
    id: 'filterByValue',
    options: { type: 'include', match: 'all', filters: [{ fieldName: column, config }] },
  };
}
