import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import type { AccessRecord } from './accessLog.ts';
import type { AccessFilter, CallCount, CountBy } from './accessReader.ts';
import { AccessTerms, TERM_TABLE } from './accessTerms.ts';

/** A call's number is when it began, in ms, times this, and a count: so the rows are in the order of time without an index. */
const PER_MS = 1000;
/** Rows that one step looks at, some milliseconds of work. */
const READ_STEP = 2_000;
const COUNT_STEP = 20_000;
/** Free pages of the file that one write gives back. */
const GIVEN_BACK = 256;
const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

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
  readonly #database: DatabaseSync;
  readonly #terms: AccessTerms;
  readonly #insert: StatementSync;
  #count = 0;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#terms = new AccessTerms(database);
    this.#insert = database.prepare('INSERT OR IGNORE INTO call VALUES (?, ?, ?, ?, ?, ?, ?)');
  }

  get terms(): AccessTerms {
    return this.#terms;
  }

  /** Writes all of them or none, and lets go of what is too old or too much. */
  write(records: readonly AccessRecord[], keep: Keep): void {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      records.forEach((record) => this.#add(record));
      this.#prune(keep, 2 * records.length + 1_000);
      this.#database.exec('COMMIT');
    } catch (error) {
      this.#undo();
      throw error;
    }
    this.#database.exec(`PRAGMA incremental_vacuum(${GIVEN_BACK})`);
  }

  /** Bytes that the calls take up in the file. */
  get bytes(): number {
    const pragma = (name: string) => Number(this.#database.prepare(`PRAGMA ${name}`).get()?.[name] ?? 0);
    return (pragma('page_count') - pragma('freelist_count')) * pragma('page_size');
  }

  /** Matching calls, the newest first; a step may find none. */
  *read(filter: AccessFilter): Generator<AccessRecord[]> {
    const where = this.#where(filter);
    if (where === null) {
      return;
    }
    for (const [above, upTo] of this.#steps(filter, READ_STEP)) {
      const rows = this.#database.prepare(`SELECT * FROM call WHERE id > ? AND id <= ?${where} ORDER BY id DESC`);
      yield rows.all(above, upTo).map((row) => this.#record(row));
    }
  }

  /** Matching calls, counted step by step; each count with what tells it from others. */
  *count(filter: AccessFilter, by: CountBy): Generator<[key: string, count: CallCount][]> {
    const where = this.#where(filter);
    if (where === null) {
      return;
    }
    for (const [above, upTo] of this.#steps(filter, COUNT_STEP)) {
      const rows = this.#database.prepare(
        `SELECT ${by}, outcome, count(*) AS calls, sum(retries) AS retries, sum(duration) AS duration,
          max(duration) AS longest, max(id) AS last
        FROM call WHERE id > ? AND id <= ?${where} GROUP BY ${by}, outcome`,
      );
      yield rows.all(above, upTo).map((row) => [`${row[by]}/${row['outcome']}`, this.#counted(row, by)]);
    }
  }

  #add(record: AccessRecord): void {
    const ids = this.#terms.idsOf(record);
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

  /** Ranges of numbers with so many calls in each, the newest first. */
  *#steps({ from, to }: AccessFilter, size: number): Generator<[above: number, upTo: number]> {
    const lowest = Math.ceil(from) * PER_MS - 1;
    const edge = this.#database.prepare(
      'SELECT id FROM call WHERE id > ? AND id <= ? ORDER BY id DESC LIMIT 1 OFFSET ?',
    );
    let upTo = Math.floor(to) * PER_MS + PER_MS - 1;
    for (;;) {
      const above = edge.get(lowest, upTo, size)?.['id'];
      yield [Number(above ?? lowest), upTo];
      if (above === undefined) {
        return;
      }
      upTo = Number(above);
    }
  }

  /** Conditions on the numbers of terms; null where nothing can match. */
  #where({ kind, place, outcome }: AccessFilter): string | null {
    const conditions = [
      idsWhere('kind', this.#terms.kinds(), kind),
      idsWhere('place', this.#terms.places(), place),
      idsWhere('outcome', this.#terms.outcomes(), outcome),
    ];
    return conditions.includes(null) ? null : conditions.join('');
  }

  #record(row: Record<string, SQLOutputValue>): AccessRecord {
    return {
      ...this.#terms.kind(Number(row['kind'])),
      ...this.#terms.place(Number(row['place'])),
      ...this.#terms.outcome(Number(row['outcome'])),
      at: atOf(row['id']),
      requestId: unpacked(row['request']),
      durationMs: Number(row['duration']),
      retries: Number(row['retries']),
    };
  }

  #counted(row: Record<string, SQLOutputValue>, by: CountBy): CallCount {
    return {
      kind: by === 'kind' ? this.#terms.kind(Number(row['kind'])) : null,
      place: by === 'place' ? this.#terms.place(Number(row['place'])) : null,
      outcome: this.#terms.outcome(Number(row['outcome'])),
      calls: Number(row['calls']),
      retries: Number(row['retries']),
      durationMs: Number(row['duration']),
      longestMs: Number(row['longest']),
      lastAt: atOf(row['last']),
    };
  }

  #undo(): void {
    try {
      this.#database.exec('ROLLBACK');
    } catch {
      // SQLite has undone it by itself.
    }
    this.#terms.reload();
  }
}

function idsWhere<T>(column: string, terms: Iterable<[number, T]>, test: ((term: T) => boolean) | undefined) {
  if (!test) {
    return '';
  }
  const ids = [...terms].flatMap(([id, term]) => (test(term) ? id : []));
  return ids.length === 0 ? null : ` AND ${column} IN (${ids.join(',')})`;
}

function atOf(id: SQLOutputValue | undefined): number {
  return Math.floor(Number(id) / PER_MS);
}

/** A GUID as its 16 bytes, which most request ids are; others as they are. */
function packed(requestId: string | null): Uint8Array | string | null {
  return requestId !== null && GUID.test(requestId) ? Buffer.from(requestId.replaceAll('-', ''), 'hex') : requestId;
}

function unpacked(value: SQLOutputValue | undefined): string | null {
  if (!(value instanceof Uint8Array)) {
    return typeof value === 'string' ? value : null;
  }
  const hex = Buffer.from(value).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
