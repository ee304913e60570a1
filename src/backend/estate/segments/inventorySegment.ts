import { type Layout, Pack } from './columns.ts';
import { type IdColumn, restoreIds, type StoredIds } from './idColumn.ts';
import { type InventorySegment, NO_ROW, type ResourceGroup } from '../model/segments.ts';
import type { InternedNames } from './names.ts';
import { NO_TAGS, parseTags } from './tagSets.ts';

/** Columns of the pack, in the order that `buildInventory` packs them in. */
const [TYPE, LOCATION, GROUP, KIND, SKU, TAGS] = [0, 1, 2, 3, 4, 5];

/** Texts that many rows share, a list per column; code 0 stands for none. */
interface Shared {
  kinds: readonly string[];
  skus: readonly string[];
  /** Tags as JSON. */
  tags: readonly string[];
}

/** What the store keeps beside the bytes of a segment. */
export interface StoredInventory extends Shared {
  observedAt: number;
  ids: StoredIds;
  groups: readonly ResourceGroup[];
  layout: Layout;
  /** Codes are good for one process only: these are the names behind them. */
  names: ReadonlyArray<readonly [number, string]>;
  /** Rows whose name is not the last one of their id, or whose type is not their id's. */
  oddNames: ReadonlyArray<readonly [number, string]>;
  oddTypes: ReadonlyArray<readonly [number, string]>;
}

export type InventoryHead = Omit<StoredInventory, 'ids' | 'layout' | 'names'>;

const NO_ODD_ROWS: ReadonlyMap<number, string> = new Map();

/** Columns of one subscription's resources; see `InventorySegment`. */
export class Inventory implements InventorySegment {
  readonly length: number;
  readonly types: Uint32Array;
  readonly locations: Uint32Array;
  readonly group: Uint32Array;
  readonly subscriptionId: string;
  readonly observedAt: number;
  readonly groups: readonly ResourceGroup[];
  readonly ids: IdColumn;
  readonly #pack: Pack;
  readonly #shared: Shared;
  readonly #oddNames: ReadonlyMap<number, string>;
  readonly #oddTypes: ReadonlyMap<number, string>;

  constructor(subscriptionId: string, ids: IdColumn, stored: InventoryHead, packed: Pack) {
    this.subscriptionId = subscriptionId;
    this.observedAt = stored.observedAt;
    this.groups = stored.groups;
    this.ids = ids;
    this.length = ids.length;
    this.#pack = packed;
    this.types = packed.u32(TYPE);
    this.locations = packed.u32(LOCATION);
    this.group = packed.u32(GROUP);
    this.#shared = { kinds: stored.kinds, skus: stored.skus, tags: stored.tags };
    this.#oddNames = mapOf(stored.oddNames);
    this.#oddTypes = mapOf(stored.oddTypes);
  }

  id(row: number): string {
    return this.ids.id(row);
  }

  name(row: number): string {
    return this.#oddNames.get(row) ?? this.ids.name(row);
  }

  typeName(row: number): string {
    return this.#oddTypes.get(row) ?? this.ids.type(row);
  }

  kind(row: number): string | null {
    return this.#shared.kinds[this.#pack.code(KIND, row)] || null;
  }

  sku(row: number): string | null {
    return this.#shared.skus[this.#pack.code(SKU, row)] || null;
  }

  tags(row: number): Readonly<Record<string, string>> {
    const json = this.#shared.tags[this.#pack.code(TAGS, row)];
    return json ? parseTags(json) : NO_TAGS;
  }

  find(id: string): number {
    return this.ids.find(id);
  }

  /** True when the other one would be stored as this one is, but for the time it was read at. */
  sameContent(other: Inventory): boolean {
    const texts = (segment: Inventory) =>
      JSON.stringify([segment.#shared, segment.groups, [...segment.#oddNames], [...segment.#oddTypes]]);
    return this.ids === other.ids && this.#pack.equals(other.#pack) && texts(this) === texts(other);
  }

  /** Parts for the store: everything but the id column, which is stored by itself. */
  stored(names: InternedNames): { head: StoredInventory; bytes: Uint8Array; idBytes: Uint8Array } {
    const ids = this.ids.stored();
    const codes = new Set([...this.types, ...this.locations]);
    const head: StoredInventory = {
      ...this.#shared,
      observedAt: this.observedAt,
      ids: ids.head,
      groups: this.groups,
      layout: this.#pack.layout(),
      names: [...codes].map((code) => [code, names.name(code)] as const),
      oddNames: [...this.#oddNames],
      oddTypes: [...this.#oddTypes],
    };
    return { head, bytes: this.#pack.bytes, idBytes: ids.bytes };
  }
}

/** A segment from the store. Throws when it can't be read; the part is then as if it had never been stored. */
export function restoreInventory(
  subscriptionId: string,
  stored: StoredInventory,
  bytes: Uint8Array,
  idBytes: Uint8Array,
  names: InternedNames,
): Inventory {
  const segment = new Inventory(
    subscriptionId,
    restoreIds(subscriptionId, stored.ids, idBytes),
    stored,
    new Pack(stored.layout, bytes),
  );
  const codes = new Map(stored.names.map(([code, name]) => [code, names.intern(name)]));
  for (const column of [segment.types, segment.locations]) {
    column.forEach((code, row) => {
      column[row] = codes.get(code) ?? NO_ROW;
    });
  }
  return segment;
}

function mapOf(rows: StoredInventory['oddNames']): ReadonlyMap<number, string> {
  return rows.length === 0 ? NO_ODD_ROWS : new Map(rows);
}
