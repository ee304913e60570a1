import type { FilterName } from '../../../shared/query.ts';
import { resourceGroupId, resourceKey } from '../../../shared/resourceId.ts';
import { NO_ROW } from '../../estate/model/segments.ts';
import type { Snapshot, SubscriptionView } from '../../estate/model/snapshot.ts';
import type { Reading } from '../context.ts';
import { rulesOf } from '../monitoring/ruleIndex.ts';
import type { Scope } from '../scope.ts';

/** Tells whether the estate has a filter's value, in lower case, although no row that was asked about has it. */
export type Known = (name: FilterName, key: string) => boolean;

type InView = (view: SubscriptionView, key: string, snapshot: Snapshot) => boolean;

const TESTS: Partial<Record<FilterName, InView>> = {
  resource: hasResource,
  resourceGroup: ({ inventory, subscription }, key) =>
    inventory?.groups.some(
      ({ name }) =>
        name.toLowerCase() === key || resourceGroupId(subscription.subscriptionId, name).toLowerCase() === key,
    ) ?? false,
  resourceType: hasType,
  rule: (view, key) =>
    rulesOf(view).rules.some(({ id, name }) => id.toLowerCase() === key || name.toLowerCase() === key),
  trackingId: ({ rows }, key) => rows.serviceHealthEvents?.some((event) => event.key === key) ?? false,
};

/** A resource without alerts is there all the same: its list is empty, and nothing is wrong with the filter. */
export function knownIn({ snapshot }: Reading, scope: Scope): Known {
  return (name, key) => {
    const test = TESTS[name];
    return test !== undefined && scope.views().some((view) => test(view, key, snapshot));
  };
}

function hasResource({ subscription, inventory, health }: SubscriptionView, key: string): boolean {
  if (key.startsWith('/')) {
    const id = resourceKey(key);
    const own = id.startsWith(`/subscriptions/${subscription.subscriptionId.toLowerCase()}/`);
    return own && [inventory, health].some((segment) => (segment?.find(id) ?? NO_ROW) !== NO_ROW);
  }
  for (let row = 0; row < (inventory?.length ?? 0); row++) {
    if (inventory?.name(row).toLowerCase() === key) {
      return true;
    }
  }
  return false;
}

function hasType({ inventory }: SubscriptionView, key: string, { names }: Snapshot): boolean {
  return [...new Set(inventory?.types)].some((code) => names.name(code).toLowerCase() === key);
}
