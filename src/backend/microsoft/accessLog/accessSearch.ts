import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { AccessRecord } from './accessLog.ts';
import type { AccessFilter, CallCount, CountBy } from './accessReader.ts';
import type { AccessTerms } from './accessTerms.ts';
import { atOf, PER_MS, unpacked } from './callRow.ts';

/** Rows that one step looks at, some milliseconds of work. */
const READ_STEP = 2_000;
const COUNT_STEP = 20_000;

/** Looks for calls in the file, a step at a time. Throws what SQLite throws. */
export class AccessSearch {
  readonly #database: DatabaseSync;
  readonly #terms: AccessTerms;

  constructor(database: DatabaseSync, terms: AccessTerms) {
    this.#database = database;
    this.#terms = terms;
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
}

function idsWhere<T>(column: string, terms: Iterable<[number, T]>, test: ((term: T) => boolean) | undefined) {
  if (!test) {
    return '';
  }
  const ids = [...terms].flatMap(([id, term]) => (test(term) ? id : []));
  return ids.length === 0 ? null : ` AND ${column} IN (${ids.join(',')})`;
}
