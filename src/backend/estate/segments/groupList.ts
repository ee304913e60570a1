import type { ArmResourceGroup } from '../../microsoft/api/inventoryApi.ts';
import { NO_ROW, type ResourceGroup } from '../model/segments.ts';
import { groupOf } from './idParts.ts';
import { NO_TAGS, type Tags } from './tagSets.ts';

/** The subscription's groups, and those that only a resource's id names (Resource Graph can be a few minutes behind). */
export class GroupList {
  readonly list: ResourceGroup[] = [];
  readonly #indexes = new Map<string, number>();
  readonly #share: (text: string) => string;

  constructor(groups: readonly ArmResourceGroup[], share: (text: string) => string) {
    this.#share = share;
    for (const group of groups) {
      this.#add(group.name, group.location, group.tags);
    }
  }

  /** Index in `list` of the group that a resource's id names; NO_ROW outside any. */
  indexOf(id: string, subscriptionId: string): number {
    const name = groupOf(`=${id}`);
    if (name === null || subscriptionId === '') {
      return NO_ROW;
    }
    return this.#indexes.get(name.toLowerCase()) ?? this.#add(name, '', NO_TAGS);
  }

  #add(name: string, location: string, tags: Tags): number {
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
