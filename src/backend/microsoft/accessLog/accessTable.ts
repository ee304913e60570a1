import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { transaction } from '../../common/sqliteTransaction.ts';
import type { AccessRecord } from './accessLog.ts';
import { AccessSearch } from './accessSearch.ts';
import { AccessTerms, TERM_TABLE } from './accessTerms.ts';
import { packed, PER_MS } from './callRow.ts';

/** Free pages of the file that one write gives back. */
const GIVEN_BACK = 256;

export const ACCESS_SCHEMA = `
  ${TERM_TABLE}
  CREATE TABLE call (id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, place INTEGER NOT NULL, outcome INTEGER NOT NULL,
    duration INTEGER NOT NULL, retries INTEGER NOT NULL, request);
`;

/** How much is kept. */
export interface Keep {
  /** Calls that began before this go, ms since the epoch. */
  since: number;
  bytes: number;
}

/** The log of calls in a SQLite file, some 40 bytes a call. Throws what SQLite throws. */
export class AccessTable {
  readonly terms: AccessTerms;
  readonly search: AccessSearch;
  readonly #database: DatabaseSync;
  readonly #insert: StatementSync;
  #count = 0;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.terms = new AccessTerms(database);
    this.search = new AccessSearch(database, this.terms);
    this.#insert = database.prepare('INSERT OR IGNORE INTO call VALUES (?, ?, ?, ?, ?, ?, ?)');
  }

  /** Writes all of them or none, and lets go of what is too old or too much. */
  write(records: readonly AccessRecord[], keep: Keep): void {
    const work = () => {
      records.forEach((record) => this.#add(record));
      this.#prune(keep, 2 * records.length + 1_000);
    };
    transaction(this.#database, work, () => this.terms.reload());
    this.#database.exec(`PRAGMA incremental_vacuum(${GIVEN_BACK})`);
  }

  /** Bytes that the calls take up in the file. */
  get bytes(): number {
    const pragma = (name: string) => Number(this.#database.prepare(`PRAGMA ${name}`).get()?.[name] ?? 0);
    return (pragma('page_count') - pragma('freelist_count')) * pragma('page_size');
  }

  #add(record: AccessRecord): void {
    const ids = this.terms.idsOf(record);
    const duration = Math.max(0, Math.round(record.durationMs));
    this.#count = (this.#count + 1) % PER_MS;
    let id = Math.round(record.at) * PER_MS + this.#count;
    while (this.#insert.run(id, ...ids, duration, record.retries, packed(record.requestId)).changes === 0) {
      id += 1;
    }
  }

  /** Takes out the oldest calls, at most so many. */
  #prune({ since, bytes }: Keep, most: number): void {
    const edge = this.#database.prepare('SELECT id FROM call ORDER BY id LIMIT 1 OFFSET ?').get(most)?.['id'];
    const old = Math.round(since) * PER_MS;
    const below = this.bytes > bytes ? Number(edge ?? 0) : Math.min(Number(edge ?? old), old);
    this.#database.prepare('DELETE FROM call WHERE id < ?').run(below);
  }
}
