import { type Layout, Pack } from './columns.ts';
import { hashKey, keyOf } from './idHash.ts';
import { type IdParts, joinId } from './idParts.ts';
import { NO_ROW } from '../model/segments.ts';

/** Columns of the pack, in the order that `IdColumnBuilder` packs them in. */
const [HASH, ROW, PREFIX, TYPE, END, TEXT] = [0, 1, 2, 3, 4, 5];

/** What the store keeps of an IdColumn. */
export interface StoredIds {
  prefixes: readonly string[];
  types: readonly string[];
  layout: Layout;
}

/**
 * ARM ids of one segment. Kept as prefix code + type code + names as bytes, and put together again exactly as they
 * came when asked; found through an array of sorted hashes.
 */
export class IdColumn {
  readonly length: number;
  /** Sorted; `rowAt` tells the row of each. */
  readonly hashes: Uint32Array;
  readonly #subscriptionId: string;
  readonly #prefixes: readonly string[];
  readonly #types: readonly string[];
  readonly #pack: Pack;

  constructor(subscriptionId: string, stored: Omit<StoredIds, 'layout'>, packed: Pack) {
    this.#subscriptionId = subscriptionId;
    this.#prefixes = stored.prefixes;
    this.#types = stored.types;
    this.#pack = packed;
    this.hashes = packed.u32(HASH);
    this.length = this.hashes.length;
  }

  /** The row whose hash is at this place of `hashes`. */
  rowAt(index: number): number {
    return this.#pack.code(ROW, index);
  }

  id(row: number): string {
    return joinId(this.parts(row), this.#subscriptionId);
  }

  parts(row: number): IdParts {
    return {
      prefix: this.#prefixes[this.#pack.code(PREFIX, row)] as string,
      type: this.type(row),
      names: this.#names(row),
    };
  }

  /** The type as the id spells it; '' for an id that names none. */
  type(row: number): string {
    return this.#types[this.#pack.code(TYPE, row)] as string;
  }

  /** The last of the id's names. */
  name(row: number): string {
    const names = this.#names(row);
    return names.slice(names.lastIndexOf('/') + 1);
  }

  find(id: string): number {
    const key = keyOf(id);
    const hash = hashKey(key);
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.hashes[middle] as number) < hash) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    for (; low < this.length && this.hashes[low] === hash; low++) {
      const row = this.rowAt(low);
      if (keyOf(this.id(row)) === key) {
        return row;
      }
    }
    return NO_ROW;
  }

  equals(other: IdColumn): boolean {
    return (
      this.#pack.equals(other.#pack) &&
      sameTexts(this.#prefixes, other.#prefixes) &&
      sameTexts(this.#types, other.#types)
    );
  }

  #names(row: number): string {
    const start = row === 0 ? 0 : this.#pack.code(END, row - 1);
    const text = this.#pack.offset(TEXT);
    return this.#pack.bytes.toString('utf8', text + start, text + this.#pack.code(END, row));
  }

  stored(): { head: StoredIds; bytes: Uint8Array } {
    return {
      head: { prefixes: this.#prefixes, types: this.#types, layout: this.#pack.layout() },
      bytes: this.#pack.bytes,
    };
  }
}

/** A column from what the store has. Throws a RangeError when the bytes are not the column's. */
export function restoreIds(subscriptionId: string, stored: StoredIds, bytes: Uint8Array): IdColumn {
  return new IdColumn(subscriptionId, stored, new Pack(stored.layout, bytes));
}

function sameTexts(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, index) => text === b[index]);
}
