import type { Rows } from './columns.ts';

/** Rows of one question that are remembered at once: more than tables mostly have, far fewer than are sorted. */
const MOST = 16_384;

/** Reads what several columns are made of once a row for all of them, since columns are filled one after the other. */
export function keptByRow<S extends Rows, T>(read: (source: S, row: number) => T): (source: S, row: number) => T {
  const known = new WeakMap<S, Map<number, T>>();
  return (source, row) => {
    let rows = known.get(source);
    if (!rows) {
      known.set(source, (rows = new Map()));
    }
    let value = rows.get(row);
    if (value === undefined) {
      value = read(source, row);
      if (rows.size === MOST) {
        rows.clear();
      }
      rows.set(row, value);
    }
    return value;
  };
}
