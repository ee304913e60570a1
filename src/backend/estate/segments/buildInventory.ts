import type { ArmResource, ArmResourceGroup } from '../../microsoft/api/inventoryApi.ts';
import { PAUSE_EVERY, type Steps } from '../../common/slices.ts';
import { Dictionary, pack } from './columns.ts';
import { GroupList } from './groupList.ts';
import type { IdColumn } from './idColumn.ts';
import { IdColumnBuilder } from './idColumnBuilder.ts';
import { Inventory, type InventoryHead, type StoredInventory } from './inventorySegment.ts';
import type { InternedNames, TextPool } from './names.ts';
import { tagText } from './tagSets.ts';

const NO_TEXTS: readonly string[] = [''];

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
  const groups = new GroupList(input.groups, share);
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
  // In the order in which `Inventory` reads them.
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

/** Most segments have none of a kind of text, and share that. */
function textsOf({ values }: Dictionary): readonly string[] {
  return values.length === 1 ? NO_TEXTS : [...values];
}
