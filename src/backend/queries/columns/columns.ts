import { LIGHT_PAUSE_EVERY, type Steps } from '../../common/slices.ts';
import type { Column, FieldConfig } from '../../common/table.ts';
import type { Reading } from '../context.ts';
import { Dictionary } from './dictionary.ts';

/** What a query found, before columns are made of it: rows by number, read by the columns that want them. */
export interface Rows {
  readonly length: number;
  readonly reading: Reading;
}

/** What a row is sorted by: a number, or text in lower case. */
export type SortKey = number | string | null;

/** One column of a query type. The description is the documentation, and what Grafana shows in the column's tooltip. */
export interface ColumnSpec<S extends Rows> {
  name: string;
  type: 'string' | 'float64' | 'uint32' | 'boolean' | 'time';
  description: string;
  /** Fills the column with these rows, in this order. */
  fill(source: S, rows: Uint32Array): Steps<Column>;
  /** Reads sort keys row by row: of half a million rows most are looked at once. */
  keys(source: S): (row: number) => SortKey;
}

/** What is special about a column. */
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
  return plain({ name, type: 'string', description }, read, options, (value) => value?.toLowerCase() ?? null);
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
  return {
    name,
    type: 'string',
    description,
    *fill(source, rows) {
      const dictionary = new Dictionary<K>((key) => textOf(key, source));
      const codes = new Uint32Array(rows.length);
      yield* each(rows, (row) => dictionary.code(item(source, row)), codes);
      return { type: 'string', ...base(name, description, options), values: { codes, dictionary: dictionary.texts } };
    },
    keys: (source) => {
      const dictionary = new Dictionary<K>((key) => textOf(key, source)?.toLowerCase() ?? null);
      return (row) => dictionary.text(item(source, row));
    },
  };
}

/** A number of its own in each row; NaN sorts as null. */
export function number<S extends Rows>(
  name: string,
  description: string,
  read: Read<S, number>,
  options: ColumnOptions = {},
): ColumnSpec<S> {
  return plain({ name, type: 'float64', description }, read, options, orNull);
}

/** A whole number that is never null. */
export function count<S extends Rows>(
  name: string,
  description: string,
  read: (source: S, row: number) => number,
  options: ColumnOptions = {},
): ColumnSpec<S> {
  return plain({ name, type: 'uint32', description }, read, { ...options, required: true }, orNull);
}

/** Milliseconds since the epoch. */
export function time<S extends Rows>(
  name: string,
  description: string,
  read: Read<S, number>,
  options: ColumnOptions = {},
): ColumnSpec<S> {
  return plain({ name, type: 'time', description }, read, options, orNull);
}

/** Yes or no in each row. */
export function flag<S extends Rows>(
  name: string,
  description: string,
  read: Read<S, boolean>,
  options: ColumnOptions = {},
): ColumnSpec<S> {
  return plain({ name, type: 'boolean', description }, read, options, (value) =>
    value === null ? null : Number(value),
  );
}

/** A column with a value of its own in each row. */
function plain<S extends Rows, T>(
  doc: Pick<ColumnSpec<S>, 'name' | 'type' | 'description'>,
  read: Read<S, T>,
  options: ColumnOptions,
  keyOf: (value: T | null) => SortKey,
): ColumnSpec<S> {
  return {
    ...doc,
    *fill(source, rows) {
      const values = yield* each(rows, (row) => read(source, row));
      return { type: doc.type, ...base(doc.name, doc.description, options), values } as Column;
    },
    keys: (source) => (row) => keyOf(read(source, row)),
  };
}

function base(name: string, description: string, { required, ...config }: ColumnOptions) {
  return { name, nullable: !required, config: { ...config, description } };
}

/** Reads all rows, in steps. */
function* each<T, Values extends { [index: number]: T } = T[]>(
  rows: Uint32Array,
  read: (row: number) => T,
  values: Values = new Array<T>(rows.length) as { [index: number]: T } as Values,
): Steps<Values> {
  for (let from = 0; from < rows.length; from += LIGHT_PAUSE_EVERY) {
    const to = Math.min(from + LIGHT_PAUSE_EVERY, rows.length);
    for (let index = from; index < to; index++) {
      values[index] = read(rows[index] as number);
    }
    yield;
  }
  return values;
}

function orNull(value: number | null): number | null {
  return Number.isNaN(value) ? null : value;
}
