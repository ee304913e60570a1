import { resourceKey } from '../../../shared/resourceId.ts';
import { decodeBody, encodeBody } from '../store/partBody.ts';
import { addMoment, type Interval } from './moments.ts';

/** What changed for one resource within a chunk. */
export interface Changed {
  /** As Azure spells it. */
  id: string;
  moments: number[];
}

/**
 * A stretch of one subscription's past: how everything was when it began, what changed, and when somebody looked.
 * Unchanged resources cost nothing after the beginning, so a quiet month is as small as a quiet minute.
 */
export interface Chunk {
  from: number;
  /** When the next one began; null while it goes on. */
  to: number | null;
  /** By resource key. */
  changes: Map<string, Changed>;
  /** Moments in `changes`. */
  count: number;
  /** When somebody looked: closed stretches, rising; the last one is still growing while the chunk is open. */
  observed: Interval[];
}

/** A chunk that begins with a look at this time, ms. */
export function newChunk(at: number): Chunk {
  return { from: at, to: null, changes: new Map(), count: 0, observed: [{ from: at, to: at }] };
}

/** Notes how one resource is from a time on, ms. */
export function noteChange(chunk: Chunk, id: string, at: number, code: number): void {
  const key = resourceKey(id);
  let changed = chunk.changes.get(key);
  if (!changed) {
    chunk.changes.set(key, (changed = { id, moments: [] }));
  }
  chunk.count -= changed.moments.length / 2;
  addMoment(changed.moments, Math.max(at, chunk.from), code);
  chunk.count += changed.moments.length / 2;
}

/** Somebody looked: the stretch grows, or begins anew when it is longer ago than `gapMs`. True for a new one. */
export function noteLook(chunk: Chunk, at: number, gapMs: number): boolean {
  const last = chunk.observed.at(-1);
  if (last && at >= last.to && at - last.to <= gapMs) {
    last.to = at;
    return false;
  }
  if (last && at < last.to) {
    return false;
  }
  chunk.observed.push({ from: at, to: at });
  return true;
}

/** Forgets what is later than a time, ms: the clock was set back to it. */
export function cutBack(chunk: Chunk, at: number): void {
  chunk.observed = chunk.observed.flatMap(({ from, to }) => (from <= at ? { from, to: Math.min(to, at) } : []));
  for (const { moments } of chunk.changes.values()) {
    while (moments.length > 0 && (moments.at(-2) as number) > at) {
      moments.length -= 2;
      chunk.count--;
    }
  }
}

/** When somebody looked last, ms. */
export function lastLook(chunk: Chunk): number {
  return chunk.observed.at(-1)?.to ?? chunk.from;
}

type Row = [id: string, ...deltas: number[]];
interface Tail {
  observed: [number, number][];
  changes: Row[];
}

/** What of a chunk grows, for the store: times as differences, each id once. */
export function encodeTail({ from, observed, changes }: Chunk): Uint8Array {
  const tail: Tail = {
    observed: observed.map((one) => [one.from - from, one.to - from]),
    changes: Array.from(changes.values(), ({ id, moments }) => {
      let last = from;
      const row: Row = [id];
      for (let index = 0; index < moments.length; index += 2) {
        row.push((moments[index] as number) - last, moments[index + 1] as number);
        last = moments[index] as number;
      }
      return row;
    }),
  };
  return encodeBody({ head: tail });
}

/** @throws {RangeError | SyntaxError} for bytes that no `encodeTail` made. */
export function decodeTail(from: number, to: number | null, bytes: Uint8Array): Chunk {
  const tail = decodeBody<Tail>(bytes).head;
  const chunk: Chunk = {
    ...newChunk(from),
    to,
    observed: tail.observed.map(([a, b]) => ({ from: from + a, to: from + b })),
  };
  for (const [id, ...deltas] of tail.changes) {
    let at = from;
    for (let index = 0; index < deltas.length; index += 2) {
      at += deltas[index] as number;
      noteChange(chunk, id, at, deltas[index + 1] as number);
    }
  }
  return chunk;
}
