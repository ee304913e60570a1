import { LIGHT_PAUSE_EVERY, type Steps } from '../../common/slices.ts';
import { firstInOrder } from '../columns/firstInOrder.ts';
import { nameOf, type ResourceRows } from './resources.ts';

/** Places in the worst-first order: HealthValues 4 to 0, then NO_VALUE. */
const PLACES = 6;

/**
 * The first rows in the order worst state, customer, subscription, name. States are counted out, and names are only
 * made for rows that are returned and for those they tie with: half a million names would cost more than all the rest.
 */
export function* worstFirst(source: ResourceRows, limit: number): Steps<Uint32Array> {
  const rows = yield* byState(source);
  const most = Math.min(limit, source.length);
  for (let from = 0; from < most;) {
    const to = endOfRun(source, rows, from);
    yield* sortByName(source, rows.subarray(from, to), most - from);
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

/** End of the rows that share state and subscription with the one at `from`. */
function endOfRun({ view, value }: ResourceRows, rows: Uint32Array, from: number): number {
  const first = rows[from] as number;
  let to = from + 1;
  while (to < rows.length && view[rows[to] as number] === view[first] && value[rows[to] as number] === value[first]) {
    to += 1;
  }
  return to;
}

/** Puts the first of a run in the order of their names; those after them are of no interest. */
function* sortByName(source: ResourceRows, run: Uint32Array, limit: number): Steps<void> {
  if (run.length < 2) {
    return;
  }
  const first = yield* firstInOrder(
    {
      count: run.length,
      at: (index) => ({ row: run[index] as number, key: nameOf(source, run[index] as number).toLowerCase() }),
      compare: (a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.row - b.row),
    },
    limit,
  );
  first.forEach(({ row }, index) => {
    run[index] = row;
  });
}
