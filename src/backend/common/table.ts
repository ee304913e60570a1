/**
 * What a query answers with: typed columns of one length. `grafana/` turns a table into a data frame; nothing else
 * knows Arrow. Names of types and settings are those of Grafana's data frames:
 * https://grafana.com/developers/plugin-tools/key-concepts/data-frames
 */
export type NumberType =
  'int8' | 'int16' | 'int32' | 'int64' | 'uint8' | 'uint16' | 'uint32' | 'uint64' | 'float32' | 'float64';
/** What a column's values are. */
export type ColumnType = NumberType | 'string' | 'boolean' | 'time' | 'json' | 'enum';

/** How a mapped value is shown. */
export interface ValueMappingResult {
  text?: string;
  color?: string;
  index?: number;
}

/** Grafana's server decodes value, range and special mappings and fails the whole response on any other. */
export type ValueMapping =
  | { type: 'value'; options: Record<string, ValueMappingResult> }
  | { type: 'range'; options: { from: number | null; to: number | null; result: ValueMappingResult } }
  | {
      type: 'special';
      options: { match: 'null' | 'nan' | 'null+nan' | 'true' | 'false' | 'empty'; result: ValueMappingResult };
    };

/** How Grafana shows a column. https://grafana.com/docs/grafana/latest/panels-visualizations/configure-standard-options/ */
export interface FieldConfig {
  displayNameFromDS?: string;
  /** As if a person had named it; for the few places of Grafana that ask for no other name. */
  displayName?: string;
  description?: string;
  unit?: string;
  decimals?: number;
  min?: number;
  max?: number;
  /** Milliseconds between points of a time column. */
  interval?: number;
  noValue?: string;
  filterable?: boolean;
  mappings?: ValueMapping[];
  thresholds?: { mode: 'absolute' | 'percentage'; steps: Array<{ value: number | null; color: string }> };
  color?: { mode: string; fixedColor?: string };
  links?: Array<{ title: string; url: string; targetBlank?: boolean }>;
  type?: { enum: { text: string[]; color?: string[]; icon?: string[]; description?: string[] } };
  custom?: Record<string, unknown>;
}

interface ColumnBase {
  name: string;
  /** Null values are only allowed in nullable columns. */
  nullable: boolean;
  labels?: Record<string, string>;
  config?: FieldConfig;
}

/** Text; either one value a row, or codes into a list of distinct values (cheaper for columns that repeat themselves). */
export interface StringColumn extends ColumnBase {
  type: 'string';
  values: readonly (string | null)[] | CodedStrings;
}

/** Row r's text is `dictionary[codes[r]]`; the code NULL_CODE is null. Frames never carry dictionaries: the encoder spells them out. */
export interface CodedStrings {
  codes: Uint32Array;
  dictionary: readonly string[];
}
export const NULL_CODE = 0xffffffff;

/** 64-bit integers may be bigint; all others are numbers. A typed array has no nulls. */
export interface NumberColumn extends ColumnBase {
  type: NumberType;
  values: readonly (number | bigint | null)[] | Float64Array | Int32Array | Uint32Array | Uint8Array | BigInt64Array;
}

/** Either one value a row, or bytes: 0 is false. */
export interface BooleanColumn extends ColumnBase {
  type: 'boolean';
  values: readonly (boolean | null)[] | Uint8Array;
}

/** Milliseconds since the epoch; bigint values are nanoseconds. In a Float64Array NaN is null. */
export interface TimeColumn extends ColumnBase {
  type: 'time';
  values: readonly (number | bigint | null)[] | Float64Array;
}

/** Any JSON value a row; null is JSON's null unless the column is nullable. */
export interface JsonColumn extends ColumnBase {
  type: 'json';
  values: readonly unknown[];
}

/** Indexes into `config.type.enum.text`. */
export interface EnumColumn extends ColumnBase {
  type: 'enum';
  values: readonly (number | null)[] | Uint16Array;
}

/** One column of a table, by the type of its values. */
export type Column = StringColumn | NumberColumn | BooleanColumn | TimeColumn | JsonColumn | EnumColumn;

/** Said beside a result, shown in the panel's corner. */
export interface Notice {
  severity: 'info' | 'warning' | 'error';
  text: string;
  link?: string;
}

/** What Grafana is told of a table beside its values. */
export interface TableMeta {
  /** Grafana's data plane type, e.g. `table`, `numeric-long`, `timeseries-multi`. */
  type?: string;
  typeVersion?: [number, number];
  custom?: Record<string, unknown>;
  notices?: Notice[];
  preferredVisualisationType?: 'table' | 'graph' | 'logs' | 'nodeGraph' | 'trace';
  executedQueryString?: string;
  dataTopic?: 'annotations';
  /** Grafana Live channel that continues this frame. */
  channel?: string;
}

/** One answer: columns of one length. */
export interface Table {
  name?: string;
  columns: Column[];
  meta?: TableMeta;
}

/** Rows of a table: the length that all its columns have. */
export function rowCount(table: Table): number {
  return table.columns[0] ? columnLength(table.columns[0]) : 0;
}

/** Rows of a column. */
export function columnLength(column: Column): number {
  return 'codes' in column.values ? column.values.codes.length : column.values.length;
}
