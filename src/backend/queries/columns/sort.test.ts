import fc from 'fast-check';
import { runs } from '../../../../test/fuzz/arbitraries.ts';
import { atOnce } from '../../common/slices.ts';
import type { Reading } from '../context.ts';
import { type ColumnSpec, flag, number, type Rows, shared, text } from './columns.ts';
import { firstInOrder } from './firstInOrder.ts';
import { sortRows } from './sort.ts';

/** Values of few kinds, so that there are many ties, and nulls among them. */
const anyRow = fc.record({
  name: fc.option(fc.constantFrom('a', 'B', 'b', 'ä', 'aa', 'Z', ''), { nil: null }),
  type: fc.option(fc.constantFrom('vm', 'VM', 'site'), { nil: null }),
  size: fc.option(fc.constantFrom(-1, 0, 0.5, 3, Number.NaN, Infinity), { nil: null }),
  stale: fc.boolean(),
});
type Row = typeof anyRow extends fc.Arbitrary<infer T> ? T : never;
interface TestRows extends Rows {
  rows: readonly Row[];
}

const at = (source: TestRows, row: number) => source.rows[row] as Row;
const COLUMNS: ColumnSpec<TestRows>[] = [
  text('name', '', (source, row) => at(source, row).name),
  shared(
    'type',
    '',
    (source, row) => at(source, row).type,
    (type) => type,
  ),
  number('size', '', (source, row) => at(source, row).size),
  flag('stale', '', (source, row) => at(source, row).stale),
];
const anyOrder = fc.uniqueArray(fc.constantFrom('name', '-name', 'type', '-type', 'size', '-size', 'stale', '-stale'), {
  selector: (entry) => entry.replace('-', ''),
});
const anyRows = fc.array(anyRow, { maxLength: 3000, size: 'max' });
const anyLimit = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 4000 }), fc.constant(Infinity));

/** As one would sort if nobody had to be quick. */
function plainly(rows: readonly Row[], order: readonly string[]): number[] {
  const key = (row: number, name: string): string | number | null => {
    const value = rows[row]?.[name as keyof Row] ?? null;
    return typeof value === 'string'
      ? value.toLowerCase()
      : value === null || Number.isNaN(value)
        ? null
        : Number(value);
  };
  return [...rows.keys()].sort((a, b) => {
    for (const entry of order) {
      const name = entry.replace('-', '');
      const [x, y] = [key(a, name), key(b, name)];
      if (x !== y) {
        const smaller = x !== null && y !== null && x < y;
        return x === null ? 1 : y === null ? -1 : smaller === entry.startsWith('-') ? 1 : -1;
      }
    }
    return a - b;
  });
}

test('the first rows are those of a plain sort, in its order, with its ties', () => {
  fc.assert(
    fc.property(anyRows, anyOrder, anyLimit, (rows, order, limit) => {
      const source: TestRows = { rows, length: rows.length, reading: {} as Reading };
      const numbers = Uint32Array.from(rows.keys());
      const sorted = atOnce(sortRows(source, numbers, COLUMNS, order, limit));
      expect([...sorted]).toEqual(plainly(rows, order).slice(0, limit));
    }),
    runs(60),
  );
});

test('rows that were left out before stay out', () => {
  const rows: Row[] = (['b', 'aa', 'a'] as const).map((name) => ({ name, type: null, size: null, stale: false }));
  const source: TestRows = { rows, length: 3, reading: {} as Reading };
  expect([...atOnce(sortRows(source, Uint32Array.of(0, 2), COLUMNS, ['name'], 10))]).toEqual([2, 0]);
});

test('of many items hardly more than the first are compared twice', () => {
  const count = 100_000;
  let compared = 0;
  const mixed = (index: number) => Math.imul(index + 1, 0x9e3779b1) >>> 0;
  const first = atOnce(firstInOrder({ count, at: mixed, compare: (a, b) => (compared++, a - b) }, 100));
  expect(first).toEqual(
    Array.from({ length: count }, (_, index) => mixed(index))
      .sort((a, b) => a - b)
      .slice(0, 100),
  );
  expect(compared).toBeLessThan(2 * count);
});
