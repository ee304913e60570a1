import type { Snapshot } from '../estate/model/snapshot.ts';

/**
 * Remembers what was worked out for a snapshot until the next swap: a wall asks the same of it a dozen times. Not for
 * what changes without a swap, such as when a part was last tried.
 */
export function perSnapshot<K, V>(work: (snapshot: Snapshot, key: K) => V): (snapshot: Snapshot, key: K) => V {
  const known = new WeakMap<object, Map<K, V>>();
  return (snapshot, key) => {
    let values = known.get(snapshot.era);
    if (!values) {
      known.set(snapshot.era, (values = new Map()));
    }
    let value = values.get(key);
    if (value === undefined) {
      values.set(key, (value = work(snapshot, key)));
    }
    return value;
  };
}
