import type { Snapshot } from '../estate/model.ts';

/**
 * Remembers what was worked out for a snapshot, for as long as somebody holds the snapshot: a wall asks the same of it
 * a dozen times.
 */
export function perSnapshot<K, V>(work: (snapshot: Snapshot, key: K) => V): (snapshot: Snapshot, key: K) => V {
  const known = new WeakMap<Snapshot, Map<K, V>>();
  return (snapshot, key) => {
    let values = known.get(snapshot);
    if (!values) {
      known.set(snapshot, (values = new Map()));
    }
    let value = values.get(key);
    if (value === undefined) {
      values.set(key, (value = work(snapshot, key)));
    }
    return value;
  };
}
