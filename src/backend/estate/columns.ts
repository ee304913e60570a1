/** Whole numbers from 0 in as few bytes as the largest needs. */
export type Codes = Uint8Array | Uint16Array | Uint32Array;

/** Element types by name, as they are written into the store. */
const ARRAYS = { u8: Uint8Array, u16: Uint16Array, u32: Uint32Array, f64: Float64Array } as const;
export type ElementType = keyof typeof ARRAYS;
export type ColumnArray = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** Element type and length of each column of a pack: with the bytes, all that is needed to have the columns back. */
export type Layout = ReadonlyArray<readonly [ElementType, number]>;

/** Columns that share one buffer: a typed array of its own costs more than the few bytes that most columns hold. */
export interface Pack {
  readonly layout: Layout;
  readonly bytes: Uint8Array;
  readonly columns: readonly ColumnArray[];
}

/** Copies the columns into one buffer. Numbers that are to be codes are given as plain arrays and get the width they need. */
export function pack(values: ReadonlyArray<ColumnArray | readonly number[]>): Pack {
  const layout = values.map((column): [ElementType, number] => [elementType(column), column.length]);
  const packed = unpack(layout, new Uint8Array(sizeOf(layout)));
  packed.columns.forEach((column, index) => column.set(values[index] as ColumnArray));
  return packed;
}

/** The columns of a pack that was written to the store. Throws a RangeError when the bytes are not that pack's. */
export function unpack(layout: Layout, bytes: Uint8Array): Pack {
  if (bytes.byteLength !== sizeOf(layout)) {
    throw new RangeError('The bytes of a pack have another length than its layout.');
  }
  const aligned = bytes.byteOffset % 8 === 0 ? bytes : Uint8Array.from(bytes);
  const buffer = aligned.buffer as ArrayBuffer;
  let offset = 0;
  const columns = layout.map(([type, length]) => {
    const Column = ARRAYS[type];
    offset = align(offset, Column.BYTES_PER_ELEMENT);
    const column = new Column(buffer, aligned.byteOffset + offset, length);
    offset += column.byteLength;
    return column;
  });
  return { layout, bytes: aligned, columns };
}

export function samePack(a: Pack, b: Pack): boolean {
  return (
    a.bytes.length === b.bytes.length &&
    Buffer.compare(a.bytes, b.bytes) === 0 &&
    JSON.stringify(a.layout) === JSON.stringify(b.layout)
  );
}

function elementType(column: ColumnArray | readonly number[]): ElementType {
  if (column instanceof Uint8Array) {
    return 'u8';
  }
  if (column instanceof Uint16Array) {
    return 'u16';
  }
  if (column instanceof Uint32Array) {
    return 'u32';
  }
  if (column instanceof Float64Array) {
    return 'f64';
  }
  let largest = 0;
  for (const value of column) {
    largest = value > largest ? value : largest;
  }
  return largest < 0x100 ? 'u8' : largest < 0x10000 ? 'u16' : 'u32';
}

function sizeOf(layout: Layout): number {
  return layout.reduce(
    (size, [type, length]) => align(size, ARRAYS[type].BYTES_PER_ELEMENT) + length * ARRAYS[type].BYTES_PER_ELEMENT,
    0,
  );
}

function align(offset: number, to: number): number {
  return Math.ceil(offset / to) * to;
}

/** Distinct values of a column, in the order of their first row. */
export class Dictionary {
  readonly values: string[] = [];
  readonly #codes = new Map<string, number>();

  code(value: string): number {
    let code = this.#codes.get(value);
    if (code === undefined) {
      code = this.values.length;
      this.#codes.set(value, code);
      this.values.push(value);
    }
    return code;
  }
}
