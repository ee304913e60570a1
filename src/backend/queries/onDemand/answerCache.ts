import type { CspError } from '../../common/errors.ts';
import type { Until } from '../../common/until.ts';

interface Entry {
  value: unknown;
  readAt: number;
  /** No use to anyone afterwards, ms. */
  goodUntil: number;
}

const MOST_REFUSALS = 5_000;

/** Answers by key, the least recently used of them dropped when they are too many or too big. */
export class AnswerCache {
  private readonly most: number;
  private readonly mostBytes: number;
  private readonly entries = new Map<string, Entry & { bytes: number }>();
  private readonly refusals = new Map<string, { error: CspError; until: Until }>();
  private bytes = 0;

  constructor(most: number, mostBytes: number) {
    this.most = most;
    this.mostBytes = mostBytes;
  }

  get(key: string, now: number): Entry | undefined {
    const entry = this.entries.get(key);
    // What was read later than now was read before the clock was set back: nobody knows how old it is.
    if (!entry || entry.goodUntil <= now || entry.readAt > now) {
      this.drop(key);
      return undefined;
    }
    // A map keeps the order of insertion: the first is the one that was used least recently.
    this.entries.delete(key);
    this.entries.set(key, entry);
    return entry;
  }

  put(key: string, entry: Entry): void {
    this.drop(key);
    this.refusals.delete(key);
    const bytes = 2 * key.length + approximateBytes(entry.value);
    if (bytes > this.mostBytes) {
      return;
    }
    this.entries.set(key, { ...entry, bytes });
    this.bytes += bytes;
    for (const oldest of this.entries.keys()) {
      if (this.entries.size <= this.most && this.bytes <= this.mostBytes) {
        break;
      }
      this.drop(oldest);
    }
  }

  refuse(key: string, error: CspError, until: Until): void {
    if (this.refusals.size >= MOST_REFUSALS) {
      this.refusals.clear();
    }
    this.refusals.set(key, { error, until });
  }

  refusal(key: string, now: number): CspError | undefined {
    const refusal = this.refusals.get(key);
    if (refusal && refusal.until.leftMs(now) === 0) {
      this.refusals.delete(key);
      return undefined;
    }
    return refusal?.error;
  }

  /** Forgets all answers, and keeps what was refused. True where there were any. */
  clear(): boolean {
    const some = this.entries.size > 0;
    this.entries.clear();
    this.bytes = 0;
    return some;
  }

  private drop(key: string): void {
    this.bytes -= this.entries.get(key)?.bytes ?? 0;
    this.entries.delete(key);
  }
}

/** About what a value of plain data holds in memory, bytes. */
export function approximateBytes(value: unknown): number {
  if (typeof value === 'string') {
    return 24 + 2 * value.length;
  }
  if (typeof value !== 'object' || value === null) {
    return 8;
  }
  if (ArrayBuffer.isView(value)) {
    return 64 + value.byteLength;
  }
  let bytes = 32;
  for (const inner of Array.isArray(value) ? value : Object.values(value)) {
    bytes += 8 + approximateBytes(inner);
  }
  return bytes;
}
