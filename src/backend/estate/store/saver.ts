import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../common/clock.ts';
import type { Logger } from '../../common/log.ts';
import type { ChangeFeed } from '../changeFeed.ts';
import type { Saver } from '../context.ts';
import type { DirectoryFacts } from '../discovery/facts.ts';
import type { FeedChange } from '../model/change.ts';
import type { HealthHistory } from '../history/healthHistory.ts';
import type { InternedNames } from '../segments/names.ts';
import { encodeBody, type PartBody } from './partBody.ts';
import type { PartKey } from '../model/part.ts';
import type { Picture } from '../picture/picture.ts';
import { isRowSection } from '../rows/index.ts';
import type { Store, StoredPart } from './store.ts';

export interface SaverOptions {
  store: Store;
  clock: Clock;
  log: Logger;
  picture: Picture;
  names: InternedNames;
  feed: ChangeFeed;
  facts(): DirectoryFacts;
  history: HealthHistory;
}

/** How long changes are gathered before they are saved. */
const GATHER_MS = 2_000;
/** Parts in one transaction: some milliseconds of work. */
const BATCH = 32;
/** How long a save at the end may take; what is not saved then is read anew. */
const LAST_SAVE_MS = 1_000;
/** Changes that wait for a store that can't be written to. */
const CHANGES_WAITING = 10_000;

/** Notes which parts have to be saved, and saves them in small batches beside the collecting. */
export class StoreSaver implements Saver {
  readonly #options: SaverOptions;
  readonly #abort = new AbortController();
  readonly #unsubscribe: () => void;
  /** Key -> does its content have to be written, or only its time. */
  #dirty = new Map<string, { key: PartKey; content: boolean }>();
  #removed = new Map<string, PartKey>();
  #changes: FeedChange[] = [];
  #gathering = false;
  #epoch: number;
  #saving: Promise<void> | null = null;

  constructor(options: SaverOptions) {
    this.#options = options;
    this.#epoch = options.store.epoch;
    this.#unsubscribe = options.feed.subscribe((changes) => {
      this.#changes = [...this.#changes, ...changes].slice(-CHANGES_WAITING);
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
    this.#dirty.delete(nameOf(key));
    this.#removed.set(nameOf(key), key);
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
    const name = nameOf(key);
    this.#removed.delete(name);
    this.#dirty.set(name, { key, content: content || this.#dirty.get(name)?.content === true });
    this.#gather();
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
    const { store, history, picture } = this.#options;
    if (!store.writable()) {
      return;
    }
    if (store.epoch !== this.#epoch) {
      this.#epoch = store.epoch;
      history.lost();
      for (const { section, tenantId, subscriptionId } of picture.snapshot().parts()) {
        this.#note({ section, tenantId, subscriptionId }, true);
      }
    }
    while (this.#dirty.size + this.#removed.size + this.#changes.length > 0 && performance.now() < deadline) {
      const dirty = [...this.#dirty].slice(0, BATCH);
      const removed = [...this.#removed];
      const changes = this.#changes;
      dirty.forEach(([name]) => this.#dirty.delete(name));
      this.#removed = new Map();
      this.#changes = [];
      // Taken in the same turn as the parts: what a part holds and how it came to hold it are saved together.
      const pieces = [...dirty, ...removed.map(([name, key]) => [name, { key }] as const)].flatMap(([, { key }]) =>
        key.section === 'resourceHealth' ? history.take(key) : [],
      );
      try {
        const parts = dirty.flatMap(([, { key, content }]) => this.#part(key, content) ?? []);
        const prune = history.prune();
        await store.save({ parts, removed: removed.map(([, key]) => key), changes, history: pieces, prune });
        history.saved(pieces);
      } catch {
        history.again(pieces);
        this.#again(dirty, removed, changes);
        return;
      }
      await setImmediate();
    }
  }

  /** Puts back what a failed save took, behind what came meanwhile. */
  #again(
    dirty: Array<[string, { key: PartKey; content: boolean }]>,
    removed: Array<[string, PartKey]>,
    changes: FeedChange[],
  ): void {
    for (const [name, entry] of dirty) {
      const newer = this.#dirty.get(name);
      if (!this.#removed.has(name)) {
        this.#dirty.set(name, { key: entry.key, content: entry.content || newer?.content === true });
      }
    }
    for (const [name, key] of removed) {
      if (!this.#dirty.has(name)) {
        this.#removed.set(name, key);
      }
    }
    this.#changes = [...changes, ...this.#changes].slice(-CHANGES_WAITING);
  }

  /** The part as it is now, or nothing when it has gone or was never complete. */
  #part(key: PartKey, content: boolean): StoredPart | undefined {
    const { picture, names } = this.#options;
    const status = picture.part(key.section, key.tenantId, key.subscriptionId);
    if (!status || status.observedAt === null) {
      return undefined;
    }
    const stored = { ...key, observedAt: status.observedAt, rows: status.rows };
    if (!content) {
      return stored;
    }
    if (key.section === 'customers') {
      return { ...stored, body: encodeBody({ head: this.#options.facts() }) };
    }
    if (key.section === 'subscriptions') {
      return { ...stored, body: encodeBody({ head: picture.subscriptionsOf(key.tenantId) }) };
    }
    const view = picture.view(key.subscriptionId);
    if (isRowSection(key.section)) {
      const rows = view?.rows[key.section];
      return rows && { ...stored, body: encodeBody({ head: rows }) };
    }
    const segment: Partial<PartBody<unknown>> | undefined =
      key.section === 'inventory' ? view?.inventory?.stored(names) : view?.health?.stored();
    return segment && { ...stored, body: encodeBody(segment) };
  }
}

/** The saver of an estate without a store. */
export const noSaver: Saver = { changed: () => {}, seen: () => {}, removed: () => {} };

function nameOf(key: PartKey): string {
  return `${key.section}/${key.tenantId}/${key.subscriptionId}`;
}
