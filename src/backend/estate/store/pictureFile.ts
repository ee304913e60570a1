import { mkdirSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { dataFile } from '../../common/dataFile.ts';
import { messageOf } from '../../common/errors.ts';
import { type Lease, takeLease } from '../../common/lease.ts';
import type { Logger } from '../../common/log.ts';
import { setAside } from '../../common/sqliteAside.ts';
import { isDamaged, openSqlite, openToRead, type SqliteFile } from '../../common/sqliteFile.ts';
import { PICTURE_FILE, PictureTables } from './sqlitePicture.ts';

export interface PictureFileOptions {
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

/** The picture's file: who may write it, whether it can be used, and what is to be said where it can't. */
export class PictureFile {
  readonly #directory: string;
  readonly #file: SqliteFile;
  readonly #log: Logger;
  #database: DatabaseSync | null = null;
  #tables: PictureTables | null = null;
  /** The right to write; null while there is none. */
  #lease: Lease | null = null;
  #problem: string | null = null;
  #retryAt = Number.NEGATIVE_INFINITY;
  #epoch = 0;

  constructor({ directory, key, log }: PictureFileOptions) {
    this.#directory = directory;
    this.#file = { ...PICTURE_FILE, path: dataFile(directory, 'estate', key, 'sqlite') };
    this.#log = log;
  }

  /** The tables where the file is open, perhaps only to be read. */
  get tables(): PictureTables | null {
    return this.#tables;
  }

  /** Rises when what was saved is gone. */
  get epoch(): number {
    return this.#epoch;
  }

  /** Why what is collected can't be kept, and what to do; null when it can. */
  get problem(): string | null {
    return this.#problem;
  }

  /**
   * Whether the file can be written; tries to open it where that is due. An instance that another one of this process
   * takes over from, as when settings are saved, writes no more: what it saw last may be over by then.
   */
  writable(): boolean {
    if (this.#lease === null && performance.now() >= this.#retryAt) {
      this.#retryAt = performance.now() + RETRY_MS;
      this.#open();
    }
    return this.#lease?.isNewest() ?? false;
  }

  /** A write succeeded. */
  written(): void {
    this.#problem = null;
  }

  /** A write threw this. A file that is found to be damaged is set aside, and all is written anew into the next one. */
  failed(error: unknown): void {
    const said =
      'The picture could not be saved; it is kept in memory, and saving is tried again with the next change.';
    this.#complain(said, `${said} ${messageOf(error)}.`, error);
    if (isDamaged(error)) {
      this.#forget();
      this.#letGo();
      this.#epoch++;
      this.#retryAt = performance.now() + RETRY_MS;
      try {
        setAside(this.#file, this.#log, 'is damaged');
      } catch {
        // Set aside when it is opened the next time.
      }
    }
  }

  /** A read threw this. */
  unread(said: string, error: unknown): void {
    this.#log.warn(said, { path: this.#file.path, error: error as Error });
  }

  /** Closes the file for good. */
  close(): void {
    this.#retryAt = Number.POSITIVE_INFINITY;
    this.#forget();
    this.#letGo();
  }

  #open(): void {
    let lease: Lease | null = null;
    try {
      mkdirSync(this.#directory, { recursive: true, mode: 0o700 });
      lease = takeLease(`${this.#file.path}.lock`);
      if (lease) {
        this.#forget();
        this.#use(openSqlite(this.#file, this.#directory, this.#log));
        this.#lease = lease;
        this.#solved('The stored picture is written by this process from now on.');
      } else {
        this.#use(this.#database ?? openToRead(this.#file));
        this.#complain(OTHERS, OTHERS);
      }
    } catch (error) {
      lease?.giveBack();
      this.#complain(`${MEMORY_ONLY} ${CHECK_FOLDER}`, `${MEMORY_ONLY} ${messageOf(error)}. ${CHECK_FOLDER}`, error);
    }
  }

  #use(database: DatabaseSync | null): void {
    this.#database = database;
    this.#tables = database && new PictureTables(database, this.#log);
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

  #letGo(): void {
    this.#lease?.giveBack();
    this.#lease = null;
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
