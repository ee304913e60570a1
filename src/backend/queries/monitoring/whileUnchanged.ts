import type { Snapshot, SubscriptionView } from '../../estate/model/snapshot.ts';

type OfView<V> = (snapshot: Snapshot, view: SubscriptionView) => V;

/**
 * Remembers what was worked out of a subscription's inventory and its tenant's alert rules, which may be in other
 * subscriptions of it, until one of these changes. In a large estate something is swapped every moment, and hardly ever
 * this.
 */
export function whileUnchanged<V>(work: OfView<V>): OfView<V> {
  const known = new WeakMap<object, { from: readonly unknown[]; value: V }>();
  return (snapshot, view) => {
    const { subscription, inventory } = view;
    const rules = snapshot.subscriptionsOf(subscription.tenantId).map(({ rows }) => rows.alertRules);
    const from = [subscription, ...rules];
    const key = inventory ?? subscription;
    let found = known.get(key);
    if (!found || found.from.length !== from.length || from.some((one, index) => one !== found?.from[index])) {
      known.set(key, (found = { from, value: work(snapshot, view) }));
    }
    return found.value;
  };
}
