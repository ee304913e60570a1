import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../common/clock.ts';
import type { Logger } from '../../common/log.ts';
import type { Settings } from '../../settings/settings.ts';
import { type Health, restoreHealth, type StoredHealth } from '../segments/healthSegment.ts';
import { NO_ROW } from '../model/segments.ts';
import { decodeBody, encodeBody } from '../store/partBody.ts';
import { PAUSE_EVERY, type Steps } from '../refresh/slices.ts';
import type { Store, StoredHistory } from '../store/store.ts';
import {
  type Changed,
  type Chunk,
  decodeTail,
  encodeTail,
  lastLook,
  newChunk,
  noteChange,
  noteLook,
  unroll,
} from './chunk.ts';
import { clip, GONE, healthCode, type Interval } from './moments.ts';

/** Whose past: a subscription of a tenant, so that a transferred one shows nobody the past of others. */
export interface PastKey {
  tenantId: string;
  subscriptionId: string;
}

/** One subscription's past within a range of time. */
export interface Past {
  /** When somebody looked. All else is not known, whatever the moments say. */
  observed: Interval[];
  /** Resources seen, by resource key; moments from before the range tell how it began. */
  resources: ReadonlyMap<string, Changed>;
}

/** What queries see of it. */
export interface HistoryReader {
  /** How far back anything is kept, ms. */
  readonly keptMs: number;
  /** The past of a subscription; nothing at all where nobody has looked yet. */
  read(key: PastKey, range: Interval): Promise<Past>;
}

interface Open {
  chunk: Chunk;
  /** How it began, until the store has it. */
  base: Health | null;
  /** The store lacks something of it. */
  dirty: boolean;
}

export interface HistoryOptions {
  settings: Pick<Settings, 'history' | 'intervals'>;
  clock: Clock;
  log: Logger;
  /** Null: the past is kept in memory, and less of it. */
  store: Store | null;
}

const DAY_MS = 86_400_000;
/** A chunk is closed when it is that old, ms, or has that many moments: then a new one begins with how everything is. */
const CHUNK_MS = 30 * DAY_MS;
const CHUNK_MOMENTS = 4_000;
/** Closed chunks that are kept of one subscription where there is no store. */
const CHUNKS_IN_MEMORY = 4;
const PRUNE_EVERY_MS = 60 * 60_000;

/**
 * Our own record of Resource Health: what changed when it was seen, and when somebody looked. Speaks to the store in
 * whole chunks; the growing one of each subscription is in memory too.
 */
export class HealthHistory implements HistoryReader {
  readonly keptMs: number;
  readonly #options: HistoryOptions;
  readonly #gapMs: number;
  readonly #open = new Map<string, Open>();
  /** Closed and not yet in the store, or all there is when there is no store. */
  readonly #closed = new Map<string, Array<{ chunk: Chunk; base: Health | null }>>();
  #prunedAt = Number.NEGATIVE_INFINITY;

  constructor(options: HistoryOptions) {
    this.#options = options;
    this.keptMs = options.settings.history.days * DAY_MS;
    // One read may fail or be late without leaving a gap: the rule by which data counts as stale.
    this.#gapMs = 2 * options.settings.intervals.resourceHealth;
  }

