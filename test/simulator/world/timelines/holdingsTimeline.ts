import type { Holdings, Resource, ResourceGroup, Transition } from '../model.ts';
import { inEffect } from './timeline.ts';

type Of<K extends Transition['kind']> = Extract<Transition, { kind: K }>;

/** The transitions of one subscription's resources and groups, in their order. */
export interface HoldingsTransitions {
  resources: ReadonlyMap<string, ReadonlyArray<Of<'resource'>>>;
  scales: ReadonlyMap<string, ReadonlyArray<Of<'scale'>>>;
  /** By the group's name in lower case. */
  groups: ReadonlyMap<string, ReadonlyArray<Of<'resourceGroup'>>>;
}

/** What a subscription holds now: resources come, go and scale, and go with their group. */
export function holdingsAt(made: Holdings, transitions: HoldingsTransitions, now: number): Holdings {
  const { resources, scales, groups } = transitions;
  if (resources.size + scales.size + groups.size === 0) {
    return made;
  }
  const hasGroup = (name: string): boolean =>
    inEffect(groups.get(name.toLowerCase()) ?? [], now)?.transition.present ?? true;
  const hasResource = (one: Resource): boolean =>
    hasGroup(one.resourceGroup) &&
    (inEffect(resources.get(one.id.toLowerCase()) ?? [], now)?.transition.present ?? true);
  return {
    groups: made.groups.filter((one: ResourceGroup) => hasGroup(one.name)),
    resources: made.resources
      .filter(hasResource)
      .map((one) => scaled(one, scales.get(one.id.toLowerCase()) ?? [], now)),
  };
}

function scaled(resource: Resource, scales: ReadonlyArray<Of<'scale'>>, now: number): Resource {
  const changed = inEffect(scales, now);
  if (!changed) {
    return resource;
  }
  const { transition, at } = changed;
  return { ...resource, sku: { ...resource.sku, ...transition.sku }, changedAt: new Date(at).toISOString() };
}

/** Sorts the transitions of resources, groups and subscriptions by subscription. */
export function holdingsTransitions(
  transitions: readonly Transition[],
): Map<string, { transitions: Transition[]; holdings: HoldingsTransitions }> {
  const found = new Map<string, { transitions: Transition[]; holdings: Mutable }>();
  for (const one of transitions) {
    const id = subscriptionOf(one);
    if (id === undefined) {
      continue;
    }
    const none: Mutable = { resources: new Map(), scales: new Map(), groups: new Map() };
    const own = found.get(id) ?? { transitions: [] as Transition[], holdings: none };
    found.set(id, own);
    own.transitions.push(one);
    if (one.kind === 'resource') {
      add(own.holdings.resources, one.resourceId, one);
    } else if (one.kind === 'scale') {
      add(own.holdings.scales, one.resourceId, one);
    } else if (one.kind === 'resourceGroup') {
      add(own.holdings.groups, one.name, one);
    }
  }
  return found;
}

interface Mutable {
  resources: Map<string, Array<Of<'resource'>>>;
  scales: Map<string, Array<Of<'scale'>>>;
  groups: Map<string, Array<Of<'resourceGroup'>>>;
}

function add<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key.toLowerCase()) ?? [];
  list.push(item);
  lists.set(key.toLowerCase(), list);
}

function subscriptionOf(transition: Transition): string | undefined {
  switch (transition.kind) {
    case 'resource':
    case 'scale':
      return transition.resourceId.split('/')[2]?.toLowerCase();
    case 'resourceGroup':
    case 'subscription':
      return transition.subscriptionId.toLowerCase();
    default:
      return undefined;
  }
}
