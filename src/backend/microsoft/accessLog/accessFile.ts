import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../../common/clock.ts';
import { dataFile } from '../../common/dataFile.ts';
import { messageOf } from '../../common/errors.ts';
import type { Logger } from '../../common/log.ts';
import { setAside } from '../../common/sqliteAside.ts';
import { isDamaged, openSqlite, type SqliteFile } from '../../common/sqliteFile.ts';
import { Until } from '../../common/until.ts';
import { ACCESS_SCHEMA, AccessTable } from './accessTable.ts';

export interface AccessFileOptions {
  /** A directory that survives restarts; null: there is no file. */
  directory: string | null;
  /** What tells data sources apart. */
  key: string;
  clock: Clock;
  log: Logger;
}

/** How long a file that failed is left alone. */
const RETRY_MS = 30_000;

const FILE: Omit<SqliteFile, 'path'> = {
  // The file shrinks when less room is given; to be said before there is any table.
  before: 'PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_size_limit = 4194304;',
  schema: ACCESS_SCHEMA,
  version: 1,
  tables: ['term', 'call'],
  check: false,
  openWaitMs: 20,
  what: 'The log of calls to Microsoft',
  instead: 'a new one was begun',
};

/** The file of the log of calls: opened when it is wanted, set aside when it is damaged, tried again when it failed. */
export class AccessFile {
  readonly #options: AccessFileOptions;
  readonly #file: SqliteFile;
  #database: DatabaseSync | null = null;
  #table: AccessTable | null = null;
  #problem: string | null = null;
  #leftAlone = new Until(0, 0);

  constructor(options: AccessFileOptions) {
    this.#options = options;
    this.#file = { ...FILE, path: dataFile(options.directory ?? '', 'calls', options.key, 'sqlite') };
    if (options.directory === null) {
      this.#problem = 'there is no folder for it: set data_path for the plugin in the configuration of Grafana';
    }
  }

  /** What is wrong with the file, and what to do: the end of a sentence. Null where it could be written last. */
  get problem(): string | null {
    return this.#problem;
  }

  /** The table where the file is open. */
  get table(): AccessTable | null {
    return this.#table;
  }

  /** The table, of a file that is opened for it; null while it is not to be tried. Throws what SQLite throws. */
  open(): AccessTable | null {
    const { directory, log, clock } = this.#options;
    if (directory === null || this.#leftAlone.leftMs(clock.now()) > 0) {
      return null;
    }
    if (this.#table === null) {
      this.#database = openSqlite(this.#file, directory, log);
      this.#table = new AccessTable(this.#database);
    }
    return this.#table;
  }

  /** A write succeeded. */
  worked(): void {
    this.#problem = null;
  }

  /** What was tried with the file threw this. */
  failed(error: unknown): void {
    const { clock, log } = this.#options;
    this.#leftAlone = new Until(clock.now(), RETRY_MS);
    // A dictionary that can't be read is as bad as a file that can't.
    if (isDamaged(error) || error instanceof SyntaxError) {
      this.close();
      try {
        setAside(this.#file, log, 'is damaged');
      } catch {
        // Tried again with the next write.
      }
    }
    if (this.#problem === null) {
      log.warn('The log of calls to Microsoft could not be used; the newest calls are kept in memory.', {
        path: this.#file.path,
        error: error as Error,
      });
    }
    this.#problem = `${messageOf(error)}. Check that the folder can be written to and has room`;
  }

  /** Lets the next `open()` try, however lately it failed. */
  retry(): void {
    this.#leftAlone = new Until(0, 0);
  }

  close(): void {
    try {
      this.#database?.close();
    } catch {
      // Nothing is lost: what was committed is in the file.
    }
    this.#database = null;
    this.#table = null;
  }
}
