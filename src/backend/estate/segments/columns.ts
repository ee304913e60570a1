/** Element types by name, as they are written into the store, with their bytes. */
const WIDTHS = { u8: 1, u16: 2, u32: 4, f64: 8 } as const;
/** Name of an element type in the store. */
export type ElementType = keyof typeof WIDTHS;
/** A column of any of these types. */
export type ColumnArray = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** Element type and length of each column of a pack: with the bytes, all that is needed to have the columns back. */
export type Layout = ReadonlyArray<readonly [ElementType, number]>;

/** Numbers that a pack keeps for each column: where it begins, how wide an element is, how many there are. */
const FIELDS = 3;

/**
 * Columns that share one buffer. A typed array of its own costs more than the few bytes that most columns hold, so
 * single codes are read with `code()`, and `u32()` and `f64()` make arrays of those that are read in loops.
 */
export class Pack {
  readonly bytes: Buffer<ArrayBuffer>;
  readonly #columns: readonly number[];

  /** Throws a RangeError when the bytes are not those of the layout. */
  constructor(layout: Layout, bytes: Uint8Array) {
    const columns: number[] = [];
    let offset = 0;
    for (const [type, length] of layout) {
      offset = align(offset, WIDTHS[type]);
      columns.push(offset, WIDTHS[type], length);
      offset += length * WIDTHS[type];
    }
    if (bytes.byteLength !== offset) {
      throw new RangeError('The bytes of a pack have another length than its layout.');
    }
    const aligned = bytes.byteOffset % 8 === 0 ? bytes : Uint8Array.from(bytes);
    this.bytes = Buffer.from(aligned.buffer as ArrayBuffer, aligned.byteOffset, aligned.byteLength);
    this.#columns = columns;
  }

  /** One element of a column of whole numbers. */
  code(column: number, row: number): number {
    const { bytes } = this;
    const width = this.#columns[column * FIELDS + 1] as number;
    const at = (this.#columns[column * FIELDS] as number) + row * width;
    if (width === 1) {
      return bytes[at] as number;
    }
    const low = (bytes[at] as number) | ((bytes[at + 1] as number) << 8);
    return width === 2 ? low : (low | ((bytes[at + 2] as number) << 16) | ((bytes[at + 3] as number) << 24)) >>> 0;
  }

  /** One element of a column of doubles. */
  double(column: number, row: number): number {
    return this.bytes.readDoubleLE((this.#columns[column * FIELDS] as number) + row * 8);
  }

  length(column: number): number {
    return this.#columns[column * FIELDS + 2] as number;
  }

  u8(column: number): Uint8Array {
    return new Uint8Array(this.bytes.buffer, this.#start(column), this.length(column));
  }

  u32(column: number): Uint32Array {
    return new Uint32Array(this.bytes.buffer, this.#start(column), this.length(column));
  }

  f64(column: number): Float64Array {
    return new Float64Array(this.bytes.buffer, this.#start(column), this.length(column));
  }

  /** Where a column begins in `bytes`. */
  offset(column: number): number {
    return this.#columns[column * FIELDS] as number;
  }

  layout(): Layout {
    const types = Object.keys(WIDTHS) as ElementType[];
    const count = this.#columns.length / FIELDS;
    return Array.from({ length: count }, (_, column) => {
      const width = this.#columns[column * FIELDS + 1];
      return [types.find((type) => WIDTHS[type] === width) as ElementType, this.length(column)];
    });
  }

  /** True when the other pack has the same columns, from one column on. */
  equals(other: Pack, from = 0): boolean {
    return (
      this.#columns.every((number, index) => number === other.#columns[index]) &&
      Buffer.compare(this.bytes.subarray(this.offset(from)), other.bytes.subarray(other.offset(from))) === 0
    );
  }

  #start(column: number): number {
    return this.bytes.byteOffset + this.offset(column);
  }
}

/** Copies the columns into one buffer. Plain arrays hold codes, whole numbers from 0, and get the width they need. */
export function pack(values: ReadonlyArray<ColumnArray | readonly number[]>): Pack {
  const layout = values.map((column): [ElementType, number] => [elementType(column), column.length]);
  const size = layout.reduce((sum, [type, length]) => align(sum, WIDTHS[type]) + length * WIDTHS[type], 0);
  const packed = new Pack(layout, new Uint8Array(size));
  const { buffer, byteOffset } = packed.bytes;
  layout.forEach(([type, length], column) => {
    const Column = { u8: Uint8Array, u16: Uint16Array, u32: Uint32Array, f64: Float64Array }[type];
    new Column(buffer, byteOffset + packed.offset(column), length).set(values[column] as ColumnArray);
  });
  return packed;
}

function elementType(column: ColumnArray | readonly number[]): ElementType {
  if (column instanceof Float64Array) {
    return 'f64';
  }
  if (ArrayBuffer.isView(column)) {
    return column.BYTES_PER_ELEMENT === 1 ? 'u8' : column.BYTES_PER_ELEMENT === 2 ? 'u16' : 'u32';
  }
  let largest = 0;
  for (const value of column) {
    largest = value > largest ? value : largest;
  }
  return largest < 0x100 ? 'u8' : largest < 0x10000 ? 'u16' : 'u32';
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
