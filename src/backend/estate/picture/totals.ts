import { HEALTH_STATES } from '../../../shared/health.ts';
import type { Totals, TotalsByCode } from '../model/totals.ts';

const STATES = HEALTH_STATES.length;
/** Key, resources, without health, then the states. */
const STRIDE = 3 + STATES;

/** Totals of nothing. */
export function emptyTotals(): Totals {
  return { resources: 0, states: new Uint32Array(STATES), withoutHealth: 0 };
}

/** `totals` without `before` and with `after`, as a new object: who holds the old one keeps it. */
export function replaceTotals(totals: Totals, before: Totals | undefined, after: Totals | undefined): Totals {
  const states = totals.states.map(
    (count, value) => count - (before?.states[value] ?? 0) + (after?.states[value] ?? 0),
  );
  return {
    resources: totals.resources - (before?.resources ?? 0) + (after?.resources ?? 0),
    states,
    withoutHealth: totals.withoutHealth - (before?.withoutHealth ?? 0) + (after?.withoutHealth ?? 0),
  };
}

/** Counts by key while a subscription is joined. `value` < 0: without a health. */
export class TotalsBuilder {
  readonly #cells: number[] = [];
  readonly #offsets = new Map<number, number>();

  add(key: number, value: number): void {
    let offset = this.#offsets.get(key);
    if (offset === undefined) {
      offset = this.#cells.length;
      this.#offsets.set(key, offset);
      this.#cells.push(key, 0, 0, 0, 0, 0, 0, 0);
    }
    this.#cells[offset + 1] = (this.#cells[offset + 1] as number) + 1;
    const cell = offset + (value < 0 ? 2 : 3 + value);
    this.#cells[cell] = (this.#cells[cell] as number) + 1;
  }

  /** Appends its rows, in the order of their keys, and tells how many there are. */
  writeTo(cells: number[]): number {
    const keys = [...this.#offsets.keys()].sort((a, b) => a - b);
    for (const key of keys) {
      const offset = this.#offsets.get(key) as number;
      cells.push(...this.#cells.slice(offset, offset + STRIDE));
    }
    return keys.length;
  }
}

/** Tables that share one array: a few small arrays a subscription would cost more than what they hold. */
export function buildTables<const Builders extends readonly TotalsBuilder[]>(
  builders: Builders,
): { [K in keyof Builders]: TotalsTable } {
  const cells: number[] = [];
  const sizes = builders.map((builder) => builder.writeTo(cells));
  const shared = Uint32Array.from(cells);
  let first = 0;
  return sizes.map((size) => new TotalsTable(shared, (first += size) - size, size)) as {
    [K in keyof Builders]: TotalsTable;
  };
}

/** Totals by key in one array; the objects that the map's interface promises are made when asked. */
export class TotalsTable implements TotalsByCode {
  readonly size: number;
  readonly #cells: Uint32Array;
  readonly #first: number;

  /** `size` rows of `cells`, from row `first` on. */
  constructor(cells: Uint32Array, first: number, size: number) {
    this.#cells = cells;
    this.#first = first;
    this.size = size;
  }

  get(key: number): Totals | undefined {
    const index = this.#indexOf(key);
    return index < 0 ? undefined : this.#at(index);
  }

  has(key: number): boolean {
    return this.#indexOf(key) >= 0;
  }

  visit(visitor: (key: number, totals: Totals) => void): void {
    const totals = emptyTotals();
    for (let index = 0; index < this.size; index++) {
      const offset = (this.#first + index) * STRIDE;
      totals.resources = this.#cells[offset + 1] as number;
      totals.withoutHealth = this.#cells[offset + 2] as number;
      for (let state = 0; state < STATES; state++) {
        totals.states[state] = this.#cells[offset + 3 + state] as number;
      }
      visitor(this.#cells[offset] as number, totals);
    }
  }

  forEach(callback: (totals: Totals, key: number, map: ReadonlyMap<number, Totals>) => void, thisArg?: unknown): void {
    for (let index = 0; index < this.size; index++) {
      callback.call(thisArg, this.#at(index), this.#key(index), this);
    }
  }

  *entries(): Generator<[number, Totals], undefined> {
    for (let index = 0; index < this.size; index++) {
      yield [this.#key(index), this.#at(index)];
    }
  }

  *keys(): Generator<number, undefined> {
    for (let index = 0; index < this.size; index++) {
      yield this.#key(index);
    }
  }

  *values(): Generator<Totals, undefined> {
    for (let index = 0; index < this.size; index++) {
      yield this.#at(index);
    }
  }

  [Symbol.iterator](): Generator<[number, Totals], undefined> {
    return this.entries();
  }

  #key(index: number): number {
    return this.#cells[(this.#first + index) * STRIDE] as number;
  }

  #at(index: number): Totals {
    const offset = (this.#first + index) * STRIDE;
    return {
      resources: this.#cells[offset + 1] as number,
      withoutHealth: this.#cells[offset + 2] as number,
      states: this.#cells.subarray(offset + 3, offset + STRIDE),
    };
  }

  #indexOf(key: number): number {
    let low = 0;
    let high = this.size - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const found = this.#key(middle);
      if (found === key) {
        return middle;
      }
      [low, high] = found < key ? [middle + 1, high] : [low, middle - 1];
    }
    return -1;
  }
}
