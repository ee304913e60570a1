import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import type { Logger } from './log.ts';
import { type AsideFile, setAside, takeBack } from './sqliteAside.ts';

/** A database file and what is to be in it. */
export interface SqliteFile extends AsideFile {
  /** Makes the tables of a new file. */
  schema: string;
  tables: readonly string[];
  /** Said before there is anything in a new file, such as `PRAGMA auto_vacuum`. */
  before?: string;
  /** Reads the whole file when it is opened, some hundred milliseconds for large ones: damage found later stops every write. */
  check: boolean;
  /** How long opening waits for another process, ms. It holds the event loop. */
  openWaitMs: number;
}

/** SQLite's codes for a file that is no database or a damaged one. https://sqlite.org/rescode.html */
const DAMAGED = new Set([11, 26]);
/** Waiting later on would hold the event loop, and a write can be repeated. */
const BUSY_MS = 20;

/**
 * Opens a database file, or makes it; one that is damaged or of another format is set aside first. One of this format
 * that another version of the plugin set aside is taken up again.
 *
 * @throws what SQLite and the file system throw: no directory, read-only, locked, full, no SQLite in this runtime
 */
export function openSqlite(file: SqliteFile, directory: string, log: Logger): DatabaseSync {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const found = openExisting(file, log);
  if (found) {
    return found;
  }
  if (takeBack(file)) {
    const taken = openExisting(file, log);
    if (taken) {
      log.info(`${file.what} of an earlier time is taken up again.`, { path: file.path });
      return taken;
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

/** Opens a database that another process writes; null where there is none of this format. Throws as `openSqlite`. */
export function openToRead(file: SqliteFile): DatabaseSync | null {
  if (!existsSync(file.path)) {
    return null;
  }
  const database = connect({ ...file, openWaitMs: BUSY_MS });
  if (database.prepare('PRAGMA user_version').get()?.['user_version'] === file.version && isComplete(database, file)) {
    return database;
  }
  database.close();
  return null;
}

/** The database that is there, if it can be used; else it is set aside. */
function openExisting(file: SqliteFile, log: Logger): DatabaseSync | null {
  if (!existsSync(file.path)) {
    return null;
  }
  let database: DatabaseSync | undefined;
  try {
    database = connect(file);
    const { user_version: version } = database.prepare('PRAGMA user_version').get() as { user_version: number };
    if (version === file.version && isSound(database, file)) {
      return database;
    }
    const empty = version === 0 && database.prepare('SELECT name FROM sqlite_master').all().length === 0;
    database.close();
    setAside(file, log, whyNot(file, version, empty), empty || version === file.version ? null : version);
  } catch (error) {
    database?.close();
    if (!isDamaged(error)) {
      throw error;
    }
    setAside(file, log, 'is damaged');
  }
  return null;
}

function whyNot(file: SqliteFile, version: number, empty: boolean): string {
  if (empty) {
    return 'is empty';
  }
  return version === file.version
    ? 'is damaged'
    : `has format ${version}, and this version of the plugin writes format ${file.version}`;
}

/** Whether an error of SQLite means that the file is no good. */
export function isDamaged(error: unknown): boolean {
  const code = (error as { errcode?: unknown } | null)?.errcode;
  return typeof code === 'number' && DAMAGED.has(code & 0xff);
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

function isSound(database: DatabaseSync, file: SqliteFile): boolean {
  const checked = () => database.prepare('PRAGMA quick_check(1)').get()?.['quick_check'] === 'ok';
  return isComplete(database, file) && (!file.check || checked());
}

function isComplete(database: DatabaseSync, { tables }: SqliteFile): boolean {
  const found = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
  return tables.every((name) => found.some((table) => table['name'] === name));
}
