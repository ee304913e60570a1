import type { DatabaseSync } from 'node:sqlite';
import type { AccessRecord, CallKind, CallOutcome, CallPlace } from './accessLog.ts';

/** What repeats from call to call, kept once and named by a number: a call is a row of small numbers then. */
export const TERM_TABLE = 'CREATE TABLE term (id INTEGER PRIMARY KEY, content TEXT NOT NULL UNIQUE);';

type Term = { kind: CallKind } | { place: CallPlace } | { outcome: CallOutcome };

/** The dictionary of one database file. Throws what SQLite throws. */
export class AccessTerms {
  readonly #database: DatabaseSync;
  readonly #ids = new Map<string, number>();
  readonly #kinds = new Map<number, CallKind>();
  readonly #places = new Map<number, CallPlace>();
  readonly #outcomes = new Map<number, CallOutcome>();

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.reload();
  }

  /** Reads the dictionary as it is in the file: after an undone write, and when somebody else wrote. */
  reload(): void {
    [this.#ids, this.#kinds, this.#places, this.#outcomes].forEach((map) => map.clear());
    for (const { id, content } of this.#database.prepare('SELECT id, content FROM term').iterate()) {
      this.#learn(Number(id), String(content));
    }
  }

  /** Numbers for what a record says; new ones are written. */
  idsOf(record: AccessRecord): [kind: number, place: number, outcome: number] {
    const { api, credentialId, method, path, reason, tenantId, subscriptionId, status, error } = record;
    return [
      this.#id({ kind: { api, credentialId, method, path, reason } }),
      this.#id({ place: { tenantId, subscriptionId } }),
      this.#id({ outcome: { status, error } }),
    ];
  }

  kind(id: number): CallKind {
    return this.#find(this.#kinds, id);
  }

  place(id: number): CallPlace {
    return this.#find(this.#places, id);
  }

  outcome(id: number): CallOutcome {
    return this.#find(this.#outcomes, id);
  }

  kinds(): Iterable<[number, CallKind]> {
    return this.#kinds;
  }

  places(): Iterable<[number, CallPlace]> {
    return this.#places;
  }

  outcomes(): Iterable<[number, CallOutcome]> {
    return this.#outcomes;
  }

  #find<T>(terms: ReadonlyMap<number, T>, id: number): T {
    if (!terms.has(id)) {
      this.reload();
    }
    return terms.get(id) as T;
  }

  #id(term: Term): number {
    const content = JSON.stringify(term);
    const known = this.#ids.get(content);
    if (known !== undefined) {
      return known;
    }
    this.#database.prepare('INSERT OR IGNORE INTO term (content) VALUES (?)').run(content);
    const id = Number(this.#database.prepare('SELECT id FROM term WHERE content = ?').get(content)?.['id']);
    this.#learn(id, content);
    return id;
  }

  #learn(id: number, content: string): void {
    const term = JSON.parse(content) as Term;
    this.#ids.set(content, id);
    if ('kind' in term) {
      this.#kinds.set(id, term.kind);
    } else if ('place' in term) {
      this.#places.set(id, term.place);
    } else {
      this.#outcomes.set(id, term.outcome);
    }
  }
}
