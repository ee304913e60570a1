import {
  type Json,
  keepColumns,
  keepRows,
  linkColumns,
  panel,
  type Panel,
  type Place,
  type Query,
  target,
} from './panels.ts';

export interface ColumnOptions {
  /** The column's name, or its display name where the data source gives one. */
  from: string;
  title: string;
  width?: number;
  /** Takes a share of the room that is left, and has `width` at least. */
  grows?: boolean;
  /** The cell's background is the value's colour. */
  colored?: boolean;
  unit?: string;
  decimals?: number;
  /** Where a click leads; instead of the links that the data source gives. */
  links?: Json[];
  /** Colours of the texts of values, where the data source gives none. */
  mappings?: Json[];
}

interface TableOptions {
  columns: ColumnOptions[];
  atLeast?: [column: string, value: number];
  filterable?: boolean;
}

/** A table of chosen columns; what only links need is there and hidden. */
export function table(title: string, place: Place, description: string, query: Query, options: TableOptions): Panel {
  const { columns, atLeast, filterable = true } = options;
  const names = columns.map((column) => column.from);
  const renamed = columns.filter((column) => column.from !== column.title);
  const hidden = linkColumns(columns.flatMap(({ links = [] }) => links)).filter((name) => !names.includes(name));
  return panel('table', title, place, description, {
    targets: [target(query)],
    transformations: [
      ...(atLeast ? [keepRows(...atLeast)] : []),
      keepColumns([...names, ...hidden]),
      {
        id: 'organize',
        options: {
          excludeByName: {},
          indexByName: Object.fromEntries([...names, ...hidden].map((name, index) => [name, index])),
          renameByName: Object.fromEntries(renamed.map(({ from, title: to }) => [from, to])),
        },
      },
    ],
    fieldConfig: {
      defaults: { noValue: '', custom: { align: 'left', filterable, cellOptions: { type: 'auto' }, inspect: true } },
      overrides: [
        ...columns.map(columnOverride).filter((override) => override.properties.length > 0),
        ...hidden.map((name) => ({
          matcher: { id: 'byRegexp', options: `/^(${[name, SHOWN_AS[name]].filter(Boolean).join('|')})$/` },
          properties: [{ id: 'custom.hidden', value: true }],
        })),
      ],
    },
    options: { showHeader: true, cellHeight: 'sm', footer: { show: false } },
  });
}

/** Columns that the data source gives another name on screen. */
const SHOWN_AS: Record<string, string> = { portalUrl: 'Portal', eventUrl: 'Event' };

function columnOverride({ title, width, grows, colored, unit, decimals, links, mappings }: ColumnOptions) {
  const properties = [
    ...(width ? [{ id: grows ? 'custom.minWidth' : 'custom.width', value: width }] : []),
    ...(colored ? [{ id: 'custom.cellOptions', value: { type: 'color-background', mode: 'basic' } }] : []),
    ...(unit ? [{ id: 'unit', value: unit }] : []),
    ...(decimals === undefined ? [] : [{ id: 'decimals', value: decimals }]),
    ...(links ? [{ id: 'links', value: links }] : []),
    ...(mappings
      ? [
          { id: 'mappings', value: mappings },
          { id: 'custom.cellOptions', value: { type: 'color-text' } },
        ]
      : []),
  ];
  return { matcher: { id: 'byName', options: title }, properties };
}
