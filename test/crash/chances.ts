/** Repeatable chances: the same seed gives the same row of numbers (mulberry32). */
export interface Chances {
  /** From 0 up to 1. */
  next(): number;
  /** A whole number from `low` to `high`, both of them possible. */
  whole(low: number, high: number): number;
}

export function chances(seed: number): Chances {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { next, whole: (low, high) => low + Math.floor(next() * (high - low + 1)) };
}
