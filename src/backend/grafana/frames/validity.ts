import { frameError } from './check.ts';

/** Arrow's null bitmap: bit r, least significant first, is 1 where row r has a value. */
export interface Validity {
  nullCount: number;
  nullBitmap?: Uint8Array;
}

export const NO_NULLS: Validity = { nullCount: 0 };

/** Collects which rows are null, and refuses null in a column that says it has none (the decoder would show garbage). */
export class NullTracker {
  private bitmap: Uint8Array | undefined;
  private nulls = 0;
  private readonly column: { name: string; nullable: boolean };
  private readonly rows: number;

  constructor(column: { name: string; nullable: boolean }, rows: number) {
    this.column = column;
    this.rows = rows;
  }

  mark(row: number): void {
    if (!this.column.nullable) {
      throw frameError(`Column "${this.column.name}" has no value in row ${row}, but it is not nullable.`);
    }
    this.bitmap ??= new Uint8Array((this.rows + 7) >> 3).fill(0xff);
    this.bitmap[row >> 3]! &= ~(1 << (row & 7));
    this.nulls++;
  }

  result(): Validity {
    return { nullCount: this.nulls, nullBitmap: this.bitmap };
  }
}
