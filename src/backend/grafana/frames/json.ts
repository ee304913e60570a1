import type { Steps } from '../../common/slices.ts';
import { NULL_CODE, rowCount, type Column, type Table } from '../../common/table.ts';
import { checkTable } from './check.ts';
import { encodeEnums } from './enums.ts';
import { fieldType, frameType, tableMeta } from './metadata.ts';
import { encodeNumbers } from './numbers.ts';
import { encodeTimes } from './times.ts';
import { NullTracker } from './validity.ts';

const NS_PER_MS = 1_000_000n;

/** One column of a JSON frame: its values as JSON text, and what JSON cannot say beside them. */
interface JsonColumnData {
  values: string;
  /** Rows that are NaN or infinite. */
  entities: string;
  /** Nanoseconds below the millisecond. */
  nanos: string;
}

/**
 * A table as a JSON frame, in steps, `{"schema":…,"data":…}`; the schema must come first.
 * https://github.com/grafana/grafana-plugin-sdk-go/blob/main/data/frame_json.go
 *
 * @throws CspError when the table is not one that Grafana could decode
 */
export function* encodeJson(table: Table, refId: string): Steps<string> {
  checkTable(table);
  return `{"schema":${encodeJsonSchema(table, refId)},"data":${yield* encodeJsonData(table)}}`;
}

/** What a frame's fields are, as Grafana's JSON has it. https://grafana.com/developers/plugin-tools/key-concepts/data-frames */
export function encodeJsonSchema(table: Table, refId: string): string {
  return JSON.stringify({
    name: table.name,
    refId,
    meta: tableMeta(table),
    fields: table.columns.map((column) => ({
      name: column.name,
      type: fieldType(column.type),
      typeInfo: { frame: frameType(column.type), nullable: column.nullable || undefined },
      labels: column.labels,
      config: column.config,
    })),
  });
}

/** A frame's values, column by column, with `entities` for NaN and infinities and `nanos` for the part of a time below a millisecond. */
export function* encodeJsonData(table: Table): Steps<string> {
  const columns: JsonColumnData[] = [];
  for (const column of table.columns) {
    columns.push(encodeJsonColumn(column, rowCount(table)));
    yield;
  }
  const list = (key: keyof JsonColumnData) => `[${columns.map((column) => column[key]).join(',')}]`;
  const has = (key: keyof JsonColumnData) => columns.some((column) => column[key] !== 'null');
  const entities = has('entities') ? `,"entities":${list('entities')}` : '';
  const nanos = has('nanos') ? `,"nanos":${list('nanos')}` : '';
  return `{"values":${list('values')}${entities}${nanos}}`;
}

function encodeJsonColumn(column: Column, rows: number): JsonColumnData {
  switch (column.type) {
    case 'time':
      return encodeJsonTimes(column);
    case 'enum':
      return jsonNumbers(encodeEnums(column));
    case 'string':
    case 'boolean':
    case 'json':
      return plain(JSON.stringify(checkedValues(column, rows)));
    default:
      return jsonNumbers(encodeNumbers(column));
  }
}

function plain(values: string): JsonColumnData {
  return { values, entities: 'null', nanos: 'null' };
}

type PlainColumn = Extract<Column, { type: 'string' | 'boolean' | 'json' }>;

function checkedValues(column: PlainColumn, rows: number): unknown[] {
  const nulls = new NullTracker(column, rows);
  return Array.from({ length: rows }, (_, row) => {
    const value = plainValue(column, row);
    if (value === null && column.type !== 'json') {
      nulls.mark(row);
    }
    return value;
  });
}

function plainValue(column: PlainColumn, row: number): unknown {
  if (column.type === 'string' && 'codes' in column.values) {
    const code = column.values.codes[row]!;
    return code === NULL_CODE ? null : (column.values.dictionary[code] ?? '');
  }
  const value = (column.values as ArrayLike<unknown>)[row] ?? null;
  return column.type === 'boolean' && value !== null ? Boolean(value) : value;
}

function isNullAt(bitmap: Uint8Array | undefined, row: number): boolean {
  return bitmap !== undefined && (bitmap[row >> 3]! & (1 << (row & 7))) === 0;
}

function jsonNumbers({ values, validity }: ReturnType<typeof encodeNumbers>): JsonColumnData {
  const special: Record<'NaN' | 'Inf' | 'NegInf', number[]> = { NaN: [], Inf: [], NegInf: [] };
  const texts: string[] = [];
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (isNullAt(validity.nullBitmap, row)) {
      texts.push('null');
    } else if (typeof value === 'bigint' || Number.isFinite(value)) {
      texts.push(String(value));
    } else {
      special[Number.isNaN(value) ? 'NaN' : value > 0 ? 'Inf' : 'NegInf'].push(row);
      texts.push('null');
    }
  }
  const found = Object.entries(special).filter(([, rows]) => rows.length > 0);
  return {
    values: `[${texts.join(',')}]`,
    entities: found.length > 0 ? JSON.stringify(Object.fromEntries(found)) : 'null',
    nanos: 'null',
  };
}

function encodeJsonTimes(column: Extract<Column, { type: 'time' }>): JsonColumnData {
  const { values, validity } = encodeTimes(column);
  const texts: string[] = [];
  const nanos: number[] = [];
  for (let row = 0; row < values.length; row++) {
    const remainder = ((values[row]! % NS_PER_MS) + NS_PER_MS) % NS_PER_MS;
    texts.push(isNullAt(validity.nullBitmap, row) ? 'null' : String((values[row]! - remainder) / NS_PER_MS));
    nanos.push(Number(remainder));
  }
  return {
    values: `[${texts.join(',')}]`,
    entities: 'null',
    nanos: nanos.some((nano) => nano !== 0) ? JSON.stringify(nanos) : 'null',
  };
}
