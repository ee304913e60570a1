/**
 * A map that readers can keep. It is copied when it is written to after someone took it, and only then: thousands of
 * swaps between two readers cost one copy, and without a reader none.
 */
export class SharedMap<K, V> {
  #map = new Map<K, V>();
  #taken = false;

  /** For reading at once; must not be kept. */
  get current(): ReadonlyMap<K, V> {
    return this.#map;
  }

  /** A map that never changes again. */
  share(): ReadonlyMap<K, V> {
    this.#taken = true;
    return this.#map;
  }

  /** For writing at once; must not be kept. */
  write(): Map<K, V> {
    if (this.#taken) {
      this.#map = new Map(this.#map);
      this.#taken = false;
    }
    return this.#map;
  }

  replace(entries: Iterable<readonly [K, V]>): void {
    this.#map = new Map(entries);
    this.#taken = false;
  }
}
