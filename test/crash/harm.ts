import { spawnSync } from 'node:child_process';
import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Chances } from './chances.ts';

/** Something that happens to the picture's file while the plugin is not running. */
export interface Harm {
  what: string;
  do(file: string, chances: Chances): void;
  /** The whole picture is shown afterwards; `some`: that or less; `none`: a clean start. */
  leaves: 'all' | 'some' | 'none';
  /** What the log has to say; null: nothing is lost, so there is nothing to say. */
  says: RegExp | null;
}

const ASIDE = /The stored picture .*set aside/;

export const HARMS: readonly Harm[] = [
  { what: 'gone', do: (file) => rmSync(file), leaves: 'none', says: null },
  { what: 'of no length', do: (file) => writeFileSync(file, ''), leaves: 'none', says: /is empty\. It was set aside/ },
  { what: 'cut off', do: cutOff, leaves: 'none', says: ASIDE },
  {
    what: 'no database at all',
    do: (file) => writeFileSync(file, '<html>'.repeat(9_999)),
    leaves: 'none',
    says: ASIDE,
  },
  { what: 'zeros from its start', do: (file) => overwrite(file, 0, Buffer.alloc(4096)), leaves: 'none', says: ASIDE },
  // Where nothing of consequence was hit, all is well; else it is said.
  { what: 'bytes flipped all over', do: flip, leaves: 'some', says: null },
  { what: 'a page of noise', do: noise, leaves: 'some', says: null },
  { what: 'of an older format', do: sql('PRAGMA user_version = 1'), leaves: 'none', says: /has format 1, .*set aside/ },
  {
    what: 'of a newer format',
    do: sql('PRAGMA user_version = 99'),
    leaves: 'none',
    says: /has format 99, .*set aside/,
  },
  { what: 'without a table', do: sql('DROP TABLE body'), leaves: 'none', says: ASIDE },
  {
    what: 'garbage in one row',
    do: sql(
      "UPDATE body SET content = x'00112233' WHERE rowid = (SELECT min(rowid) FROM body WHERE section = 'inventory')",
    ),
    leaves: 'some',
    says: /A stored part could not be read/,
  },
  {
    what: 'one bit of a part flipped',
    do: (file) => flipInBody(file),
    leaves: 'some',
    says: /A stored part could not be read/,
  },
  {
    what: 'text where numbers belong',
    do: sql("UPDATE part SET observed_at = 'noon' WHERE section = 'inventory'"),
    leaves: 'some',
    says: /A stored part could not be read/,
  },
  {
    what: 'garbage in the feed of changes',
    do: sql("INSERT OR REPLACE INTO change VALUES (1, 'not JSON'), (2, '{}'), (3, x'ff')"),
    leaves: 'all',
    says: /Stored changes could not be read/,
  },
  {
    what: 'garbage in history',
    do: sql("UPDATE history SET tail = x'ff', base = x'00'"),
    leaves: 'all',
    says: /history/,
  },
];

/** The file that holds the picture. */
export function pictureFile(data: string): string {
  return path.join(data, readdirSync(data).find((name) => /^estate-.*\.sqlite$/.test(name)) ?? 'none');
}

function cutOff(file: string): void {
  truncateSync(file, Math.floor(statSync(file).size / 2));
}

function flip(file: string, chances: Chances): void {
  const content = readFileSync(file);
  for (let count = 0; count < 200; count++) {
    const at = chances.whole(100, content.length - 1);
    content[at] = (content[at] as number) ^ (1 << chances.whole(0, 7));
  }
  writeFileSync(file, content);
}

function noise(file: string, chances: Chances): void {
  const page = chances.whole(1, Math.floor(statSync(file).size / 4096) - 1);
  overwrite(file, page * 4096, Buffer.from(Array.from({ length: 4096 }, () => chances.whole(0, 255))));
}

function overwrite(file: string, at: number, bytes: Buffer): void {
  const handle = openSync(file, 'r+');
  writeSync(handle, bytes, 0, bytes.length, at);
  closeSync(handle);
}

function sql(statement: string): (file: string) => void {
  return (file) => {
    const database = new DatabaseSync(file);
    database.exec(statement);
    database.close();
  };
}

/** As a bad disk does: the blob is as long as it was and one bit in it another. */
function flipInBody(file: string): void {
  const database = new DatabaseSync(file);
  const { rowid, content } = database
    .prepare("SELECT rowid, content FROM body WHERE section = 'inventory' LIMIT 1")
    .get() as { rowid: number; content: Uint8Array };
  const at = content.length - 9;
  content[at] = (content[at] as number) ^ 1;
  database.prepare('UPDATE body SET content = ? WHERE rowid = ?').run(content, rowid);
  database.close();
}

/** A shell command around the executable in a mount namespace of its own; null where this machine allows none. */
export function mounted(mount: string): readonly [string, ...string[]] | null {
  const within = ['/usr/bin/env', 'unshare', '-rm', 'sh', '-c', `${mount} && exec "$0"`] as const;
  const works = spawnSync(within[0], [...within.slice(1), 'true']).status === 0;
  return works ? within : null;
}
