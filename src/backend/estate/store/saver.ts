import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../common/clock.ts';
import type { Logger } from '../../common/log.ts';
import type { ChangeFeed } from '../changeFeed.ts';
import type { Saver } from '../context.ts';
import type { HealthHistory } from '../history/healthHistory.ts';
import type { PartKey } from '../model/part.ts';
import { Pending } from './pending.ts';
import type { Store } from './store.ts';
import { type PartSources, storedPart } from './storedPart.ts';

export interface SaverOptions extends PartSources {
  store: Store;
  clock: Clock;
  log: Logger;
  feed: ChangeFeed;
  history: HealthHistory;
}

/** How long changes are gathered before they are saved. */
const GATHER_MS = 2_000;
/** How long a save at the end may take; what is not saved then is read anew. */
const LAST_SAVE_MS = 1_000;

/** Notes which parts have to be saved, and saves them in small batches beside the collecting. */
export class StoreSaver implements Saver {
  readonly #options: SaverOptions;
  readonly #abort = new AbortController();
  readonly #unsubscribe: () => void;
  readonly #pending = new Pending();
  #gathering = false;
  #epoch: number;
  /** The store could not be written when something was to be saved. */
  #isBehind = false;
  #saving: Promise<void> | null = null;

  constructor(options: SaverOptions) {
    this.#options = options;
    this.#epoch = options.store.epoch;
    this.#unsubscribe = options.feed.subscribe((changes) => {
      this.#pending.addChanges(changes);
      this.#gather();
    });
  }

  changed(key: PartKey): void {
    this.#note(key, true);
  }

  seen(key: PartKey): void {
    this.#note(key, false);
  }

  removed(key: PartKey): void {
    this.#pending.remove(key);
    this.#gather();
  }

  /** Saves what there is to save. Never throws: the store has said in the log what went wrong. */
  async flush(deadline = Number.POSITIVE_INFINITY): Promise<void> {
    while (this.#saving) {
      await this.#saving;
    }
    this.#saving = this.#save(deadline);
    await this.#saving;
    this.#saving = null;
  }

  async close(): Promise<void> {
    this.#unsubscribe();
    this.#abort.abort();
    await this.flush(performance.now() + LAST_SAVE_MS);
    await this.#options.store.close();
  }

  #note(key: PartKey, content: boolean): void {
    this.#pending.note(key, content);
    this.#gather();
  }

  #noteAll(): void {
    for (const { section, tenantId, subscriptionId } of this.#options.picture.snapshot().parts()) {
      this.#note({ section, tenantId, subscriptionId }, true);
    }
  }

  #gather(): void {
    if (!this.#gathering && !this.#abort.signal.aborted) {
      this.#gathering = true;
      void this.#later();
    }
  }

  async #later(): Promise<void> {
    try {
      await this.#options.clock.sleep(GATHER_MS, this.#abort.signal);
      this.#gathering = false;
      await this.flush();
    } catch (error) {
      if (!this.#abort.signal.aborted) {
        this.#options.log.error('Saving ended in a way it should not.', { error: error as Error });
      }
    }
  }

  async #save(deadline: number): Promise<void> {
    const { store, history } = this.#options;
    if (!store.writable()) {
      this.#isBehind = true;
      return;
    }
    if (this.#isBehind) {
      // Who wrote it until now may have seen what was over when it was looked at from here.
      this.#isBehind = false;
      this.#noteAll();
    }
    if (store.epoch !== this.#epoch) {
      this.#epoch = store.epoch;
      history.lost();
      this.#noteAll();
    }
    while (!this.#pending.isEmpty && performance.now() < deadline) {
      const taken = this.#pending.take();
      const { removed, changes } = taken;
      // Taken in the same turn as the parts: what a part holds and how it came to hold it are saved together.
      const pieces = [...taken.parts.map(({ key }) => key), ...removed].flatMap((key) =>
        key.section === 'resourceHealth' ? history.take(key) : [],
      );
      try {
        const parts = taken.parts.flatMap((part) => storedPart(this.#options, part) ?? []);
        await store.save({ parts, removed, changes, history: pieces, prune: history.prune() });
        history.saved(pieces);
      } catch {
        history.again(pieces);
        this.#pending.putBack(taken);
        return;
      }
      await setImmediate();
    }
  }
}

/** The saver of an estate without a store. */
export const noSaver: Saver = { changed: () => {}, seen: () => {}, removed: () => {} };
