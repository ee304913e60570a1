import type { DatabaseSync } from 'node:sqlite';
import type { Logger } from '../common/log.ts';
import { dataFile, openSqlite } from '../common/sqliteFile.ts';
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

// Content stands apart from what moves with every read, so that a part that is as it was costs one small row.
const SCHEMA = `
  CREATE TABLE part (section TEXT, tenant TEXT, subscription TEXT, observed_at REAL, row_count INTEGER,
    PRIMARY KEY (section, tenant, subscription)) WITHOUT ROWID;
  CREATE TABLE body (section TEXT, tenant TEXT, subscription TEXT, content BLOB, PRIMARY KEY (section, tenant, subscription));
  CREATE TABLE change (cursor INTEGER PRIMARY KEY, content TEXT);
  ${HISTORY_TABLE}
`;

/**
 * Opens the store of one data source. Null when it can't be used at all (no directory, read-only, locked, full, no
 * SQLite in this runtime): the estate then lives in memory, and the log says why.
 */
export function openStore(options: SqliteStoreOptions): Store | null {
  const { directory, log } = options;
  const path = dataFile(directory, 'estate', options.key);
  const file = {
    path,
    schema: SCHEMA,
    version: SCHEMA_VERSION,
    tables: ['part', 'body', 'change', 'history'],
    check: true,
    // An earlier process may still be closing the file.
    openWaitMs: 2000,
    what: 'The stored picture',
    instead: 'the estate starts empty; all of it is read anew',
  };
  try {
    return new SqliteStore(openSqlite(file, directory, log), log);
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
