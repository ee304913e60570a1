const TIMES = 8;
const ROUNDS = 5;

/**
 * How many times longer work takes on eight times as much: about 8 where its time is in proportion, 64 where it grows with
 * the square. Each is the best of some rounds, so that whatever else a machine does counts for nothing.
 */
export function growth(work: (size: number) => unknown, size: number): number {
  const best = (of: number) => Math.min(...Array.from({ length: ROUNDS }, () => msOf(() => work(of))));
  const small = best(size);
  return best(TIMES * size) / small;
}

/** Milliseconds that work takes. */
export function msOf(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}
