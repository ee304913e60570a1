import { atOnce } from '../../common/slices.ts';
import { firstByRank } from './firstByRank.ts';

const RANKS = [2, 0, 1, 0, 2, 1];

test.each([
  [0, []],
  [1, [1, 3]],
  [2, [1, 3]],
  [3, [1, 2, 3, 5]],
  [5, [0, 1, 2, 3, 4, 5]],
  [99, [0, 1, 2, 3, 4, 5]],
])('the rows among which the first %i are, whole ranks in their order', (limit, rows) => {
  expect([...atOnce(firstByRank(RANKS.length, 4, (row) => RANKS[row] as number, limit))]).toEqual(rows);
});

test('no rows at all', () => {
  expect([...atOnce(firstByRank(0, 4, () => 0, 10))]).toEqual([]);
});
