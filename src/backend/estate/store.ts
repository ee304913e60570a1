import type { FeedChange } from './model.ts';
import type { PartKey } from './partStatus.ts';

/** One part as it is kept: when it was read, how much it holds, and its content in the estate's own format. */
export interface StoredPart extends PartKey {
  /** When it was read, ms. */
  observedAt: number;
  rows: number;
  /** Undefined: the content is the one that the store has already. */
  body?: Uint8Array;
}

/** What changed since the last save; saved whole or not at all. */
export interface StoreBatch {
  parts: readonly StoredPart[];
  removed: readonly PartKey[];
  changes: readonly FeedChange[];
}

/**
 * Where the picture is kept between runs. Speaks in whole parts and in the change feed and knows nothing of what is
 * in a part, so that another engine is another file. A store never fails its callers for long: one that can't be used
 * says so in the log and keeps nothing.
 */
export interface Store {
  /** Parts of one section, in no order. Parts that can't be read are left out. */
  load(section: PartKey['section']): AsyncIterable<Required<StoredPart>>;
  /** The newest changes, oldest first. */
  loadChanges(limit: number): Promise<FeedChange[]>;
  save(batch: StoreBatch): Promise<void>;
  close(): Promise<void>;
}
