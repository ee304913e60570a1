import { mkdirSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { dataFile } from '../../common/dataFile.ts';
import { messageOf } from '../../common/errors.ts';
import { takeLease } from '../../common/lease.ts';
import type { Logger } from '../../common/log.ts';
import { setAside } from '../../common/sqliteAside.ts';
import { isDamaged, openSqlite, openToRead, type SqliteFile } from '../../common/sqliteFile.ts';
import type { FeedChange } from '../model/change.ts';
import type { PartKey } from '../model/part.ts';
import { PictureTables, PICTURE_FILE } from './sqlitePicture.ts';
import type { HistoryRequest, Store, StoreBatch, StoredHistory, StoredPart } from './store.ts';

export interface SqliteStoreOptions {
  /** A directory that survives restarts and updates: Grafana's data path for the plugin, never the plugin's own. */
  directory: string;
  /** What tells data sources apart; two never share a file. */
  key: string;
  log: Logger;
}

/** How long a file that could not be opened or written is left alone, ms. */
const RETRY_MS = 30_000;
const MEMORY_ONLY =
  'The store could not be opened, so the picture is kept in memory only and read anew after a restart.';
const CHECK_FOLDER = 'Check that the directory can be written to and has room; it is tried again every half minute.';
const OTHERS =
  'Another process writes the stored picture. It is only read here, and what is collected is kept in memory: give each Grafana server a data_path of its own.';

/**
 * Opens the store of one data source. One that can't be used (no directory, read-only, locked, full, no SQLite in this
 * runtime) holds nothing and says why in the log; it is tried again from time to time, and then gets all that it lacks.
 */
export function openStore(options: SqliteStoreOptions): Store {
  const store = new SqliteStore(options);
  store.writable();
  return store;
}

class SqliteStore implements Store {
  readonly #directory: string;
  readonly #file: SqliteFile;
  readonly #log: Logger;
  #database: DatabaseSync | null = null;
  #tables: PictureTables | null = null;
  /** Gives the right to write back; null while there is none. */
  #release: (() => void) | null = null;
  #problem: string | null = null;
  #retryAt = Number.NEGATIVE_INFINITY;
  #epoch = 0;

  constructor({ directory, key, log }: SqliteStoreOptions) {
    this.#directory = directory;
    this.#file = { ...PICTURE_FILE, path: dataFile(directory, 'estate', key, 'sqlite') };
    this.#log = log;
  }

  get epoch(): number {
    return this.#epoch;
  }

  problem(): string | null {
    return this.#problem;
  }

  writable(): boolean {
    if (this.#release === null && performance.now() >= this.#retryAt) {
      this.#retryAt = performance.now() + RETRY_MS;
      this.#open();
    }
    return this.#release !== null;
  }

  async *load(section: PartKey['section']): AsyncGenerator<Required<StoredPart>, void> {
    try {
      yield* this.#tables?.parts(section) ?? [];
    } catch (error) {
      this.#unread('The stored picture could not be read to its end; what is missing is read anew.', error);
    }
  }

  async loadChanges(limit: number): Promise<FeedChange[]> {
    try {
      return this.#tables?.changes(limit) ?? [];
    } catch (error) {
      this.#unread('The stored changes could not be read; the feed starts anew.', error);
      return [];
    }
  }

  async *loadHistory(request: HistoryRequest): AsyncGenerator<StoredHistory, void> {
    try {
      yield* this.#tables?.history.load(request) ?? [];
    } catch (error) {
      this.#unread('The stored history could not be read to its end; what is missing shows as not observed.', error);
    }
  }

  async save(batch: StoreBatch): Promise<void> {
    if (!this.writable()) {
      throw new Error(this.#problem ?? OTHERS);
    }
    try {
      this.#tables?.write(batch);
      this.#problem = null;
    } catch (error) {
      this.#failed(error);
      throw error;
    }
  }

  async close(): Promise<void> {
    this.#retryAt = Number.POSITIVE_INFINITY;
    this.#forget();
    this.#release?.();
    this.#release = null;
  }

  #open(): void {
    let release: (() => void) | null = null;
    try {
      mkdirSync(this.#directory, { recursive: true, mode: 0o700 });
      release = takeLease(`${this.#file.path}.lock`);
      if (release) {
        this.#forget();
        this.#use(openSqlite(this.#file, this.#directory, this.#log));
        this.#release = release;
        this.#solved('The stored picture is written by this process from now on.');
      } else {
        this.#use(this.#database ?? openToRead(this.#file));
        this.#complain(OTHERS, OTHERS);
      }
    } catch (error) {
      release?.();
      this.#complain(`${MEMORY_ONLY} ${CHECK_FOLDER}`, `${MEMORY_ONLY} ${messageOf(error)}. ${CHECK_FOLDER}`, error);
    }
  }

  #use(database: DatabaseSync | null): void {
    this.#database = database;
    this.#tables = database && new PictureTables(database, this.#log);
  }

  /** A file that is found to be damaged while it is used is set aside, and all is written anew into the next one. */
  #failed(error: unknown): void {
    const said =
      'The picture could not be saved; it is kept in memory, and saving is tried again with the next change.';
    this.#complain(said, `${said} ${messageOf(error)}.`, error);
    if (isDamaged(error)) {
      this.#forget();
      this.#release?.();
      this.#release = null;
      this.#epoch++;
      this.#retryAt = performance.now() + RETRY_MS;
      try {
        setAside(this.#file, this.#log, 'is damaged');
      } catch {
        // Set aside when it is opened the next time.
      }
    }
  }

  /** Said once, until it works again. */
  #complain(said: string, problem: string, error?: unknown): void {
    if (this.#problem === null) {
      this.#log.warn(said, { path: this.#file.path, error: error as Error | undefined });
    }
    this.#problem = problem;
  }

  #solved(said: string): void {
    if (this.#problem !== null) {
      this.#log.info(said, { path: this.#file.path });
    }
    this.#problem = null;
  }

  #unread(said: string, error: unknown): void {
    this.#log.warn(said, { path: this.#file.path, error: error as Error });
  }

  #forget(): void {
    try {
      this.#database?.close();
    } catch (error) {
      this.#log.warn('The store could not be closed.', { error: error as Error });
    }
    this.#database = null;
    this.#tables = null;
  }
}
