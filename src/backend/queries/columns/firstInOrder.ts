import { LIGHT_PAUSE_EVERY, type Steps } from '../../common/slices.ts';

/** Items that are sorted at one stretch: less than a millisecond of work. */
const RUN = 512;

export interface Candidates<T> {
  readonly count: number;
  at(index: number): T;
  compare(a: T, b: T): number;
  /** False when it comes before another one: told without making the item. */
  isBehind?(index: number, other: T): boolean;
}

/**
 * The first `limit` of many items in order, in steps. Short runs are sorted, runs of like length merged, and what can't
 * be among the first any more is let go of at once: of half a million items mostly one comparison each is made. Items
 * that are equal keep their order.
 */
export function* firstInOrder<T>(candidates: Candidates<T>, limit: number): Steps<T[]> {
  const { count, compare } = candidates;
  const isBehind = candidates.isBehind ?? ((index, other) => compare(candidates.at(index), other) >= 0);
  const runs: T[][] = [];
  let run: T[] = [];
  let last: T | undefined;
  for (let index = 0; index < count; index++) {
    if (last === undefined || !isBehind(index, last)) {
      run.push(candidates.at(index));
    }
    if (run.length === RUN) {
      runs.push(run.sort(compare));
      run = [];
      last = yield* mergeLike(runs, compare, limit, last);
    }
    if (index % LIGHT_PAUSE_EVERY === 0) {
      yield;
    }
  }
  if (run.length > 0 || runs.length === 0) {
    runs.push(run.sort(compare));
  }
  while (runs.length > 1) {
    yield* mergeLast(runs, compare, limit);
  }
  return (runs[0] as T[]).slice(0, limit);
}

/** Merges the latest runs as long as one isn't far shorter than the one before it; answers the last item that can still be among the first. */
function* mergeLike<T>(
  runs: T[][],
  compare: Candidates<T>['compare'],
  limit: number,
  last: T | undefined,
): Steps<T | undefined> {
  while (runs.length > 1 && (runs.at(-1) as T[]).length * 2 > (runs.at(-2) as T[]).length) {
    yield* mergeLast(runs, compare, limit);
  }
  const longest = runs[0] as T[];
  return longest.length >= limit ? longest[limit - 1] : last;
}

function* mergeLast<T>(runs: T[][], compare: Candidates<T>['compare'], limit: number): Steps<void> {
  const right = runs.pop() as T[];
  const left = runs.pop() as T[];
  const length = Math.min(left.length + right.length, limit);
  const merged = new Array<T>(length);
  for (let at = 0, a = 0, b = 0; at < length; at++) {
    const takesLeft = b >= right.length || (a < left.length && compare(left[a] as T, right[b] as T) <= 0);
    merged[at] = (takesLeft ? left[a++] : right[b++]) as T;
    if (at % LIGHT_PAUSE_EVERY === 0) {
      yield;
    }
  }
  runs.push(merged);
}
