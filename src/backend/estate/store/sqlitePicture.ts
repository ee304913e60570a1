import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { Logger } from '../../common/log.ts';
import type { SqliteFile } from '../../common/sqliteFile.ts';
import { transaction } from '../../common/sqliteTransaction.ts';
import { HISTORY_TABLE, HistoryTable } from '../history/sqliteHistory.ts';
import type { FeedChange } from '../model/change.ts';
import type { PartKey } from '../model/part.ts';
import type { StoreBatch, StoredPart } from './store.ts';

const CHANGES_KEPT = 10_000;

/** All of the picture's file but where it is. */
export const PICTURE_FILE: Omit<SqliteFile, 'path'> = {
  // Content stands apart from what moves with every read, so that a part that is as it was costs one small row.
  schema: `
    CREATE TABLE part (section TEXT, tenant TEXT, subscription TEXT, observed_at REAL, row_count INTEGER,
      PRIMARY KEY (section, tenant, subscription)) WITHOUT ROWID;
    CREATE TABLE body (section TEXT, tenant TEXT, subscription TEXT, content BLOB, PRIMARY KEY (section, tenant, subscription));
    CREATE TABLE change (cursor INTEGER PRIMARY KEY, content TEXT);
    ${HISTORY_TABLE}
  `,
  // Of tables and of what is in them.
  version: 3,
  tables: ['part', 'body', 'change', 'history'],
  check: true,
  // An earlier process may still be closing the file.
  openWaitMs: 2000,
  what: 'The stored picture',
  instead: 'the estate starts empty; all of it is read anew',
};

/** The tables of an open file. Throws what SQLite throws. */
export class PictureTables {
  readonly history: HistoryTable;
  readonly #database: DatabaseSync;
  readonly #log: Logger;
  /** What the numbers of changes in the file are ahead of those of this process, which did not read them all. */
  #ahead = 0;

  constructor(database: DatabaseSync, log: Logger) {
    this.#database = database;
    this.#log = log;
    this.history = new HistoryTable(database);
  }

  *parts(section: PartKey['section']): Generator<Required<StoredPart>, void> {
    const read = this.#database.prepare(
      `SELECT tenant, subscription, observed_at, row_count, content FROM part JOIN body USING (section, tenant, subscription) WHERE section = ?`,
    );
    for (const row of read.iterate(section)) {
      const { observed_at: observedAt, row_count: rows, content: body } = row;
      const place = { section, tenantId: String(row['tenant']), subscriptionId: String(row['subscription']) };
      if (typeof observedAt === 'number' && typeof rows === 'number' && body instanceof Uint8Array) {
        yield { ...place, observedAt, rows, body };
      } else {
        this.#log.warn('A stored part could not be read; it is collected anew.', place);
      }
    }
  }

  /** The newest ones, oldest first; those that can't be read are left out. */
  changes(limit: number): FeedChange[] {
    const rows = this.#database.prepare('SELECT cursor, content FROM change ORDER BY cursor DESC LIMIT ?').all(limit);
    const changes = rows.reverse().flatMap((row) => readChange(row['cursor'], row['content']) ?? []);
    if (changes.length < rows.length) {
      this.#log.warn('Stored changes could not be read; the feed goes on without them.', {
        changes: rows.length - changes.length,
      });
    }
    return changes;
  }

  /** All of it or nothing. */
  write(batch: StoreBatch): void {
    transaction(this.#database, () => {
      this.#writeParts(batch);
      this.#writeChanges(batch.changes);
      this.history.write(batch.history ?? []);
      if (batch.prune) {
        this.history.prune(batch.prune.before, batch.prune.bytes);
      }
    });
  }

  #writeParts({ parts, removed }: StoreBatch): void {
    const part = this.#database.prepare('INSERT OR REPLACE INTO part VALUES (?, ?, ?, ?, ?)');
    const body = this.#database.prepare('INSERT OR REPLACE INTO body VALUES (?, ?, ?, ?)');
    for (const { section, tenantId, subscriptionId, observedAt, rows, body: content } of parts) {
      part.run(section, tenantId, subscriptionId, observedAt, rows);
      if (content) {
        body.run(section, tenantId, subscriptionId, content);
      }
    }
    for (const table of ['part', 'body']) {
      const remove = this.#database.prepare(
        `DELETE FROM ${table} WHERE section = ? AND tenant = ? AND subscription = ?`,
      );
      removed.forEach(({ section, tenantId, subscriptionId }) => remove.run(section, tenantId, subscriptionId));
    }
  }

  /** Changes of another process, or of this one's instance before the last change of its settings, are not overwritten. */
  #writeChanges(changes: readonly FeedChange[]): void {
    const [first] = changes;
    if (!first) {
      return;
    }
    const last = Number(this.#database.prepare('SELECT max(cursor) AS last FROM change').get()?.['last'] ?? 0);
    this.#ahead = Math.max(this.#ahead, last + 1 - first.cursor);
    const insert = this.#database.prepare('INSERT INTO change VALUES (?, ?)');
    for (const change of changes) {
      const cursor = change.cursor + this.#ahead;
      insert.run(cursor, JSON.stringify({ ...change, cursor }));
    }
    this.#database.exec(`DELETE FROM change WHERE cursor <= (SELECT max(cursor) FROM change) - ${CHANGES_KEPT}`);
  }
}

function readChange(cursor: SQLOutputValue | undefined, content: SQLOutputValue | undefined): FeedChange | undefined {
  try {
    const change = JSON.parse(String(content)) as FeedChange;
    return typeof change.kind === 'string' && typeof change.at === 'number' && change.cursor === cursor
      ? change
      : undefined;
  } catch {
    return undefined;
  }
}
