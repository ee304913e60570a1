import { Dictionary, pack } from './columns.ts';
import { IdColumn } from './idColumn.ts';
import { hashKey, keyOf } from './idHash.ts';
import { splitId, type Stems, stemsOf } from './idParts.ts';

/** Rows that fit beside a 32-bit hash into one exact double, which is what the sort below sorts. */
const MAX_ROWS = 2 ** 21;

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
    // In the order in which `IdColumn` reads them.
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
