import type { Logger } from '../../common/log.ts';
import type { HealthSegment } from '../model/segments.ts';
import type { Health } from '../segments/healthSegment.ts';
import type { Store, StoredHistory } from '../store/store.ts';
import { type Beginning, beginningOf } from './beginning.ts';
import { cutBack, lastLook, newChunk, noteLook } from './chunk.ts';
import type { Interval } from './moments.ts';
import { nameOf, type PastKey } from './past.ts';
import { isOfSameRows, type Stretch } from './rowMoments.ts';
import { type Piece, readBase, readChunk, storedPiece } from './storedChunk.ts';

/** A chunk that grows, with how it began until the store has that. */
export interface Growing extends Piece {
  /**
   * The same for questions, without what only the store needs; null where it would have to be kept for nothing else,
   * because the resources are others by now, or where nobody has asked since the start.
   */
  beginning: Beginning | null;
  /** The store lacks something of it. */
  dirty: boolean;
}

export interface ChunksOptions {
  /** Null: the past is kept in memory, and less of it. */
  store: Store | null;
  log: Logger;
  /** Looks that are further apart leave a gap, ms. */
  gapMs: number;
}

/** End of a chunk that is of no time: it is forgotten with the oldest. */
const NEVER = 0;
/** Closed chunks that are kept of one subscription where there is no store. */
const CHUNKS_IN_MEMORY = 4;

/** The chunks of all subscriptions: the growing ones in memory, the closed ones in the store or on their way there. */
export class Chunks {
  readonly #options: ChunksOptions;
  readonly #growing = new Map<string, Growing>();
  /** Closed and not yet in the store, or all there is when there is no store. */
  readonly #closed = new Map<string, Piece[]>();

  constructor(options: ChunksOptions) {
    this.#options = options;
  }

  growing(key: PastKey): Growing | undefined {
    return this.#growing.get(nameOf(key));
  }

  /** Begins a chunk with how everything is, where the one before ends. */
  begin(key: PastKey, base: Health, at: number): void {
    const { gapMs } = this.#options;
    const before = this.growing(key);
    if (before) {
      const since = lastLook(before.chunk);
      // Whoever looked at the end of the old one and at the beginning of the new one has looked between them.
      if (at > since && at - since <= gapMs) {
        noteLook(before.chunk, at, gapMs);
      }
      if (at < since) {
        cutBack(before.chunk, at);
      }
      this.#close(key, before, before.chunk.from > at ? NEVER : at);
    }
    this.#growing.set(nameOf(key), { chunk: newChunk(at), base, beginning: beginningOf(base), dirty: true });
  }

  /** Ends a subscription's chunk with the last look. */
  end(key: PastKey): void {
    const growing = this.growing(key);
    if (growing) {
      this.#close(key, growing, lastLook(growing.chunk));
      this.#growing.delete(nameOf(key));
    }
  }

