import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { decodeBody } from '../../src/backend/estate/store/partBody.ts';

/** What the store holds, read from a copy of the folder so that the plugin finds it as it was left. */
export interface Stored {
  /** Resources in all parts that a start would put up. */
  resources: number;
  /** Resources whose health is stored, which the inventory may not have yet. */
  withHealth: number;
  parts: number;
  changes: number;
  /** Stretches of history. */
  history: number;
  /** What is wrong with the file; none is the rule. */
  problems: string[];
  /** Bytes of the picture and its log. */
  bytes: number;
}

/** Null: there is no file yet, or nothing in it. */
export function readStored(data: string): Stored | null {
  const copy = mkdtempSync(path.join(tmpdir(), 'crash-copy-'));
  try {
    cpSync(data, copy, { recursive: true, filter: (from) => !from.endsWith('-shm') });
    const name = readdirSync(copy).find((one) => /^estate-.*\.sqlite$/.test(one));
    return name === undefined ? null : readFile(path.join(copy, name));
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function readFile(file: string): Stored | null {
  const database = new DatabaseSync(file);
  const number = (sql: string): number => Number(Object.values(database.prepare(sql).get() ?? {})[0] ?? 0);
  try {
    if (number("SELECT count(*) FROM sqlite_master WHERE name = 'part'") === 0) {
      return null;
    }
    const parts = 'FROM part JOIN body USING (section, tenant, subscription)';
    return {
      resources: number(`SELECT sum(row_count) ${parts} WHERE section = 'inventory'`),
      withHealth: number(`SELECT sum(row_count) ${parts} WHERE section = 'resourceHealth'`),
      parts: number(`SELECT count(*) ${parts}`),
      changes: number('SELECT count(*) FROM change'),
      history: number('SELECT count(*) FROM history'),
      problems: [...unsound(database), ...unreadable(database)],
      bytes: number('SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()'),
    };
  } finally {
    database.close();
  }
}

function unsound(database: DatabaseSync): string[] {
  const answers = database.prepare('PRAGMA integrity_check').all();
  return answers.map((row) => String(row['integrity_check'])).filter((answer) => answer !== 'ok');
}

function unreadable(database: DatabaseSync): string[] {
  const problems: string[] = [];
  for (const { section, subscription, content } of database.prepare('SELECT * FROM body').iterate()) {
    try {
      decodeBody(content as Uint8Array);
    } catch (error) {
      problems.push(`${String(section)}/${String(subscription)}: ${String(error)}`);
    }
  }
  return problems;
}
