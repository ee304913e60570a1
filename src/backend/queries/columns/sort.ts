import { badInput } from '../../common/errors.ts';
import type { ColumnSpec, Rows, SortKeys } from './columns.ts';
import type { CheckedQuery } from '../query.ts';

/** Column names, `-` in front for descending. */
export type Order = readonly string[];

/**
 * Row numbers in the order of the columns named; nulls last either way, and rows that are equal keep their order.
 * @throws CspError (400) for a column that the query type doesn't have
 */
export function sortRows<S extends Rows>(source: S, columns: readonly ColumnSpec<S>[], order: Order): Uint32Array {
  const compares = order.map((entry) => {
    const descending = entry.startsWith('-');
    return comparer(columnNamed(columns, descending ? entry.slice(1) : entry).keys(source), descending ? -1 : 1);
  });
  const rows = Uint32Array.from({ length: source.length }, (_, row) => row);
  return rows.sort((a, b) => {
    for (const compare of compares) {
      const difference = compare(a, b);
      if (difference !== 0) {
        return difference;
      }
    }
    return a - b;
  });
}

/** What was asked for first, then the query type's own order. */
export function orderOf(query: CheckedQuery, own: Order, columns: readonly { name: string }[]): Order {
  const names = new Set(columns.map((column) => column.name));
  const usual = own.filter((entry) => names.has(entry.replace(/^-/, '')));
  return query.sort ? [`${query.sort.descending ? '-' : ''}${query.sort.column}`, ...usual] : usual;
}

function columnNamed<S extends Rows>(columns: readonly ColumnSpec<S>[], name: string): ColumnSpec<S> {
  const column = columns.find((candidate) => candidate.name === name);
  if (!column) {
    throw badInput(
      `There is no column '${name}' to sort by. The columns are: ${columns.map((one) => one.name).join(', ')}.`,
    );
  }
  return column;
}

function comparer(keys: SortKeys, direction: 1 | -1): (a: number, b: number) => number {
  if (keys instanceof Float64Array) {
    return (a, b) => {
      const left = keys[a] as number;
      const right = keys[b] as number;
      if (left === right) {
        return 0;
      }
      return Number.isNaN(left) ? (Number.isNaN(right) ? 0 : 1) : Number.isNaN(right) ? -1 : (left - right) * direction;
    };
  }
  return (a, b) => {
    const left = keys[a] as string | null;
    const right = keys[b] as string | null;
    if (left === right) {
      return 0;
    }
    return left === null ? 1 : right === null ? -1 : left < right ? -direction : direction;
  };
}
