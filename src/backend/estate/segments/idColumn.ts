import { resourceKey } from '../../../shared/resourceId.ts';
import { Dictionary, type Layout, Pack, pack } from './columns.ts';
import { type IdParts, joinId, splitId, type Stems, stemsOf } from './idParts.ts';
import { NO_ROW } from '../model/segments.ts';

/** Rows that fit beside a 32-bit hash into one exact double, which is what the sort below sorts. */
const MAX_ROWS = 2 ** 21;

/** Columns of the pack, in the order that `build` packs them in. */
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

/** Collects ids. Ids that are there already, in any spelling, are refused: Azure's pages can overlap. */
export class IdColumnBuilder {
  readonly #subscriptionId: string;
  readonly #share: (text: string) => string;
  readonly #prefixes = new Dictionary();
  readonly #types = new Dictionary();
  readonly #prefix: number[] = [];
  readonly #type: number[] = [];
  readonly #names: string[] = [];
  readonly #stems: Stems;
  readonly #keys = new Set<string>();

  constructor(subscriptionId: string, share: (text: string) => string) {
    this.#subscriptionId = subscriptionId;
    this.#share = share;
    this.#stems = stemsOf(subscriptionId);
  }

  /** False for an id that is there already. */
  add(id: string): boolean {
    const key = keyOf(id);
    if (this.#keys.has(key) || this.#names.length >= MAX_ROWS) {
      return false;
    }
    this.#keys.add(key);
    const parts = splitId(id, this.#stems);
    this.#prefix.push(this.#prefixes.code(parts.prefix));
    this.#type.push(this.#types.code(this.#share(parts.type)));
    this.#names.push(parts.names);
    return true;
  }

  /** `previous` is given back when it holds just these ids, so that an unchanged segment costs its memory once. */
  build(previous: IdColumn | undefined): IdColumn {
    const length = this.#names.length;
    const keyed = new Float64Array(length);
    let row = 0;
    for (const key of this.#keys) {
      keyed[row] = hashKey(key) * MAX_ROWS + row;
      row++;
    }
    keyed.sort();
    const hashes = Uint32Array.from(keyed, (value) => Math.floor(value / MAX_ROWS));
    const order = Array.from(keyed, (value) => value % MAX_ROWS);
    const text = Buffer.from(this.#names.join(''));
    const packed = pack([hashes, order, this.#prefix, this.#type, this.#ends(text), text]);
    const head = { prefixes: [...this.#prefixes.values], types: [...this.#types.values] };
    const column = new IdColumn(this.#subscriptionId, head, packed);
    return previous?.equals(column) ? previous : column;
  }

  #ends(text: Buffer): number[] {
    let end = 0;
    const characters = this.#names.reduce((sum, name) => sum + name.length, 0);
    const ascii = characters === text.length;
    return this.#names.map((name) => (end += ascii ? name.length : Buffer.byteLength(name)));
  }
}

/** `resourceKey()` without its work where the id is already in shape, as nearly all are. */
export function keyOf(id: string): string {
  return id.startsWith('/') && !id.endsWith('/') ? id.toLowerCase() : resourceKey(id);
}

/** FNV-1a over the UTF-16 units of a key, then mixed so that ids that differ in their last digit are far apart. */
export function hashKey(key: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index++) {
    hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}

function sameTexts(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, index) => text === b[index]);
}
