import {
  Binary,
  Bool,
  Float32,
  Float64,
  Int16,
  Int32,
  Int64,
  Int8,
  TimestampNanosecond,
  Uint16,
  Uint32,
  Uint64,
  Uint8,
  Utf8,
  makeData,
  type Data,
  type DataType,
} from 'apache-arrow';
import type { Steps } from '../../common/slices.ts';
import type {
  BooleanColumn,
  Column,
  EnumColumn,
  JsonColumn,
  NumberColumn,
  NumberType,
  StringColumn,
} from '../../common/table.ts';
import { NULL_CODE } from '../../common/table.ts';
import { encodeEnums } from './enums.ts';
import { encodeNumbers } from './numbers.ts';
import { encodeCodedStrings, encodeStrings, type EncodedBytes } from './strings.ts';
import { encodeTimes } from './times.ts';
import { NullTracker, type Validity } from './validity.ts';

const NUMBERS = {
  int8: new Int8(),
  int16: new Int16(),
  int32: new Int32(),
  int64: new Int64(),
  uint8: new Uint8(),
  uint16: new Uint16(),
  uint32: new Uint32(),
  uint64: new Uint64(),
  float32: new Float32(),
  float64: new Float64(),
} as const satisfies Record<NumberType, DataType>;

/** One column in Arrow's memory layout, in steps. Only the types that Grafana's decoders of every age read: no dictionaries, no LargeUtf8. */
export function* encodeColumn(column: Column): Steps<Data> {
  switch (column.type) {
    case 'string':
      return yield* stringData(column);
    case 'boolean':
      return booleanData(column);
    case 'time': {
      const { values, validity } = encodeTimes(column);
      return makeData({ type: new TimestampNanosecond(), length: values.length, data: values, ...validity });
    }
    case 'json':
      return yield* jsonData(column);
    case 'enum':
      return enumData(column);
    default:
      return numberData(column);
  }
}

function numberData(column: NumberColumn): Data {
  const { values, validity } = encodeNumbers(column);
  // The array is of the type that belongs to the column's type; makeData cannot see that.
  return makeData({
    type: NUMBERS[column.type] as Float64,
    length: values.length,
    data: values as Float64Array,
    ...validity,
  });
}

function* stringData(column: StringColumn): Steps<Data> {
  const { values } = column;
  const coded = 'codes' in values;
  const rows = coded ? values.codes.length : values.length;
  const nulls = new NullTracker(column, rows);
  for (let row = 0; row < rows; row++) {
    if (coded ? values.codes[row] === NULL_CODE : values[row] === null || values[row] === undefined) {
      nulls.mark(row);
    }
  }
  const encoded = yield* coded ? encodeCodedStrings(values) : encodeStrings(values);
  return bytesData(new Utf8(), rows, encoded, nulls.result());
}

function* jsonData(column: JsonColumn): Steps<Data> {
  const nulls = new NullTracker(column, column.values.length);
  const texts = column.values.map((value, row) => {
    if (column.nullable && (value === null || value === undefined)) {
      nulls.mark(row);
      return null;
    }
    return JSON.stringify(value) ?? 'null';
  });
  return bytesData(new Binary(), texts.length, yield* encodeStrings(texts), nulls.result());
}

function bytesData(type: Utf8 | Binary, length: number, { offsets, bytes }: EncodedBytes, validity: Validity): Data {
  return makeData({ type: type as Utf8, length, valueOffsets: offsets, data: bytes, ...validity });
}

function booleanData(column: BooleanColumn): Data {
  const rows = column.values.length;
  const nulls = new NullTracker(column, rows);
  const bits = new Uint8Array((rows + 7) >> 3);
  for (let row = 0; row < rows; row++) {
    const value = column.values[row];
    if (value === null || value === undefined) {
      nulls.mark(row);
    } else if (value) {
      bits[row >> 3]! |= 1 << (row & 7);
    }
  }
  return makeData({ type: new Bool(), length: rows, data: bits, ...nulls.result() });
}

function enumData(column: EnumColumn): Data {
  const { values, validity } = encodeEnums(column);
  return makeData({ type: new Uint16(), length: values.length, data: values, ...validity });
}
