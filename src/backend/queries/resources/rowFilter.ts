import { HEALTH_STATES } from '../../../shared/health.ts';
import type { FilterName } from '../../../shared/query.ts';
import { parseResourceId, type ResourceId, resourceGroupId, resourceKey } from '../../../shared/resourceId.ts';
import type { Steps } from '../../common/slices.ts';
import type { Notice } from '../../common/table.ts';
import { type Names, NO_ROW } from '../../estate/model/segments.ts';
import type { Snapshot, SubscriptionView } from '../../estate/model/snapshot.ts';
import type { FilterValues, Filters } from '../filters.ts';
import { NO_HEALTH, stateAt } from '../columns/states.ts';
import { tagNames } from '../columns/tags.ts';
import type { SayUnknown } from '../absence/known.ts';

/** Tells whether a resource stays: its row in the inventory and in Resource Health, either of which may be NO_ROW. */
type Keeps = (inventory: number, health: number) => boolean;

const ROW_FILTERS = ['resourceGroup', 'resource', 'resourceType', 'location', 'tag', 'state'] as const;
const STATE_WORDS = HEALTH_STATES.map((state) => state.toLowerCase());
const UNKNOWN = HEALTH_STATES.indexOf('Unknown');
type RowFilterName = (typeof ROW_FILTERS)[number];

/**
 * The filters that are about single resources. Names of few values (types, locations, groups) are compared once each,
 * not once a row.
 */
export class RowFilter {
  readonly active: boolean;
  private readonly filters: Filters;
  private readonly names: Names;
  private readonly tenants: Snapshot['tenants'];
  private readonly matched = new Map<FilterName, Set<string>>();
  /** Rows with the same tags mostly share one object. */
  private readonly tagged = new WeakMap<object, boolean>();
  private readonly codes = { resourceType: new Map<number, boolean>(), location: new Map<number, boolean>() };

  constructor(filters: Filters, { names, tenants }: Pick<Snapshot, 'names' | 'tenants'>) {
    this.filters = filters;
    this.names = names;
    this.tenants = tenants;
    this.active = ROW_FILTERS.some((name) => filters[name]);
  }

  /** False where the subscription's totals tell that none of its resources is in a state asked for. */
  mayKeep({ totals }: SubscriptionView): boolean {
    const { state } = this.filters;
    // The other filters remember what they met, so they have to meet everything.
    if (!state || ROW_FILTERS.some((name) => name !== 'state' && this.filters[name])) {
      return true;
    }
    if (state.has(NO_HEALTH) && totals.withoutHealth > 0) {
      return true;
    }
    // A word that is none of ours may be one of Azure's, which counts as Unknown.
    const foreign = [...state.keys()].some((word) => word !== NO_HEALTH && !STATE_WORDS.includes(word));
    return STATE_WORDS.some(
      (word, value) => (state.has(word) || (foreign && value === UNKNOWN)) && (totals.states[value] as number) > 0,
    );
  }

  /** The test for one subscription's rows; null when everything stays. */
  of(view: SubscriptionView): Keeps | null {
    if (!this.active) {
      return null;
    }
    const tests = ROW_FILTERS.flatMap((name) => {
      const values = this.filters[name];
      return values && !(name === 'tag' && this.ofTenant(values, view)) ? [this.test(name, values, view)] : [];
    });
    return tests.length < 2
      ? (tests[0] ?? null)
      : (inventory, health) => tests.every((keeps) => keeps(inventory, health));
  }

  /** A sentence for each value that no row had and the estate doesn't know, after all rows were seen. */
  *notices(sayUnknown: SayUnknown): Steps<Notice[]> {
    const notices: Notice[] = [];
    for (const name of ROW_FILTERS.filter((one) => one !== 'state')) {
      const values = this.filters[name];
      if (values) {
        notices.push(...(yield* sayUnknown(name, values, this.matched.get(name) ?? new Set())));
      }
    }
    return notices;
  }

  private test(name: RowFilterName, values: FilterValues, view: SubscriptionView): Keeps {
    switch (name) {
      case 'resourceType':
      case 'location':
        return this.ofCode(name, values, view);
      case 'resourceGroup':
        return this.ofGroup(values, view);
      case 'resource':
        return this.ofResource(values, view);
      case 'tag':
        return (row) => view.inventory !== null && row !== NO_ROW && this.hasTag(values, view.inventory.tags(row));
      case 'state':
        return ofState(values, view);
    }
  }

