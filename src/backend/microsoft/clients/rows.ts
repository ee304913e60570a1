import { isJsonObject, jsonObject, type JsonObject } from '../../../shared/json.ts';
import type { Complete } from '../api/access.ts';

const MOST_ISSUES = 5;

/** A row as Microsoft sent it: nothing in it is sure. */
export type Row = JsonObject;

/** Takes down what is wrong with a row that is kept all the same, as the end of a sentence: `its tags can't be read`. */
export type Note = (what: string) => void;

/**
 * Collects the rows of a list over its pages. A row that can't be used, or that came before, is left out with a
 * sentence; the others survive.
 */
export class Rows<T extends object> {
  readonly #what: string;
  readonly #read: (row: Row, note: Note) => T | string;
  readonly #keyOf: (row: T) => string;
  readonly #seen = new Set<string>();
  readonly #rows: T[] = [];
  readonly #issues: string[] = [];
  #more = 0;
  #number = 0;

  /**
   * @param what of one row, e.g. `subscription`.
   * @param read makes the row, or gives the reason why it can't be used: `it has no id`.
   * @param keyOf what two rows must not share, compared without case.
   */
  constructor(what: string, read: (row: Row, note: Note) => T | string, keyOf: (row: T) => string) {
    this.#what = what;
    this.#read = read;
    this.#keyOf = keyOf;
  }

  addPage(page: readonly unknown[]): void {
    for (const value of page) {
      this.add(value);
    }
  }

  add(value: unknown): void {
    if (!this.isObject(value)) {
      return;
    }
    this.#number += 1;
    const row = this.#read(value, (what) => this.#issue(`${this.#name()} was kept, but ${what}.`));
    if (typeof row === 'string') {
      this.#leftOut(row);
      return;
    }
    const key = this.#keyOf(row).toLowerCase();
    if (this.#seen.has(key)) {
      this.#leftOut('it repeats an earlier one');
      return;
    }
    this.#seen.add(key);
    this.#rows.push(row);
  }

  /** False for a row that is no object, which then counts as left out. */
  isObject(value: unknown): value is Row {
    if (isJsonObject(value)) {
      return true;
    }
    this.#number += 1;
    this.#leftOut(`it is ${kindOf(value)} instead of an object`);
    return false;
  }

  complete(): Complete<T> {
    const more = this.#more === 0 ? [] : [`${this.#more} more ${this.#what} rows had something wrong.`];
    return { rows: this.#rows, issues: [...this.#issues, ...more] };
  }

  /** Rows that came, usable or not. */
  get seen(): number {
    return this.#number;
  }

  #leftOut(reason: string): void {
    this.#issue(`${this.#name()} was left out: ${reason}.`);
  }

  #name(): string {
    return `Row ${this.#number} of the ${this.#what} list`;
  }

  #issue(sentence: string): void {
    if (this.#issues.length < MOST_ISSUES) {
      this.#issues.push(sentence);
    } else {
      this.#more += 1;
    }
  }
}

function kindOf(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}

/** Text of a field; null where it is missing, empty or of another type. */
export function textOf(row: Row, name: string): string | null {
  const value = row[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Object of a field; one without fields where it is missing or of another type. */
export function recordOf(row: Row, name: string): Row {
  return jsonObject(row[name]);
}

/** Tags as text; values of other types as their JSON. Azure's tags are text, but rows made by other services may hold more. */
export function tagsOf(row: Row, note: Note): Record<string, string> {
  const value = row.tags;
  if (value === undefined || value === null || value === '') {
    return {};
  }
  if (typeof value !== 'object' || Array.isArray(value)) {
    note("its tags can't be read");
    return {};
  }
  const tags: Record<string, string> = {};
  for (const [name, tag] of Object.entries(value)) {
    tags[name] = typeof tag === 'string' ? tag : tag === null ? '' : JSON.stringify(tag);
  }
  return tags;
}
