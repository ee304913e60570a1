import type { FeedChange } from '../model/change.ts';
import type { PartKey } from '../model/part.ts';

/** One part as it is kept: when it was read, how much it holds, and its content in the estate's own format. */
export interface StoredPart extends PartKey {
  /** When it was read, ms. */
  observedAt: number;
  rows: number;
  /** Undefined: the content is the one that the store has already. */
  body?: Uint8Array;
}

/** A stretch of one subscription's past, in the estate's own format. */
export interface StoredHistory {
  tenantId: string;
  subscriptionId: string;
  /** When it begins, ms: with tenant and subscription its identity. */
  from: number;
  /** When the next one begins; null while it grows. */
  to: number | null;
  /** How it began. Undefined: the one that the store has already. */
  base?: Uint8Array;
  /** What grows. */
  tail: Uint8Array;
}

/** Pieces of history: the growing one of every subscription without `base`, or those of one that touch a range. */
export type HistoryRequest = { growing: true } | { tenantId: string; subscriptionId: string; from: number; to: number };

/** What changed since the last save; saved whole or not at all. */
export interface StoreBatch {
  parts: readonly StoredPart[];
  removed: readonly PartKey[];
  changes: readonly FeedChange[];
  history?: readonly StoredHistory[];
  /** History that ended before this time is forgotten, and then the oldest until the rest fits. */
  prune?: { before: number; bytes: number };
}

/**
 * Where the picture and its past are kept between runs. Speaks in whole parts, in the change feed and in pieces of
 * history, and knows nothing of what is in a part, so that another engine is another file. A store never fails its callers for long: one that can't be used
 * says so in the log and keeps nothing.
 */
export interface Store {
  /** Parts of one section, in no order. Parts that can't be read are left out. */
  load(section: PartKey['section']): AsyncIterable<Required<StoredPart>>;
  /** The newest changes, oldest first. */
  loadChanges(limit: number): Promise<FeedChange[]>;
  /** In the order of their beginning. */
  loadHistory(request: HistoryRequest): AsyncIterable<StoredHistory>;
  /** Rejects when nothing was saved. */
  save(batch: StoreBatch): Promise<void>;
  /** Whether a save has any chance. Tries again, from time to time, what did not work before. */
  writable(): boolean;
  /** Rises when what was saved is gone, so that all of it has to be saved again. */
  readonly epoch: number;
  /** Why what is collected can't be kept, and what to do; null when it can. */
  problem(): string | null;
  close(): Promise<void>;
}
