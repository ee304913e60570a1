import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { Logger } from './log.ts';

export interface SqliteFile {
  path: string;
  /** Makes the tables of a new file. */
  schema: string;
  /** Number of the format of the tables. A file with another one is set aside. */
  version: number;
  tables: readonly string[];
  /** Said before there is anything in a new file, such as `PRAGMA auto_vacuum`. */
  before?: string;
  /** Reads the whole file when it is opened, some hundred milliseconds for large ones: damage found later stops every write. */
  check: boolean;
  /** How long opening waits for another process, ms. It holds the event loop. */
  openWaitMs: number;
  /** What it holds, as the subject of a sentence: `The stored picture`. */
  what: string;
  /** What happens now that it was set aside: `the estate starts empty`. */
  instead: string;
}

/** SQLite's codes for a file that is no database or a damaged one. https://sqlite.org/rescode.html */
const DAMAGED = new Set([11, 26]);
/** Waiting later on would hold the event loop, and a write can be repeated. */
const BUSY_MS = 20;

/** Path of a data source's own file: two data sources never share one. */
export function dataFile(directory: string, name: string, key: string): string {
  return join(directory, `${name}-${createHash('sha256').update(key).digest('hex').slice(0, 32)}.sqlite`);
}

/**
 * Opens a database file, or makes it; one that is damaged or of another format is set aside first.
 *
 * @throws what SQLite and the file system throw: no directory, read-only, locked, full, no SQLite in this runtime
 */
export function openSqlite(file: SqliteFile, directory: string, log: Logger): DatabaseSync {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  if (existsSync(file.path)) {
    try {
      const database = connect(file);
      const { user_version: version } = database.prepare('PRAGMA user_version').get() as { user_version: number };
      if (version === file.version && isSound(database, file)) {
        return database;
      }
      database.close();
      setAside(
        file,
        log,
        version === file.version
          ? 'is damaged'
          : `has format ${version}, and this version of the plugin writes format ${file.version}`,
      );
    } catch (error) {
      if (!isDamaged(error)) {
        throw error;
      }
      setAside(file, log, 'is damaged');
    }
  }
  const database = connect(file);
  try {
    database.exec(`BEGIN IMMEDIATE; ${file.schema} PRAGMA user_version = ${file.version}; COMMIT;`);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Whether an error of SQLite means that the file is no good. */
export function isDamaged(error: unknown): boolean {
  const code = (error as { errcode?: unknown } | null)?.errcode;
  return typeof code === 'number' && DAMAGED.has(code & 0xff);
}

/** Keeps the file for whoever wants to look, under another name. */
export function setAside({ path, what, instead }: SqliteFile, log: Logger, why: string): void {
  const aside = `${path}.set-aside`;
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(path + suffix)) {
      renameSync(path + suffix, aside + suffix);
    }
  }
  log.warn(`${what} ${why}. It was set aside, and ${instead}.`, { path, aside });
}

function connect({ path, before = '', openWaitMs }: SqliteFile): DatabaseSync {
  // Loaded when it is needed: a runtime without it still runs the plugin, and no bundler has to know it.
  const { DatabaseSync: Database } = process.getBuiltinModule('node:sqlite');
  const database = new Database(path);
  try {
    database.exec(
      `PRAGMA busy_timeout = ${openWaitMs}; ${before} PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;`,
    );
    database.exec(`PRAGMA busy_timeout = ${BUSY_MS};`);
    chmodSync(path, 0o600);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function isSound(database: DatabaseSync, { tables, check }: SqliteFile): boolean {
  const found = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
  const complete = tables.every((name) => found.some((table) => table['name'] === name));
  return complete && (!check || database.prepare('PRAGMA quick_check(1)').get()?.['quick_check'] === 'ok');
}
