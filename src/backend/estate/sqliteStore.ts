import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { Logger } from '../common/log.ts';
import type { FeedChange } from './model.ts';
import type { PartKey } from './partStatus.ts';
import { HISTORY_TABLE, HistoryTable } from './history/sqliteHistory.ts';
import type { HistoryRequest, Store, StoreBatch, StoredHistory, StoredPart } from './store.ts';

export interface SqliteStoreOptions {
  /** A directory that survives restarts and updates: Grafana's data path for the plugin, never the plugin's own. */
  directory: string;
  /** What tells data sources apart; two never share a file. */
  key: string;
  log: Logger;
}

/** Number of the format of tables and parts. A file with another one is set aside: the picture is read anew within minutes. */
const SCHEMA_VERSION = 2;
const CHANGES_KEPT = 10_000;
/** SQLite's codes for a file that is no database or a damaged one. https://sqlite.org/rescode.html */
const DAMAGED = new Set([11, 26]);

// Content stands apart from what moves with every read, so that a part that is as it was costs one small row.
const SCHEMA = `
  CREATE TABLE part (section TEXT, tenant TEXT, subscription TEXT, observed_at REAL, row_count INTEGER,
    PRIMARY KEY (section, tenant, subscription)) WITHOUT ROWID;
  CREATE TABLE body (section TEXT, tenant TEXT, subscription TEXT, content BLOB, PRIMARY KEY (section, tenant, subscription));
  CREATE TABLE change (cursor INTEGER PRIMARY KEY, content TEXT);
  ${HISTORY_TABLE}
  PRAGMA user_version = ${SCHEMA_VERSION};
`;

/**
 * Opens the store of one data source. Null when it can't be used at all (no directory, read-only, locked, full, no
 * SQLite in this runtime): the estate then lives in memory, and the log says why.
 */
export function openStore(options: SqliteStoreOptions): Store | null {
  const { directory, log } = options;
  const path = join(directory, `estate-${createHash('sha256').update(options.key).digest('hex').slice(0, 32)}.sqlite`);
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    return new SqliteStore(openFile(path, log), log);
  } catch (error) {
    log.warn(
      'The store could not be opened, so the picture is kept in memory only and read anew after a restart. Check that the directory can be written to and has room.',
      {
        path,
        error: error as Error,
      },
    );
    return null;
  }
}

function openFile(path: string, log: Logger): DatabaseSync {
  if (existsSync(path)) {
    try {
      const database = connect(path);
      const { user_version: version } = database.prepare('PRAGMA user_version').get() as { user_version: number };
      if (version === SCHEMA_VERSION && isSound(database)) {
        return database;
      }
      database.close();
      setAside(
        path,
        log,
        version === SCHEMA_VERSION
          ? 'is damaged'
          : `has format ${version}, and this version of the plugin writes format ${SCHEMA_VERSION}`,
      );
    } catch (error) {
      if (!DAMAGED.has(sqliteCode(error))) {
        throw error;
      }
      setAside(path, log, 'is damaged');
    }
  }
  const database = connect(path);
  database.exec(SCHEMA);
  return database;
}

