import { resourceKey } from '../../shared/resourceId.ts';
import { type Codes, Dictionary, type Layout, type Pack, pack, samePack, unpack } from './columns.ts';
import { type IdParts, joinId, splitId } from './idParts.ts';
import { NO_ROW } from './model.ts';

/** Rows that fit beside a 32-bit hash into one exact double, which is what the sort below sorts. */
const MAX_ROWS = 2 ** 21;

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
  /** Sorted; `order` has the row of each. */
  readonly hashes: Uint32Array;
  readonly order: Codes;
  readonly #subscriptionId: string;
  readonly #prefixes: readonly string[];
  readonly #types: readonly string[];
  readonly #pack: Pack;
  readonly #prefix: Codes;
  readonly #type: Codes;
  readonly #ends: Codes;
  readonly #text: Buffer;

  constructor(subscriptionId: string, stored: StoredIds, bytes: Uint8Array) {
    this.#subscriptionId = subscriptionId;
    this.#prefixes = stored.prefixes;
    this.#types = stored.types;
    this.#pack = unpack(stored.layout, bytes);
    const [hashes, order, prefix, type, ends, text] = this.#pack.columns as [
      Uint32Array,
      Codes,
      Codes,
      Codes,
      Codes,
      Uint8Array,
    ];
    this.hashes = hashes;
    this.order = order;
    this.#prefix = prefix;
    this.#type = type;
    this.#ends = ends;
    this.#text = Buffer.from(text.buffer, text.byteOffset, text.byteLength);
    this.length = order.length;
  }

  id(row: number): string {
    return joinId(this.parts(row), this.#subscriptionId);
  }

  parts(row: number): IdParts {
    return {
      prefix: this.#prefixes[this.#prefix[row] as number] as string,
      type: this.#types[this.#type[row] as number] as string,
      names: this.#text.toString('utf8', row === 0 ? 0 : this.#ends[row - 1], this.#ends[row]),
    };
  }

  /** The type as the id spells it; '' for an id that names none. */
  type(row: number): string {
    return this.#types[this.#type[row] as number] as string;
  }

  /** The last of the id's names. */
  name(row: number): string {
    const { names } = this.parts(row);
    return names.slice(names.lastIndexOf('/') + 1);
  }

  find(id: string): number {
    const key = resourceKey(id);
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
      const row = this.order[low] as number;
      if (resourceKey(this.id(row)) === key) {
        return row;
      }
    }
    return NO_ROW;
  }

  equals(other: IdColumn): boolean {
    return (
      samePack(this.#pack, other.#pack) &&
      sameTexts(this.#prefixes, other.#prefixes) &&
      sameTexts(this.#types, other.#types)
    );
  }

  stored(): { head: StoredIds; bytes: Uint8Array } {
    return {
      head: { prefixes: this.#prefixes, types: this.#types, layout: this.#pack.layout },
      bytes: this.#pack.bytes,
    };
  }
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
  readonly #keys = new Set<string>();

  constructor(subscriptionId: string, share: (text: string) => string) {
    this.#subscriptionId = subscriptionId;
    this.#share = share;
  }

  /** False for an id that is there already. */
  add(id: string): boolean {
    const key = resourceKey(id);
    if (this.#keys.has(key) || this.#names.length >= MAX_ROWS) {
      return false;
    }
    this.#keys.add(key);
    const parts = splitId(id, this.#subscriptionId);
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
    const head = { prefixes: this.#prefixes.values, types: this.#types.values, layout: packed.layout };
    const column = new IdColumn(this.#subscriptionId, head, packed.bytes);
    return previous?.equals(column) ? previous : column;
  }

  #ends(text: Buffer): number[] {
    let end = 0;
    const characters = this.#names.reduce((sum, name) => sum + name.length, 0);
    const ascii = characters === text.length;
    return this.#names.map((name) => (end += ascii ? name.length : Buffer.byteLength(name)));
  }
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
