import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { HistoryRequest, StoredHistory } from '../store/store.ts';

/** What grows stands apart from what doesn't, so that a change costs its own size and not that of the subscription. */
export const HISTORY_TABLE = `
  CREATE TABLE history (tenant TEXT, subscription TEXT, from_at REAL, to_at REAL, bytes INTEGER, base BLOB, tail BLOB,
    PRIMARY KEY (tenant, subscription, from_at));
  CREATE INDEX history_end ON history (to_at);
`;

/** Most pieces that one save takes out: the rest goes with the next one. */
const MOST_PRUNED = 500;

/** The part of the SQLite store that keeps the past. Throws what SQLite throws. */
export class HistoryTable {
  readonly #database: DatabaseSync;
  /** Made once: questions about everything load thousands of times. */
  readonly #loads = new Map<string, StatementSync>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  *load(request: HistoryRequest): Generator<StoredHistory, void> {
    const growing = 'growing' in request;
    const base = growing ? 'NULL AS base' : 'base';
    const where = growing
      ? 'to_at IS NULL'
      : 'tenant = ? AND subscription = ? AND from_at < ? AND (to_at IS NULL OR to_at > ?)';
    const values: SQLInputValue[] = growing ? [] : [request.tenantId, request.subscriptionId, request.to, request.from];
    const query = `SELECT tenant, subscription, from_at, to_at, ${base}, tail FROM history WHERE ${where} ORDER BY from_at`;
    for (const row of this.#prepared(query).all(...values)) {
      const content = row['base'] as Uint8Array | null;
      yield {
        tenantId: String(row['tenant']),
        subscriptionId: String(row['subscription']),
        from: Number(row['from_at']),
        to: row['to_at'] === null ? null : Number(row['to_at']),
        tail: row['tail'] as Uint8Array,
        ...(content ? { base: content } : {}),
      };
    }
  }

  #prepared(query: string): StatementSync {
    const statement = this.#loads.get(query) ?? this.#database.prepare(query);
    this.#loads.set(query, statement);
    return statement;
  }

  write(pieces: readonly StoredHistory[]): void {
    const whole = this.#database.prepare('INSERT OR REPLACE INTO history VALUES (?, ?, ?, ?, ?, ?, ?)');
    const grown = this.#database.prepare(
      `UPDATE history SET to_at = ?, tail = ?, bytes = ifnull(length(base), 0) + ? WHERE tenant = ? AND subscription = ? AND from_at = ?`,
    );
    for (const { tenantId, subscriptionId, from, to, base, tail } of pieces) {
      const key = [tenantId, subscriptionId, from] as const;
      if (base) {
        whole.run(...key, to, base.byteLength + tail.byteLength, base, tail);
      } else if (grown.run(to, tail, tail.byteLength, ...key).changes === 0) {
        whole.run(...key, to, tail.byteLength, null, tail);
      }
    }
  }

  /** Takes out what ended before a time, then the oldest that has ended until the rest fits. */
  prune(before: number, bytes: number): void {
    this.#database.prepare('DELETE FROM history WHERE to_at < ?').run(before);
    let room = bytes - Number(this.#database.prepare('SELECT sum(bytes) AS sum FROM history').get()?.['sum'] ?? 0);
    if (room >= 0) {
      return;
    }
    const oldest = this.#database.prepare(
      'SELECT rowid, bytes FROM history WHERE to_at IS NOT NULL ORDER BY to_at LIMIT ?',
    );
    const remove = this.#database.prepare('DELETE FROM history WHERE rowid = ?');
    for (const row of oldest.all(MOST_PRUNED)) {
      if (room >= 0) {
        return;
      }
      remove.run(Number(row['rowid']));
      room += Number(row['bytes']);
    }
  }
}
