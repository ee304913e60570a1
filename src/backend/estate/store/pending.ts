import type { FeedChange } from '../model/change.ts';
import type { PartKey } from '../model/part.ts';

/** Parts in one transaction: some milliseconds of work. */
const BATCH = 32;
/** Changes that wait for a store that can't be written to. */
const CHANGES_WAITING = 10_000;

/** A part to be saved: with its content, or only with the time it was read at. */
export interface PendingPart {
  key: PartKey;
  content: boolean;
}

/** What one transaction takes. */
export interface Taken {
  parts: PendingPart[];
  removed: PartKey[];
  changes: FeedChange[];
}

/** What waits to be saved. */
export class Pending {
  readonly #parts = new Map<string, PendingPart>();
  readonly #removed = new Map<string, PartKey>();
  #changes: FeedChange[] = [];

  /** Parts that were read. */
  note(key: PartKey, content: boolean): void {
    const name = nameOf(key);
    this.#removed.delete(name);
    this.#parts.set(name, { key, content: content || this.#parts.get(name)?.content === true });
  }

  /** Parts that have gone. */
  remove(key: PartKey): void {
    this.#parts.delete(nameOf(key));
    this.#removed.set(nameOf(key), key);
  }

  addChanges(changes: readonly FeedChange[]): void {
    this.#changes = [...this.#changes, ...changes].slice(-CHANGES_WAITING);
  }

  get isEmpty(): boolean {
    return this.#parts.size + this.#removed.size + this.#changes.length === 0;
  }

  /** Takes out some parts, and all else. */
  take(): Taken {
    const parts = [...this.#parts.values()].slice(0, BATCH);
    parts.forEach(({ key }) => this.#parts.delete(nameOf(key)));
    const removed = [...this.#removed.values()];
    this.#removed.clear();
    const changes = this.#changes;
    this.#changes = [];
    return { parts, removed, changes };
  }

  /** Puts back what a failed save took, behind what came meanwhile. */
  putBack({ parts, removed, changes }: Taken): void {
    for (const { key, content } of parts) {
      const name = nameOf(key);
      if (!this.#removed.has(name)) {
        this.#parts.set(name, { key, content: content || this.#parts.get(name)?.content === true });
      }
    }
    for (const key of removed) {
      if (!this.#parts.has(nameOf(key))) {
        this.#removed.set(nameOf(key), key);
      }
    }
    this.#changes = [...changes, ...this.#changes].slice(-CHANGES_WAITING);
  }
}

function nameOf({ section, tenantId, subscriptionId }: PartKey): string {
  return `${section}/${tenantId}/${subscriptionId}`;
}