function connect(path: string): DatabaseSync {
  // Loaded when it is needed: a runtime without it still runs the plugin, and no bundler has to know it.
  const { DatabaseSync: Database } = process.getBuiltinModule('node:sqlite');
  const database = new Database(path);
  try {
    // An earlier process may still be closing the file; later on waiting would hold the event loop, and a save can be repeated.
    database.exec('PRAGMA busy_timeout = 2000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
    database.exec('PRAGMA busy_timeout = 20;');
    chmodSync(path, 0o600);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Reads the whole file once, some hundred milliseconds for the largest estates: damage found later would stop every save. */
function isSound(database: DatabaseSync): boolean {
  const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
  const complete = ['part', 'body', 'change', 'history'].every((name) =>
    tables.some((table) => table['name'] === name),
  );
  return complete && database.prepare('PRAGMA quick_check(1)').get()?.['quick_check'] === 'ok';
}

/** Keeps the file for whoever wants to look, under another name. */
function setAside(path: string, log: Logger, why: string): void {
  const aside = `${path}.set-aside`;
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(path + suffix)) {
      renameSync(path + suffix, aside + suffix);
    }
  }
  log.warn(`The stored picture ${why}. It was set aside and the estate starts empty; all of it is read anew.`, {
    path,
    aside,
  });
}

function sqliteCode(error: unknown): number {
  const code = (error as { errcode?: unknown } | null)?.errcode;
  return typeof code === 'number' ? code & 0xff : -1;
}

class SqliteStore implements Store {
  readonly #database: DatabaseSync;
  readonly #log: Logger;
  readonly #history: HistoryTable;
  /** Said once, until a save works again. */
  #failing = false;

  constructor(database: DatabaseSync, log: Logger) {
    this.#database = database;
    this.#log = log;
    this.#history = new HistoryTable(database);
  }

  async *load(section: PartKey['section']): AsyncGenerator<Required<StoredPart>, void> {
    const read = this.#database.prepare(
      `SELECT tenant, subscription, observed_at, row_count, content FROM part JOIN body USING (section, tenant, subscription) WHERE section = ?`,
    );
    try {
      for (const row of read.iterate(section)) {
        yield {
          section,
          tenantId: String(row['tenant']),
          subscriptionId: String(row['subscription']),
          observedAt: Number(row['observed_at']),
          rows: Number(row['row_count']),
          body: row['content'] as Uint8Array,
        };
      }
    } catch (error) {
      this.#log.warn('The stored picture could not be read to its end; what is missing is read anew.', {
        section,
        error: error as Error,
      });
    }
  }

  async loadChanges(limit: number): Promise<FeedChange[]> {
    try {
      const rows = this.#database.prepare('SELECT content FROM change ORDER BY cursor DESC LIMIT ?').all(limit);
      return rows.reverse().map((row) => JSON.parse(String(row['content'])) as FeedChange);
    } catch (error) {
      this.#log.warn('The stored changes could not be read; the feed starts anew.', { error: error as Error });
      return [];
    }
  }

  async *loadHistory(request: HistoryRequest): AsyncGenerator<StoredHistory, void> {
    try {
      yield* this.#history.load(request);
    } catch (error) {
      this.#log.warn('The stored history could not be read to its end; what is missing shows as not observed.', {
        error: error as Error,
      });
    }
  }

  async save(batch: StoreBatch): Promise<void> {
    try {
      this.#database.exec('BEGIN IMMEDIATE');
      this.#write(batch);
      this.#database.exec('COMMIT');
      this.#failing = false;
    } catch (error) {
      this.#undo();
      if (!this.#failing) {
        this.#failing = true;
        this.#log.warn(
          'The picture could not be saved; it is kept in memory, and saving is tried again with the next change.',
          { error: error as Error },
        );
      }
      throw error;
    }
  }

  async close(): Promise<void> {
    try {
      this.#database.close();
    } catch (error) {
      this.#log.warn('The store could not be closed.', { error: error as Error });
    }
  }

  #write(batch: StoreBatch): void {
    const part = this.#database.prepare('INSERT OR REPLACE INTO part VALUES (?, ?, ?, ?, ?)');
    const body = this.#database.prepare('INSERT OR REPLACE INTO body VALUES (?, ?, ?, ?)');
    for (const { section, tenantId, subscriptionId, observedAt, rows, body: content } of batch.parts) {
      part.run(section, tenantId, subscriptionId, observedAt, rows);
      if (content) {
        body.run(section, tenantId, subscriptionId, content);
      }
    }
    for (const table of ['part', 'body']) {
      const remove = this.#database.prepare(
        `DELETE FROM ${table} WHERE section = ? AND tenant = ? AND subscription = ?`,
      );
      batch.removed.forEach(({ section, tenantId, subscriptionId }) => remove.run(section, tenantId, subscriptionId));
    }
    const change = this.#database.prepare('INSERT OR REPLACE INTO change VALUES (?, ?)');
    batch.changes.forEach((entry) => change.run(entry.cursor, JSON.stringify(entry)));
    if (batch.changes.length > 0) {
      this.#database.exec(`DELETE FROM change WHERE cursor <= (SELECT max(cursor) FROM change) - ${CHANGES_KEPT}`);
    }
    this.#history.write(batch.history ?? []);
    if (batch.prune) {
      this.#history.prune(batch.prune.before, batch.prune.bytes);
    }
  }

  #undo(): void {
    try {
      this.#database.exec('ROLLBACK');
    } catch {
      // There is no transaction to undo when BEGIN itself failed.
    }
  }
}
