import type { Clock } from '../../common/clock.ts';
import type { Logger } from '../../common/log.ts';
import type { Settings } from '../../settings/settings.ts';
import type { Health } from '../segments/healthSegment.ts';
import { type HealthSegment, NO_ROW } from '../model/segments.ts';
import { PAUSE_EVERY, type Steps } from '../../common/slices.ts';
import type { Store, StoredHistory } from '../store/store.ts';
import { lastLook, noteChange, noteLook } from './chunk.ts';
import { rowMoments } from './rowMoments.ts';
import { Chunks } from './chunks.ts';
import { clip, GONE, healthCode, type Interval } from './moments.ts';
import type { HistoryReader, Past, PastKey } from './past.ts';

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
const PRUNE_EVERY_MS = 60 * 60_000;
/** A look that is so much earlier than the last one was made by a clock that was set back. */
const SET_BACK_MS = 60_000;

/**
 * Our own record of Resource Health: what changed when it was seen, and when somebody looked. Speaks to the store in
 * whole chunks; the growing one of each subscription is in memory too.
 */
export class HealthHistory implements HistoryReader {
  readonly keptMs: number;
  readonly #options: HistoryOptions;
  readonly #gapMs: number;
  readonly #chunks: Chunks;
  #prunedAt = Number.NEGATIVE_INFINITY;

  constructor(options: HistoryOptions) {
    this.#options = options;
    this.keptMs = options.settings.history.days * DAY_MS;
    // One read may fail or be late without leaving a gap: the rule by which data counts as stale.
    this.#gapMs = 2 * options.settings.intervals.resourceHealth;
    this.#chunks = new Chunks({ store: options.store, log: options.log, gapMs: this.#gapMs });
  }

  /** Notes a complete read of a subscription. `before` is what was held until now, null when that is not known. */
  *record(key: PastKey, before: Health | null, after: Health, at: number): Steps<void> {
    const open = this.#chunks.growing(key);
    if (!open || !before) {
      this.#chunks.begin(key, after, at);
      return;
    }
    const since = lastLook(open.chunk);
    if (since - at > SET_BACK_MS) {
      this.#chunks.begin(key, after, at);
      return;
    }
    const gap = noteLook(open.chunk, at, this.#gapMs);
    open.dirty ||= gap;
    const note = (id: string, code: number, occurredAt: number) => {
      // Azure says when it happened; after a gap only that it has.
      const seen = !gap && occurredAt > since && occurredAt < at ? occurredAt : at;
      noteChange(open.chunk, id, seen, code);
      open.dirty = true;
    };
    const sameRows = before.ids === after.ids;
    if (open.beginning && open.beginning.ids !== after.ids) {
      open.beginning = null;
    }
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
      this.#chunks.begin(key, after, at);
    }
  }

  /** The subscription is no longer there to be looked at. */
  close(key: PastKey): void {
    this.#chunks.end(key);
  }

  /** See `Chunks.restore`. */
  restore(seenAt: (key: PastKey) => number | null): Promise<void> {
    return this.#chunks.restore(seenAt);
  }

  /** What the store lacks of a subscription; the caller saves it and says whether that succeeded. */
  take(key: PastKey): StoredHistory[] {
    return this.#chunks.take(key);
  }

  saved(pieces: readonly StoredHistory[]): void {
    this.#chunks.saved(pieces);
  }

  again(pieces: readonly StoredHistory[]): void {
    this.#chunks.again(pieces);
  }

  lost(): void {
    this.#chunks.lost();
  }

  /** What the store may forget, when it is time to say so; undefined most of the time. */
  prune(): { before: number; bytes: number } | undefined {
    const now = this.#options.clock.now();
    if (now >= this.#prunedAt && now - this.#prunedAt < PRUNE_EVERY_MS) {
      return undefined;
    }
    this.#prunedAt = now;
    return { before: now - this.keptMs, bytes: this.#options.settings.history.bytes };
  }

  async read(key: PastKey, range: Interval, health: HealthSegment): Promise<Past> {
    const now = this.#options.clock.now();
    const wanted = { from: Math.max(range.from, now - this.keptMs), to: Math.min(range.to, now) };
    const stretches = await this.#chunks.within(key, wanted, health);
    const observed: Interval[] = [];
    for (const { chunk } of stretches) {
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
    if (last && this.#chunks.growing(key) && now - last.to <= this.#gapMs) {
      // The next read is still to come in time: until then the last one holds.
      last.to = now;
    }
    return { observed: clip(observed, wanted), moments: rowMoments(stretches, health) };
  }
}
