import type { FilterName } from '../../../shared/query.ts';
import { resourceGroupId, resourceKey, subscriptionOfId } from '../../../shared/resourceId.ts';
import { PAUSE_EVERY, type Steps } from '../../common/slices.ts';
import type { Notice } from '../../common/table.ts';
import { NO_ROW } from '../../estate/model/segments.ts';
import type { Snapshot, SubscriptionView } from '../../estate/model/snapshot.ts';
import type { Reading } from '../context.ts';
import { rulesOf } from '../monitoring/ruleIndex.ts';
import type { FilterValues } from '../filters.ts';
import { type Scope, unknownValues } from '../scope.ts';

/**
 * A sentence for each value of a filter that neither matched a row nor is known to the estate. In steps: it may take a
 * look at every resource.
 */
export type SayUnknown = (filter: FilterName, values: FilterValues, matched: ReadonlySet<string>) => Steps<Notice[]>;

type InView = (view: SubscriptionView, key: string, snapshot: Snapshot) => boolean | Steps<boolean>;

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

/** Events that no subscription is told of are known too. */
function isWideEvent(snapshot: Snapshot, scope: Scope, key: string): boolean {
  return [...scope.tenants.map(({ tenantId }) => tenantId), ''].some((tenantId) =>
    snapshot.wideEvents(tenantId)?.some((event) => event.key === key),
  );
}

/** A resource without alerts is there all the same: its list is empty, and nothing is wrong with the filter. */
export function knownIn({ snapshot }: Reading, scope: Scope): SayUnknown {
  return function* (filter, values, matched) {
    const known = new Set(matched);
    const test = TESTS[filter];
    const places = placesOf(scope);
    for (const key of test ? [...values.keys()].filter((one) => !matched.has(one)) : []) {
      if (filter === 'trackingId' && isWideEvent(snapshot, scope, key)) {
        known.add(key);
        continue;
      }
      for (const view of places(key)) {
        const has = test?.(view, key, snapshot) ?? false;
        if (typeof has === 'boolean' ? has : yield* has) {
          known.add(key);
          break;
        }
        yield;
      }
    }
    return unknownValues(filter, values, known);
  };
}

/** Where a value may be: an id names its own subscription, a name may be in any. */
function placesOf(scope: Scope): (key: string) => readonly SubscriptionView[] {
  let byId: ReadonlyMap<string, SubscriptionView> | undefined;
  return (key) => {
    const subscriptionId = subscriptionOfId(key);
    if (subscriptionId === undefined) {
      return scope.views();
    }
    byId ??= new Map(scope.views().map((view) => [view.subscription.subscriptionId.toLowerCase(), view]));
    const view = byId.get(subscriptionId);
    return view ? [view] : [];
  };
}

function* hasResource({ inventory, health }: SubscriptionView, key: string): Steps<boolean> {
  if (key.startsWith('/')) {
    const id = resourceKey(key);
    return [inventory, health].some((segment) => (segment?.find(id) ?? NO_ROW) !== NO_ROW);
  }
  for (let row = 0; row < (inventory?.length ?? 0); row++) {
    if (inventory?.name(row).toLowerCase() === key) {
      return true;
    }
    if (row % PAUSE_EVERY === 0) {
      yield;
    }
  }
  return false;
}

function hasType({ inventory }: SubscriptionView, key: string, { names }: Snapshot): boolean {
  return [...new Set(inventory?.types)].some((code) => names.name(code).toLowerCase() === key);
}