  private ofCode(name: 'resourceType' | 'location', values: FilterValues, view: SubscriptionView): Keeps {
    const codes = name === 'location' ? view.inventory?.locations : view.inventory?.types;
    const seen = this.codes[name];
    return (row, health) => {
      if (row === NO_ROW || !codes) {
        const text = name === 'location' ? view.health?.location(health) : parsed(view, health)?.type;
        return this.matchesName(name, values, [text]);
      }
      const code = codes[row] as number;
      let keeps = seen.get(code);
      if (keeps === undefined) {
        seen.set(code, (keeps = this.matchesName(name, values, [this.names.name(code)])));
      }
      return keeps;
    };
  }

  private ofGroup(values: FilterValues, view: SubscriptionView): Keeps {
    const { subscriptionId } = view.subscription;
    const keepsGroup = (group: string | undefined) =>
      group !== undefined && this.matchesName('resourceGroup', values, [group, resourceGroupId(subscriptionId, group)]);
    const keeps = view.inventory?.groups.map((group) => keepsGroup(group.name)) ?? [];
    const group = view.inventory?.group;
    return (row, health) =>
      row === NO_ROW || !group
        ? keepsGroup(parsed(view, health)?.resourceGroup)
        : (keeps[group[row] as number] ?? false);
  }

  private ofResource(values: FilterValues, view: SubscriptionView): Keeps {
    const named = [...values.keys()].some((value) => !value.startsWith('/'));
    const ids = [...values.keys()].filter((value) =>
      value.startsWith(`/subscriptions/${view.subscription.subscriptionId.toLowerCase()}/`),
    );
    const rows = new Set(ids.map((id) => view.inventory?.find(id) ?? NO_ROW));
    return (row, health) => {
      if (row === NO_ROW) {
        const id = view.health?.id(health) ?? '';
        return this.matchesName('resource', values, [resourceKey(id), parseResourceId(id)?.name]);
      }
      const byId = rows.has(row);
      const candidates = [byId ? view.inventory?.id(row) : null, named || byId ? view.inventory?.name(row) : null];
      return (byId || named) && this.matchesName('resource', values, candidates);
    };
  }

  /** Tags that the settings give a tenant count for everything in it. */
  private ofTenant(values: FilterValues, { subscription }: SubscriptionView): boolean {
    return this.matchesName('tag', values, tagNames(this.tenants.get(subscription.tenantId)?.tags ?? {}));
  }

  /** Azure compares tag names without case; so does this with values, because people type them. */
  private hasTag(values: FilterValues, tags: Readonly<Record<string, string>>): boolean {
    let has = this.tagged.get(tags);
    if (has === undefined) {
      this.tagged.set(tags, (has = this.matchesName('tag', values, tagNames(tags))));
    }
    return has;
  }

  /** True when one of the names is among the values, which then count as known. */
  matchesName(name: RowFilterName, values: FilterValues, candidates: readonly (string | null | undefined)[]): boolean {
    let found = false;
    for (const candidate of candidates) {
      const key = candidate?.toLowerCase();
      if (key !== undefined && values.has(key)) {
        found = true;
        this.note(name, key);
      }
    }
    return found;
  }

  private note(name: RowFilterName, key: string): void {
    let seen = this.matched.get(name);
    if (!seen) {
      this.matched.set(name, (seen = new Set()));
    }
    seen.add(key);
  }
}

function parsed(view: SubscriptionView, health: number): ResourceId | undefined {
  return parseResourceId(view.health?.id(health) ?? '');
}

/** By number where that says it; states that Azure may add count as Unknown and are compared by their word. */
function ofState(values: FilterValues, { health }: SubscriptionView): Keeps {
  const wanted = STATE_WORDS.map((state) => values.has(state));
  const bare = values.has(NO_HEALTH);
  return (_, row) => {
    if (row === NO_ROW || !health) {
      return bare;
    }
    const value = health.values[row] as number;
    return value === UNKNOWN ? values.has(stateAt(health, row).toLowerCase()) : (wanted[value] ?? false);
  };
}
