import type { TimeColumn } from '../../common/table.ts';
import { NullTracker, type Validity } from './validity.ts';

const NS_PER_MS = 1_000_000n;
/** What int64 nanoseconds can hold: 1677 to 2262. */
const MAX_MS = 9_223_372_036_854;
const MAX_NS = (1n << 63n) - 1n;
const MIN_NS = -(1n << 63n);

/**
 * Times as Arrow's int64 nanoseconds. Azure says "never" with the year 9999, which nanoseconds cannot hold:
 * a time outside becomes the first or last that fits.
 */
export function encodeTimes(column: TimeColumn): { values: BigInt64Array; validity: Validity } {
  const rows = column.values.length;
  const nulls = new NullTracker(column, rows);
  const values = new BigInt64Array(rows);
  for (let row = 0; row < rows; row++) {
    const value = column.values[row];
    if (value === null || value === undefined || value !== value) {
      nulls.mark(row);
    } else {
      values[row] = toNanoseconds(value);
    }
  }
  return { values, validity: nulls.result() };
}

export function toNanoseconds(time: number | bigint): bigint {
  if (typeof time === 'bigint') {
    return time > MAX_NS ? MAX_NS : time < MIN_NS ? MIN_NS : time;
  }
  if (time > MAX_MS) {
    return MAX_NS;
  }
  if (time < -MAX_MS) {
    return MIN_NS;
  }
  const whole = Math.floor(time);
  return BigInt(whole) * NS_PER_MS + BigInt(Math.round((time - whole) * 1e6));
}
