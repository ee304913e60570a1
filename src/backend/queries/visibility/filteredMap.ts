/** A map of which only some entries can be seen. Nothing is copied: making one costs nothing, whatever its size. */
export class FilteredMap<K, V> implements ReadonlyMap<K, V> {
  readonly #all: ReadonlyMap<K, V>;
  readonly #shown: (value: V) => V | undefined;
  #size: number | undefined;

  /** @param shown a value as it is shown, undefined for one that is hidden */
  constructor(all: ReadonlyMap<K, V>, shown: (value: V) => V | undefined) {
    this.#all = all;
    this.#shown = shown;
  }

  get size(): number {
    this.#size ??= [...this.keys()].length;
    return this.#size;
  }

  get(key: K): V | undefined {
    const value = this.#all.get(key);
    return value === undefined ? undefined : this.#shown(value);
  }

  has(key: K): boolean {
    return this.get(key) !== undefined;
  }

  forEach(callback: (value: V, key: K, map: ReadonlyMap<K, V>) => void, thisArg?: unknown): void {
    for (const [key, value] of this.entries()) {
      callback.call(thisArg, value, key, this);
    }
  }

  *entries(): Generator<[K, V], undefined> {
    for (const [key, all] of this.#all) {
      const value = this.#shown(all);
      if (value !== undefined) {
        yield [key, value];
      }
    }
  }

  *keys(): Generator<K, undefined> {
    for (const [key] of this.entries()) {
      yield key;
    }
  }

  *values(): Generator<V, undefined> {
    for (const [, value] of this.entries()) {
      yield value;
    }
  }

  [Symbol.iterator](): Generator<[K, V], undefined> {
    return this.entries();
  }
}
