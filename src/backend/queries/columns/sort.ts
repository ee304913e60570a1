import { badInput } from '../../common/errors.ts';
import type { Steps } from '../../common/slices.ts';
import type { ColumnSpec, Rows, SortKey } from './columns.ts';
import { firstInOrder } from './firstInOrder.ts';
import type { CheckedQuery } from '../query.ts';

/** Column names, `-` in front for descending. */
export type Order = readonly string[];

/** A row that may be among the first, with the keys that were needed so far. */
interface Entry {
  readonly row: number;
  readonly keys: SortKey[];
}

interface Level {
  keyOf(row: number): SortKey;
  direction: 1 | -1;
}

/**
 * The first of these rows in the order of the columns named; nulls last either way, and rows that are equal keep their
 * order. Keys are read when a comparison needs them: the names of half a million resources are never all in memory.
 * @throws CspError (400) for a column that the query type doesn't have
 */
export function* sortRows<S extends Rows>(
  source: S,
  rows: Uint32Array,
  columns: readonly ColumnSpec<S>[],
  order: Order,
  limit: number,
): Steps<Uint32Array> {
  const levels = order.map((entry): Level => {
    const descending = entry.startsWith('-');
    const column = columnNamed(columns, descending ? entry.slice(1) : entry);
    return { keyOf: column.keys(source), direction: descending ? -1 : 1 };
  });
  if (levels.length === 0) {
    return rows.subarray(0, limit);
  }
  const first = yield* firstInOrder<Entry>(
    {
      count: rows.length,
      at: (index) => ({ row: rows[index] as number, keys: [] }),
      compare: (a, b) => compareEntries(levels, a, b),
      isBehind: (index, other) => isBehind(levels, rows[index] as number, other),
    },
    limit,
  );
  return Uint32Array.from(first, ({ row }) => row);
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

function compareEntries(levels: readonly Level[], a: Entry, b: Entry): number {
  for (let level = 0; level < levels.length; level++) {
    const { direction } = levels[level] as Level;
    const difference = compareKeys(keyAt(levels, level, a), keyAt(levels, level, b), direction);
    if (difference !== 0) {
      return difference;
    }
  }
  return a.row - b.row;
}

/** The comparison that most rows of a large estate have only one of, so nothing is made for it. */
function isBehind(levels: readonly Level[], row: number, other: Entry): boolean {
  for (let level = 0; level < levels.length; level++) {
    const { keyOf, direction } = levels[level] as Level;
    const difference = compareKeys(keyOf(row), keyAt(levels, level, other), direction);
    if (difference !== 0) {
      return difference > 0;
    }
  }
  return row > other.row;
}

/** Levels are asked for one after the other. */
function keyAt(levels: readonly Level[], level: number, { row, keys }: Entry): SortKey {
  if (keys.length === level) {
    keys.push((levels[level] as Level).keyOf(row));
  }
  return keys[level] as SortKey;
}

function compareKeys(left: SortKey, right: SortKey, direction: 1 | -1): number {
  if (left === right) {
    return 0;
  }
  return left === null ? 1 : right === null ? -1 : left < right ? -direction : direction;
}
