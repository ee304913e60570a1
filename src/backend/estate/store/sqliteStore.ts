import type { FeedChange } from '../model/change.ts';
import type { PartKey } from '../model/part.ts';
import { PictureFile, type PictureFileOptions } from './pictureFile.ts';
import type { HistoryRequest, Store, StoreBatch, StoredHistory, StoredPart } from './store.ts';

/**
 * Opens the store of one data source. One that can't be used (no directory, read-only, locked, full, no SQLite in this
 * runtime) holds nothing and says why in the log; it is tried again from time to time, and then gets all that it lacks.
 */
export function openStore(options: PictureFileOptions): Store {
  const store = new SqliteStore(options);
  store.writable();
  return store;
}

class SqliteStore implements Store {
  readonly #file: PictureFile;

  constructor(options: PictureFileOptions) {
    this.#file = new PictureFile(options);
  }

  get epoch(): number {
    return this.#file.epoch;
  }

  problem(): string | null {
    return this.#file.problem;
  }

  writable(): boolean {
    return this.#file.writable();
  }

  async *load(section: PartKey['section']): AsyncGenerator<Required<StoredPart>, void> {
    try {
      yield* this.#file.tables?.parts(section) ?? [];
    } catch (error) {
      this.#file.unread('The stored picture could not be read to its end; what is missing is read anew.', error);
    }
  }

  async loadChanges(limit: number): Promise<FeedChange[]> {
    try {
      return this.#file.tables?.changes(limit) ?? [];
    } catch (error) {
      this.#file.unread('The stored changes could not be read; the feed starts anew.', error);
      return [];
    }
  }

  async *loadHistory(request: HistoryRequest): AsyncGenerator<StoredHistory, void> {
    try {
      yield* this.#file.tables?.history.load(request) ?? [];
    } catch (error) {
      this.#file.unread(
        'The stored history could not be read to its end; what is missing shows as not observed.',
        error,
      );
    }
  }

  async save(batch: StoreBatch): Promise<void> {
    if (!this.writable()) {
      throw new Error(this.problem() ?? 'The store is closed, or a newer instance writes it.');
    }
    try {
      this.#file.tables?.write(batch);
      this.#file.written();
    } catch (error) {
      this.#file.failed(error);
      throw error;
    }
  }

  async close(): Promise<void> {
    this.#file.close();
  }
}
