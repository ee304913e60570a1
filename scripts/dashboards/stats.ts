import { type Json, keepColumns, keepRows, panel, type Panel, type Place, type Query, target } from './panels.ts';

/** In place of a number where a query failed: no rows are 0, no answer is not. */
export const NOT_TOLD = '–';

interface Number {
  /** Column whose values are put together. */
  field: string;
  title?: string;
  /** Colour from `from` on; below it, `below`. */
  color: string;
  from?: number;
  below?: string;
}

interface StatOptions extends Number {
  /** How they are put together: `sum`, `max`, `count`. */
  calc: string;
  unit?: string;
  /** Rows that count: column and smallest value. */
  atLeast?: [column: string, value: number];
  /** Where a click on the number leads. */
  links?: Json[];
}

/** One big number. */
export function stat(title: string, place: Place, description: string, query: Query, options: StatOptions): Panel {
  const { field, calc, unit = 'none', atLeast, links = [] } = options;
  return panel('stat', title, place, description, {
    targets: [target(query)],
    transformations: [...(atLeast ? [keepRows(...atLeast)] : []), keepColumns([field])],
    fieldConfig: {
      defaults: {
        noValue: NOT_TOLD,
        displayName: ' ',
        unit,
        decimals: 0,
        thresholds: thresholds(options),
        links,
      },
      // The data source names the levels of its columns; a count of rows is a number all the same.
      overrides: [{ matcher: { id: 'byName', options: field }, properties: [{ id: 'mappings', value: [] }] }],
    },
    options: statOptions({ values: false, calcs: [calc], fields: '' }, 'value'),
  });
}

/** Several sums of one question beside each other, each in its own colour. */
export function sums(title: string, place: Place, description: string, query: Query, numbers: Number[]): Panel {
  return panel('stat', title, place, description, {
    targets: [target(query)],
    transformations: [
      keepColumns(numbers.map(({ field }) => field)),
      { id: 'organize', options: { indexByName: Object.fromEntries(numbers.map(({ field }, at) => [field, at])) } },
    ],
    fieldConfig: {
      defaults: { noValue: NOT_TOLD, thresholds: thresholds({ color: 'text' }), unit: 'none', decimals: 0 },
      overrides: numbers.map((one) => ({
        matcher: { id: 'byName', options: one.field },
        properties: [
          { id: 'displayName', value: one.title ?? one.field },
          { id: 'thresholds', value: thresholds(one) },
        ],
      })),
    },
    options: {
      ...statOptions({ values: false, calcs: ['sum'], fields: '' }, 'value_and_name'),
      orientation: 'vertical',
    },
  });
}

/** How many rows several questions have, beside each other, each in its own colour. */
export function counts(
  title: string,
  place: Place,
  description: string,
  numbers: Array<Number & { query: Query }>,
): Panel {
  const refOf = (at: number) => String.fromCharCode(65 + at);
  return panel('stat', title, place, description, {
    targets: numbers.map(({ query }, at) => target(query, refOf(at))),
    transformations: [keepColumns([...new Set(numbers.map(({ field }) => field))])],
    fieldConfig: {
      defaults: { noValue: NOT_TOLD, thresholds: thresholds({ color: 'text' }), unit: 'none', decimals: 0 },
      overrides: numbers.map((one, at) => ({
        matcher: { id: 'byFrameRefID', options: refOf(at) },
        properties: [
          { id: 'displayName', value: one.title },
          { id: 'thresholds', value: thresholds(one) },
          // The data source names the levels of its columns; a count of rows is a number all the same.
          { id: 'mappings', value: [] },
          { id: 'links', value: [] },
        ],
      })),
    },
    options: {
      ...statOptions({ values: false, calcs: ['count'], fields: '' }, 'value_and_name'),
      orientation: 'vertical',
    },
  });
}

function thresholds({ color, from = 1, below = 'text' }: Pick<Number, 'color' | 'from' | 'below'>): Json {
  return {
    mode: 'absolute',
    steps: [
      { color: below, value: null },
      { color, value: from },
    ],
  };
}

function statOptions(reduceOptions: Json, textMode: string): Json {
  return { reduceOptions, colorMode: 'value', graphMode: 'none', textMode, justifyMode: 'center' };
}
