import { LIGHT_PAUSE_EVERY, type Steps } from '../../common/slices.ts';
import { firstInOrder } from '../columns/firstInOrder.ts';
import { occurredAt } from './resourceColumns.ts';
import { nameOf, type ResourceRows } from './resources.ts';

/** Places in the worst-first order: HealthValues 4 to 0, then NO_VALUE. */
const PLACES = 6;

/** States from here on are trouble: what began last is what somebody has to look at. */
const TROUBLE = 2;

/**
 * The first rows in the order worst state, then in trouble the latest first, else customer, subscription, name. States
 * are counted out, and names are only made for rows that are returned and for those they tie with: half a million names
 * would cost more than all the rest.
 */
export function* worstFirst(source: ResourceRows, limit: number): Steps<Uint32Array> {
  const rows = yield* byState(source);
  const most = Math.min(limit, source.length);
  for (let from = 0; from < most;) {
    const trouble = (source.value[rows[from] as number] as number) >= TROUBLE;
    const to = endOfRun(rows, from, trouble ? [source.value] : [source.value, source.view]);
    yield* (trouble ? sortByTime : sortByName)(source, rows.subarray(from, to), most - from);
    from = to;
  }
  return rows.subarray(0, most);
}

/** All rows by their state, otherwise as they were. */
function* byState({ value, length }: ResourceRows): Steps<Uint32Array> {
  const starts = new Uint32Array(PLACES + 1);
  for (let from = 0; from < length; from += LIGHT_PAUSE_EVERY) {
    for (let row = from; row < Math.min(from + LIGHT_PAUSE_EVERY, length); row++) {
      const next = PLACES - 1 - (value[row] as number);
      starts[next] = (starts[next] as number) + 1;
    }
    yield;
  }
  for (let place = 1; place <= PLACES; place++) {
    starts[place] = (starts[place] as number) + (starts[place - 1] as number);
  }
  const rows = new Uint32Array(length);
  for (let from = 0; from < length; from += LIGHT_PAUSE_EVERY) {
    for (let row = from; row < Math.min(from + LIGHT_PAUSE_EVERY, length); row++) {
      const place = PLACES - 2 - (value[row] as number);
      const at = starts[place] as number;
      rows[at] = row;
      starts[place] = at + 1;
    }
    yield;
  }
  return rows;
}

/** End of the rows that have the same in these columns as the one at `from`. */
function endOfRun(rows: Uint32Array, from: number, columns: readonly ArrayLike<number>[]): number {
  const first = rows[from] as number;
  let to = from + 1;
  while (to < rows.length && columns.every((column) => column[rows[to] as number] === column[first])) {
    to += 1;
  }
  return to;
}

/** Puts the first of a run in the order of their names; those after them are of no interest. */
function sortByName(source: ResourceRows, run: Uint32Array, limit: number): Steps<void> {
  const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return sortRun(run, limit, (row) => nameOf(source, row).toLowerCase(), compare);
}

/** The same by when their states began, the latest first; where Azure doesn't say when, last. */
function sortByTime(source: ResourceRows, run: Uint32Array, limit: number): Steps<void> {
  return sortRun(
    run,
    limit,
    (row) => occurredAt(source, row) ?? Number.NEGATIVE_INFINITY,
    (a, b) => b - a || 0,
  );
}

function* sortRun<K>(
  run: Uint32Array,
  limit: number,
  keyOf: (row: number) => K,
  compare: (a: K, b: K) => number,
): Steps<void> {
  if (run.length < 2) {
    return;
  }
  const at = (index: number) => ({ row: run[index] as number, key: keyOf(run[index] as number) });
  const first = yield* firstInOrder(
    { count: run.length, at, compare: (a, b) => compare(a.key, b.key) || a.row - b.row },
    limit,
  );
  first.forEach(({ row }, index) => {
    run[index] = row;
  });
}
