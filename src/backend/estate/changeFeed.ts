import type { Change, FeedChange } from './model/change.ts';

/** What readers of the estate see of the feed. */
export interface Changes {
  /** Changes after this cursor, oldest first; 0 for all that are kept. A cursor older than `first - 1` has missed some. */
  since(cursor: number): FeedChange[];
  /** Cursor of the oldest change that is kept, and of the newest; `first` is `last + 1` when there is none. */
  readonly first: number;
  readonly last: number;
  /** Called once for each batch of changes; the function that comes back ends it. */
  subscribe(listener: (changes: readonly FeedChange[]) => void): () => void;
}

/** The newest changes, numbered. Old ones are forgotten: whoever needs them longer keeps them. */
export class ChangeFeed implements Changes {
  readonly #capacity: number;
  readonly #onError: (error: unknown) => void;
  readonly #listeners = new Set<(changes: readonly FeedChange[]) => void>();
  #kept: FeedChange[] = [];
  #last = 0;

  constructor(options: { capacity: number; onError: (error: unknown) => void }) {
    this.#capacity = options.capacity;
    this.#onError = options.onError;
  }

  get first(): number {
    return this.#kept[0]?.cursor ?? this.#last + 1;
  }

  get last(): number {
    return this.#last;
  }

  /** Takes up the feed of an earlier run. */
  restore(changes: readonly FeedChange[]): void {
    this.#kept = changes.slice(-this.#capacity);
    this.#last = this.#kept.at(-1)?.cursor ?? this.#last;
  }

  add(changes: readonly Change[]): FeedChange[] {
    if (changes.length === 0) {
      return [];
    }
    const numbered = changes.map((change) => ({ ...change, cursor: ++this.#last }));
    this.#kept.push(...numbered);
    // Trimmed in large steps: cutting one off the front for each that comes would copy the list each time.
    if (this.#kept.length > this.#capacity * 1.25) {
      this.#kept = this.#kept.slice(-this.#capacity);
    }
    for (const listener of this.#listeners) {
      try {
        listener(numbered);
      } catch (error) {
        this.#onError(error);
      }
    }
    return numbered;
  }

  since(cursor: number): FeedChange[] {
    return this.#kept.slice(Math.max(0, this.#kept.length - Math.max(0, this.#last - cursor)));
  }

  subscribe(listener: (changes: readonly FeedChange[]) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}
