import type { NumberColumn, NumberType } from '../../common/table.ts';
import { frameError } from './check.ts';
import { NO_NULLS, NullTracker, type Validity } from './validity.ts';

export type NumberArray =
  | Int8Array
  | Int16Array
  | Int32Array
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | Float32Array
  | Float64Array
  | BigInt64Array
  | BigUint64Array;

const ARRAYS = {
  int8: Int8Array,
  int16: Int16Array,
  int32: Int32Array,
  int64: BigInt64Array,
  uint8: Uint8Array,
  uint16: Uint16Array,
  uint32: Uint32Array,
  uint64: BigUint64Array,
  float32: Float32Array,
  float64: Float64Array,
} as const satisfies Record<NumberType, unknown>;

/** A number column as the array Arrow wants; a typed array of that very type is used as it is. */
export function encodeNumbers(column: NumberColumn): { values: NumberArray; validity: Validity } {
  const ArrayType = ARRAYS[column.type];
  if (column.values instanceof ArrayType) {
    return { values: column.values, validity: NO_NULLS };
  }
  const nulls = new NullTracker(column, column.values.length);
  const values =
    column.type === 'int64' || column.type === 'uint64' ? encode64(column, nulls) : encodeSmall(column, nulls);
  return { values, validity: nulls.result() };
}

function encodeSmall(column: NumberColumn, nulls: NullTracker): NumberArray {
  const values = new ARRAYS[column.type as Exclude<NumberType, 'int64' | 'uint64'>](column.values.length);
  const isInteger = !column.type.startsWith('float');
  for (let row = 0; row < values.length; row++) {
    const value = column.values[row];
    if (value === null || value === undefined) {
      nulls.mark(row);
      continue;
    }
    values[row] = Number(value);
    if (isInteger && values[row] !== value) {
      throw outOfRange(column, row, value);
    }
  }
  return values;
}

function encode64(column: NumberColumn, nulls: NullTracker): BigInt64Array | BigUint64Array {
  const values =
    column.type === 'int64' ? new BigInt64Array(column.values.length) : new BigUint64Array(column.values.length);
  for (let row = 0; row < values.length; row++) {
    const value = column.values[row];
    if (value === null || value === undefined) {
      nulls.mark(row);
      continue;
    }
    if (typeof value === 'number' && !Number.isInteger(value)) {
      throw outOfRange(column, row, value);
    }
    const exact = BigInt(value);
    values[row] = exact;
    if (values[row] !== exact) {
      throw outOfRange(column, row, value);
    }
  }
  return values;
}

function outOfRange(column: NumberColumn, row: number, value: number | bigint): Error {
  return frameError(`Column "${column.name}" has ${value} in row ${row}, which is no ${column.type}.`);
}
