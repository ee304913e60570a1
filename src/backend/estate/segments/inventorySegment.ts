import type { ArmResource, ArmResourceGroup } from '../../microsoft/api/inventoryApi.ts';
import { Dictionary, type Layout, Pack, pack } from './columns.ts';
import { type IdColumn, IdColumnBuilder, restoreIds, type StoredIds } from './idColumn.ts';
import { groupOf } from './idParts.ts';
import { type InventorySegment, NO_ROW, type ResourceGroup } from '../model/segments.ts';
import type { InternedNames, TextPool } from './names.ts';
import { PAUSE_EVERY, type Steps } from '../refresh/slices.ts';

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

type InventoryHead = Omit<StoredInventory, 'ids' | 'layout' | 'names'>;

const NO_TEXTS: readonly string[] = [''];
const NO_ODD_ROWS: ReadonlyMap<number, string> = new Map();
const NO_TAGS: Readonly<Record<string, string>> = Object.freeze({});

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

/** Builds the segment from Azure's rows in steps, so that a large subscription doesn't hold up the event loop. */
export function* buildInventory(
  input: {
    subscriptionId: string;
    observedAt: number;
    groups: readonly ArmResourceGroup[];
    resources: readonly ArmResource[];
    previous: Inventory | null;
  },
  names: InternedNames,
  texts: TextPool,
): Steps<Inventory> {
  const share = (text: string) => texts.share(text);
  const ids = new IdColumnBuilder(input.subscriptionId, share);
  const groups = new Groups(input.groups, share);
  const [kinds, skus, tagSets] = [new Dictionary(), new Dictionary(), new Dictionary()];
  [kinds, skus, tagSets].forEach((dictionary) => dictionary.code(''));
  const types: number[] = [];
  const locations: number[] = [];
  const group: number[] = [];
  const [kind, sku, tags]: [number[], number[], number[]] = [[], [], []];
  let step = 0;
  for (const resource of input.resources) {
    if (ids.add(resource.id)) {
      types.push(names.intern(share(resource.type.toLowerCase())));
      locations.push(names.intern(share(resource.location)));
      group.push(groups.indexOf(resource.id, input.subscriptionId));
      kind.push(kinds.code(share(resource.kind ?? '')));
      sku.push(skus.code(share(resource.sku ?? '')));
      tags.push(tagSets.code(tagText(resource.tags, share)));
    }
    if (++step % PAUSE_EVERY === 0) {
      yield;
    }
  }
  const column = ids.build(input.previous?.ids);
  yield;
  const packed = pack([Uint32Array.from(types), Uint32Array.from(locations), Uint32Array.from(group), kind, sku, tags]);
  const odd = oddRows(column, input.resources);
  const head: InventoryHead = {
    observedAt: input.observedAt,
    groups: [...groups.list],
    kinds: textsOf(kinds),
    skus: textsOf(skus),
    tags: textsOf(tagSets),
    ...odd,
  };
  return new Inventory(input.subscriptionId, column, head, packed);
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

/** The subscription's groups, and those that only a resource's id names (Resource Graph can be a few minutes behind). */
class Groups {
  readonly list: ResourceGroup[] = [];
  readonly #indexes = new Map<string, number>();
  readonly #share: (text: string) => string;

  constructor(groups: readonly ArmResourceGroup[], share: (text: string) => string) {
    this.#share = share;
    for (const group of groups) {
      this.#add(group.name, group.location, group.tags);
    }
  }

  indexOf(id: string, subscriptionId: string): number {
    const name = groupOf(`=${id}`);
    if (name === null || subscriptionId === '') {
      return NO_ROW;
    }
    return this.#indexes.get(name.toLowerCase()) ?? this.#add(name, '', NO_TAGS);
  }

  #add(name: string, location: string, tags: Readonly<Record<string, string>>): number {
    const known = this.#indexes.get(name.toLowerCase());
    if (known !== undefined) {
      return known;
    }
    this.#indexes.set(name.toLowerCase(), this.list.length);
    return (
      this.list.push({ name, location: this.#share(location), tags: Object.keys(tags).length ? tags : NO_TAGS }) - 1
    );
  }
}

/** Exceptions to "the id says it": rare, so a map costs less than two columns. */
function oddRows(ids: IdColumn, resources: readonly ArmResource[]): Pick<StoredInventory, 'oddNames' | 'oddTypes'> {
  const oddNames: Array<[number, string]> = [];
  const oddTypes: Array<[number, string]> = [];
  const seen = ids.length === resources.length ? undefined : new Set<number>();
  resources.forEach((resource, index) => {
    const row = seen ? ids.find(resource.id) : index;
    if (seen?.has(row)) {
      return;
    }
    seen?.add(row);
    if (ids.name(row) !== resource.name) {
      oddNames.push([row, resource.name]);
    }
    if (ids.type(row).toLowerCase() !== resource.type.toLowerCase()) {
      oddTypes.push([row, resource.type]);
    }
  });
  return { oddNames, oddTypes };
}

function tagText(tags: Record<string, string>, share: (text: string) => string): string {
  for (const _ in tags) {
    return share(JSON.stringify(tags));
  }
  return '';
}

/** Most segments have none of a kind of text, and share that. */
function textsOf({ values }: Dictionary): readonly string[] {
  return values.length === 1 ? NO_TEXTS : [...values];
}

function mapOf(rows: StoredInventory['oddNames']): ReadonlyMap<number, string> {
  return rows.length === 0 ? NO_ODD_ROWS : new Map(rows);
}

let lastTags: { json: string; tags: Readonly<Record<string, string>> } = { json: '', tags: NO_TAGS };

/** Rows next to each other mostly have the same tags. */
function parseTags(json: string): Readonly<Record<string, string>> {
  if (lastTags.json !== json) {
    lastTags = { json, tags: Object.freeze(JSON.parse(json) as Record<string, string>) };
  }
  return lastTags.tags;
}
