import type { Column, FieldConfig } from '../../common/table.ts';
import type { Reading } from '../context.ts';
import { Dictionary, ranks } from './dictionary.ts';

/** What a query found, before columns are made of it: rows by number, read by the columns that want them. */
export interface Rows {
  readonly length: number;
  readonly reading: Reading;
}

/** Sort keys of all rows: text in lower case, or numbers with NaN for null. */
export type SortKeys = Float64Array | readonly (string | null)[];

/** One column of a query type. The description is the documentation, and what Grafana shows in the column's tooltip. */
export interface ColumnSpec<S extends Rows> {
  name: string;
  type: 'string' | 'float64' | 'uint32' | 'boolean' | 'time';
  description: string;
  /** Fills the column with these rows, in this order. */
  fill(source: S, rows: Uint32Array): Column;
  keys(source: S): SortKeys;
}

export interface ColumnOptions extends FieldConfig {
  /** Never null. */
  required?: boolean;
}

type Read<S, T> = (source: S, row: number) => T | null;

/** Text of its own in each row: names, ids, sentences. */
export function text<S extends Rows>(
  name: string,
  description: string,
  read: Read<S, string>,
  options: ColumnOptions = {},
): ColumnSpec<S> {
  return {
    name,
    type: 'string',
    description,
    fill: (source, rows) => ({
      type: 'string',
      ...base(name, description, options),
      values: each(rows, (row) => read(source, row)),
    }),
    keys: (source) => all(source, (row) => read(source, row)?.toLowerCase() ?? null),
  };
}

/**
 * Text that many rows share, as codes into a dictionary: `item` tells what the text belongs to (a subscription, a type
 * code), `textOf` makes it once for each.
 */
export function shared<S extends Rows, K>(
  name: string,
  description: string,
  item: (source: S, row: number) => K,
  textOf: (item: K, source: S) => string | null,
  options: ColumnOptions = {},
): ColumnSpec<S> {
  const code = (source: S, count: number, rowAt: (index: number) => number) => {
    const dictionary = new Dictionary<K>((key) => textOf(key, source));
    const codes = new Uint32Array(count);
    for (let index = 0; index < count; index++) {
      codes[index] = dictionary.code(item(source, rowAt(index)));
    }
    return { codes, dictionary: dictionary.texts };
  };
  return {
    name,
    type: 'string',
    description,
    fill: (source, rows) => ({
      type: 'string',
      ...base(name, description, options),
      values: code(source, rows.length, (index) => rows[index] as number),
    }),
    keys: (source) => ranks(code(source, source.length, (index) => index)),
  };
}

export function number<S extends Rows>(
  name: string,
  description: string,
  read: Read<S, number>,
  options: ColumnOptions = {},
): ColumnSpec<S> {
  return {
    name,
    type: 'float64',
    description,
    fill: (source, rows) => ({
      type: 'float64',
      ...base(name, description, options),
      values: each(rows, (row) => read(source, row)),
    }),
    keys: (source) => numbers(source, read),
  };
}

/** A whole number that is never null. */
export function count<S extends Rows>(
  name: string,
  description: string,
  read: (source: S, row: number) => number,
  options: ColumnOptions = {},
): ColumnSpec<S> {
  return {
    name,
    type: 'uint32',
    description,
    fill: (source, rows) => ({
      type: 'uint32',
      ...base(name, description, { ...options, required: true }),
      values: each(rows, (row) => read(source, row)),
    }),
    keys: (source) => numbers(source, read),
  };
}

/** Milliseconds since the epoch. */
export function time<S extends Rows>(
  name: string,
  description: string,
  read: Read<S, number>,
  options: ColumnOptions = {},
): ColumnSpec<S> {
  return {
    name,
    type: 'time',
    description,
    fill: (source, rows) => ({
      type: 'time',
      ...base(name, description, options),
      values: each(rows, (row) => read(source, row)),
    }),
    keys: (source) => numbers(source, read),
  };
}

export function flag<S extends Rows>(
  name: string,
  description: string,
  read: Read<S, boolean>,
  options: ColumnOptions = {},
): ColumnSpec<S> {
  return {
    name,
    type: 'boolean',
    description,
    fill: (source, rows) => ({
      type: 'boolean',
      ...base(name, description, options),
      values: each(rows, (row) => read(source, row)),
    }),
    keys: (source) => numbers(source, (from, row) => asNumber(read(from, row))),
  };
}

function base(name: string, description: string, { required, ...config }: ColumnOptions) {
  return { name, nullable: !required, config: { ...config, description } };
}

function each<T>(rows: Uint32Array, read: (row: number) => T): T[] {
  const values = new Array<T>(rows.length);
  for (let index = 0; index < rows.length; index++) {
    values[index] = read(rows[index] as number);
  }
  return values;
}

function all<T>(source: Rows, read: (row: number) => T): T[] {
  const values = new Array<T>(source.length);
  for (let row = 0; row < source.length; row++) {
    values[row] = read(row);
  }
  return values;
}

function numbers<S extends Rows>(source: S, read: Read<S, number>): Float64Array {
  const keys = new Float64Array(source.length);
  for (let row = 0; row < keys.length; row++) {
    keys[row] = read(source, row) ?? NaN;
  }
  return keys;
}

function asNumber(value: boolean | null): number | null {
  return value === null ? null : Number(value);
}