  /** Takes up what the store has of chunks that were still growing. `seenAt`: when each part was last read. */
  async restore(seenAt: (key: PastKey) => number | null): Promise<void> {
    for await (const stored of this.#options.store?.loadHistory({ growing: true }) ?? []) {
      const chunk = readChunk(stored, this.#options.log);
      const looked = seenAt(stored);
      const older = this.growing(stored);
      if (chunk && older) {
        // Two processes wrote: the earlier one's does not grow any more.
        this.#close(stored, older, lastLook(older.chunk));
      }
      if (chunk && looked !== null) {
        const last = chunk.observed.at(-1);
        if (last) {
          last.to = Math.max(last.to, looked);
        }
        this.#growing.set(nameOf(stored), { chunk, base: null, beginning: null, dirty: false });
      } else if (chunk) {
        this.#close(stored, { chunk, base: null }, lastLook(chunk));
      }
    }
  }

  /** What the store lacks of a subscription; the caller saves it, or calls `again`. */
  take(key: PastKey): StoredHistory[] {
    const name = nameOf(key);
    const growing = this.#growing.get(name);
    const pieces = (this.#closed.get(name) ?? []).map((piece) => storedPiece(key, piece));
    this.#closed.delete(name);
    if (growing?.dirty) {
      pieces.push(storedPiece(key, growing));
      growing.dirty = false;
    }
    return pieces;
  }

  /** The save succeeded: what began the growing chunk need not be in memory any more. */
  saved(pieces: readonly StoredHistory[]): void {
    for (const piece of pieces) {
      const growing = this.growing(piece);
      if (growing?.chunk.from === piece.from && piece.base) {
        growing.base = null;
      }
    }
  }

  /** What the store had is gone: every growing chunk that began there begins anew with the next read. */
  lost(): void {
    for (const [name, { base }] of this.#growing) {
      if (base === null) {
        this.#growing.delete(name);
      }
    }
  }

  /** The save failed: what was taken is put back. */
  again(pieces: readonly StoredHistory[]): void {
    for (const taken of pieces) {
      const growing = this.growing(taken);
      if (growing?.chunk.from === taken.from) {
        growing.dirty = true;
        continue;
      }
      const chunk = readChunk(taken, this.#options.log);
      if (chunk) {
        const piece = { chunk, base: readBase(taken) };
        this.#closed.set(nameOf(taken), [piece, ...(this.#closed.get(nameOf(taken)) ?? [])]);
      }
    }
  }

  /** Those that touch a range, in the order of their beginning. `health`: the resources that are there now. */
  async within(key: PastKey, range: Interval, health: HealthSegment): Promise<Stretch[]> {
    const growing = this.growing(key);
    // As it is now: what it began with is let go when a save succeeds meanwhile.
    const now = growing ? [{ chunk: growing.chunk, beginning: beginningOfGrowing(growing) }] : [];
    const closed = (this.#closed.get(nameOf(key)) ?? []).map(stretchOf);
    const known = new Map<number, Stretch>([...closed, ...now].map((one) => [one.chunk.from, one]));
    // What is in memory whole need not be asked for.
    const [whole] = now.filter(({ beginning }) => beginning !== null);
    const before = { ...range, to: Math.min(range.to, whole?.chunk.from ?? Infinity) };
    const found: Stretch[] = [];
    for await (const kept of before.from < before.to
      ? (this.#options.store?.loadHistory({ ...key, ...before }) ?? [])
      : []) {
      const memory = known.get(kept.from);
      const chunk = memory?.chunk ?? readChunk(kept, this.#options.log);
      known.delete(kept.from);
      if (chunk) {
        found.push(memory?.beginning ? memory : stretchOf({ chunk, base: readBase(kept) }));
      }
    }
    const touches = ({ chunk }: Stretch) => chunk.from < range.to && (chunk.to ?? Infinity) > range.from;
    found.push(...[...known.values()].filter(touches));
    if (growing) {
      this.#keep(growing, found, health);
    }
    return found.sort((a, b) => a.chunk.from - b.chunk.from);
  }

  /** Keeps what the growing chunk began with, once it was read, where that costs a byte a resource and no ids. */
  #keep(growing: Growing, found: readonly Stretch[], health: HealthSegment): void {
    const read = found.find(({ chunk }) => chunk === growing.chunk)?.beginning;
    if (read && !growing.beginning && isOfSameRows(read, health)) {
      growing.beginning = { ids: health.ids, codes: read.codes };
    }
  }

  #close(key: PastKey, { chunk, base }: Piece, at: number): void {
    chunk.to = at;
    const closed = [...(this.#closed.get(nameOf(key)) ?? []), { chunk, base }];
    this.#closed.set(nameOf(key), this.#options.store ? closed : closed.slice(-CHUNKS_IN_MEMORY));
  }
}

function beginningOfGrowing({ beginning, base }: Growing): Beginning | null {
  return beginning ?? (base && beginningOf(base));
}

function stretchOf({ chunk, base }: Piece): Stretch {
  return { chunk, beginning: base && beginningOf(base) };
}