  /** Notes a complete read of a subscription. `before` is what was held until now, null when that is not known. */
  *record(key: PastKey, before: Health | null, after: Health, at: number): Steps<void> {
    const open = this.#open.get(nameOf(key));
    if (!open || !before) {
      this.#begin(key, after, at);
      return;
    }
    const since = lastLook(open.chunk);
    const gap = noteLook(open.chunk, at, this.#gapMs);
    open.dirty ||= gap;
    const note = (id: string, code: number, occurredAt: number) => {
      // Azure says when it happened; after a gap only that it has.
      const seen = !gap && occurredAt > since && occurredAt < at ? occurredAt : at;
      noteChange(open.chunk, id, seen, code);
      open.dirty = true;
    };
    const sameRows = before.ids === after.ids;
    for (let row = 0; row < after.length; row++) {
      const old = sameRows ? row : before.find(after.id(row));
      const code = healthCode(after, row);
      if (old === NO_ROW || healthCode(before, old) !== code) {
        note(after.id(row), code, after.occurredAt[row] as number);
      }
      if ((row + 1) % PAUSE_EVERY === 0) {
        yield;
      }
    }
    for (let row = 0; !sameRows && row < before.length; row++) {
      if (after.find(before.id(row)) === NO_ROW) {
        note(before.id(row), GONE, at);
      }
      if ((row + 1) % PAUSE_EVERY === 0) {
        yield;
      }
    }
    if (at - open.chunk.from >= CHUNK_MS || open.chunk.count >= CHUNK_MOMENTS) {
      this.#begin(key, after, at);
    }
  }

  /** The subscription is no longer there to be looked at. */
  close(key: PastKey): void {
    const open = this.#open.get(nameOf(key));
    if (open) {
      this.#close(key, open, lastLook(open.chunk));
      this.#open.delete(nameOf(key));
    }
  }

  /** Takes up what the store has of chunks that were still growing. `seenAt`: when each part was last read. */
  async restore(seenAt: (key: PastKey) => number | null): Promise<void> {
    for await (const stored of this.#options.store?.loadHistory({ growing: true }) ?? []) {
      const chunk = this.#decode(stored);
      const looked = seenAt(stored);
      const older = this.#open.get(nameOf(stored));
      if (chunk && older) {
        // Two processes wrote: the earlier one's does not grow any more.
        this.#close(stored, older, lastLook(older.chunk));
      }
      if (chunk && looked !== null) {
        const last = chunk.observed.at(-1);
        if (last) {
          last.to = Math.max(last.to, looked);
        }
        this.#open.set(nameOf(stored), { chunk, base: null, dirty: false });
      } else if (chunk) {
        this.#close(stored, { chunk, base: null, dirty: false }, lastLook(chunk));
      }
    }
  }

  /** What the store lacks of a subscription; the caller saves it, or calls `again`. */
  take(key: PastKey): StoredHistory[] {
    const name = nameOf(key);
    const open = this.#open.get(name);
    const chunks = (this.#closed.get(name) ?? []).map(({ chunk, base }) => stored(key, chunk, base));
    this.#closed.delete(name);
    if (open?.dirty) {
      chunks.push(stored(key, open.chunk, open.base));
      open.dirty = false;
    }
    return chunks;
  }

  /** The save succeeded: what began the growing chunk need not be in memory any more. */
  saved(chunks: readonly StoredHistory[]): void {
    for (const chunk of chunks) {
      const open = this.#open.get(nameOf(chunk));
      if (open?.chunk.from === chunk.from && chunk.base) {
        open.base = null;
      }
    }
  }

  /** What the store had is gone: every growing chunk that began there begins anew with the next read. */
  lost(): void {
    for (const [name, { base }] of this.#open) {
      if (base === null) {
        this.#open.delete(name);
      }
    }
  }

  /** The save failed: what was taken is put back. */
  again(chunks: readonly StoredHistory[]): void {
    for (const taken of chunks) {
      const name = nameOf(taken);
      const open = this.#open.get(name);
      if (open?.chunk.from === taken.from) {
        open.dirty = true;
        continue;
      }
      const chunk = this.#decode(taken);
      if (chunk) {
        const base = taken.base ? readBase(taken.subscriptionId, taken.base) : null;
        this.#closed.set(name, [{ chunk, base }, ...(this.#closed.get(name) ?? [])]);
      }
    }
  }

  /** What the store may forget, when it is time to say so; undefined most of the time. */
  prune(): { before: number; bytes: number } | undefined {
    const now = this.#options.clock.now();
    if (now - this.#prunedAt < PRUNE_EVERY_MS) {
      return undefined;
    }
    this.#prunedAt = now;
    return { before: now - this.keptMs, bytes: this.#options.settings.history.bytes };
  }

  async read(key: PastKey, range: Interval): Promise<Past> {
    const now = this.#options.clock.now();
    const wanted = { from: Math.max(range.from, now - this.keptMs), to: Math.min(range.to, now) };
    const chunks = await this.#chunks(key, wanted);
    const resources = new Map<string, Changed>();
    const observed: Interval[] = [];
    for (const { chunk, base } of chunks) {
      unroll(resources, chunk, base);
      for (const one of chunk.observed) {
        const last = observed.at(-1);
        if (last && one.from <= last.to) {
          last.to = Math.max(last.to, one.to);
        } else {
          observed.push({ ...one });
        }
      }
    }
    const last = observed.at(-1);
    if (last && this.#open.has(nameOf(key)) && now - last.to <= this.#gapMs) {
      // The next read is still to come in time: until then the last one holds.
      last.to = now;
    }
    return { observed: clip(observed, wanted), resources };
  }

  async #chunks(key: PastKey, range: Interval): Promise<Array<{ chunk: Chunk; base: Health | null }>> {
    const name = nameOf(key);
    const open = this.#open.get(name);
    const found: Array<{ chunk: Chunk; base: Health | null }> = [];
    const inMemory = [...(this.#closed.get(name) ?? []), ...(open ? [{ chunk: open.chunk, base: open.base }] : [])];
    const known = new Map(inMemory.map((one) => [one.chunk.from, one]));
    for await (const kept of this.#options.store?.loadHistory({ ...key, ...range }) ?? []) {
      const memory = known.get(kept.from);
      const chunk = memory?.chunk ?? this.#decode(kept);
      known.delete(kept.from);
      if (chunk) {
        found.push({ chunk, base: memory?.base ?? (kept.base ? readBase(key.subscriptionId, kept.base) : null) });
      }
    }
    found.push(
      ...[...known.values()].filter(({ chunk }) => chunk.from < range.to && (chunk.to ?? Infinity) > range.from),
    );
    return found.sort((a, b) => a.chunk.from - b.chunk.from);
  }

  #begin(key: PastKey, base: Health, at: number): void {
    const name = nameOf(key);
    const open = this.#open.get(name);
    const chunk = newChunk(at);
    if (open) {
      const since = lastLook(open.chunk);
      // Whoever looked at the end of the old one and at the beginning of the new one has looked between them.
      if (at > since && at - since <= this.#gapMs) {
        noteLook(open.chunk, at, this.#gapMs);
      }
      this.#close(key, open, at);
    }
    this.#open.set(name, { chunk, base, dirty: true });
  }

  #close(key: PastKey, open: Open, at: number): void {
    open.chunk.to = at;
    const closed = [...(this.#closed.get(nameOf(key)) ?? []), { chunk: open.chunk, base: open.base }];
    this.#closed.set(nameOf(key), this.#options.store ? closed : closed.slice(-CHUNKS_IN_MEMORY));
  }

  #decode({ from, to, tail, tenantId, subscriptionId }: StoredHistory): Chunk | undefined {
    try {
      return decodeTail(from, to, tail);
    } catch (error) {
      this.#options.log.warn('A stored piece of history could not be read; that time shows as not observed.', {
        ...{ tenantId, subscriptionId },
        error: error as Error,
      });
      return undefined;
    }
  }
}

/** Work that lets the event loop have its turn between subscriptions. */
export async function breathe(until: { at: number }): Promise<void> {
  if (performance.now() >= until.at) {
    await setImmediate();
    until.at = performance.now() + 6;
  }
}

function stored(key: PastKey, chunk: Chunk, base: Health | null): StoredHistory {
  const { from, to } = chunk;
  const { tenantId, subscriptionId } = key;
  const content = base ? { base: encodeBody(base.stored()) } : {};
  return { tenantId, subscriptionId, from, to, tail: encodeTail(chunk), ...content };
}

function readBase(subscriptionId: string, bytes: Uint8Array): Health | null {
  try {
    const { head, bytes: columns, idBytes } = decodeBody<StoredHealth>(bytes);
    return restoreHealth(subscriptionId, head, columns, idBytes);
  } catch {
    // What it began with is lost, what changed is not.
    return null;
  }
}

function nameOf({ tenantId, subscriptionId }: PastKey): string {
  return `${tenantId}/${subscriptionId}`;
}
