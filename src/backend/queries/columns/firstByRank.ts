import { LIGHT_PAUSE_EVERY, type Steps } from '../../common/slices.ts';

/**
 * Rows among which the first `limit` are, where the order begins with something that has few values: the rows of each
 * rank in turn, until there are enough. Sorting these gives what sorting all would, and mostly they are few.
 *
 * @param rankOf a whole number from 0 to `ranks - 1`; lower ranks come first
 */
export function* firstByRank(
  length: number,
  ranks: number,
  rankOf: (row: number) => number,
  limit: number,
): Steps<Uint32Array> {
  const rankOfRow = new Uint16Array(length);
  const counts = new Uint32Array(ranks);
  for (let row = 0; row < length; row++) {
    const rank = rankOf(row);
    rankOfRow[row] = rank;
    counts[rank] = (counts[rank] as number) + 1;
    if (row % LIGHT_PAUSE_EVERY === 0) {
      yield;
    }
  }
  let last = -1;
  let enough = 0;
  for (let rank = 0; rank < ranks && enough < limit; rank++) {
    enough += counts[rank] as number;
    last = rank;
  }
  const rows = new Uint32Array(enough);
  let next = 0;
  for (let row = 0; row < length; row++) {
    if ((rankOfRow[row] as number) <= last) {
      rows[next++] = row;
    }
    if (row % LIGHT_PAUSE_EVERY === 0) {
      yield;
    }
  }
  return rows;
}
