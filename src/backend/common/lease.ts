import { chmodSync, rmSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { isDamaged } from './sqliteFile.ts';

/** A place that was taken. */
export interface Lease {
  /** Whether nobody in this process has taken it after this one: who came later has newer settings and goes on alone. */
  isNewest(): boolean;
  giveBack(): void;
}

interface Held {
  database: DatabaseSync;
  /** In the order in which they came. */
  holders: Lease[];
}

/** SQLite's code for a file that another connection has locked. https://sqlite.org/rescode.html#busy */
const BUSY = 5;
/** What this process holds: two instances of one data source, while one takes over from the other, share it. */
const held = new Map<string, Held>();

/**
 * Takes a place that only one process can have at a time. The operating system gives it back when the process ends,
 * however it ends: it is the lock of an open SQLite transaction on an empty file. https://sqlite.org/lockingv3.html
 *
 * @returns null while another process has it.
 * @throws what SQLite and the file system throw where the file can't be made or locked.
 */
export function takeLease(path: string): Lease | null {
  let place = held.get(path);
  if (!place) {
    const database = lockSound(path);
    if (!database) {
      return null;
    }
    place = { database, holders: [] };
    held.set(path, place);
  }
  const { holders } = place;
  const lease: Lease = {
    isNewest: () => holders.at(-1) === lease,
    giveBack: () => giveBack(path, lease),
  };
  holders.push(lease);
  return lease;
}

/** A file that is no database any more is nobody's lock. */
function lockSound(path: string): DatabaseSync | null {
  try {
    return lock(path);
  } catch (error) {
    if (!isDamaged(error)) {
      throw error;
    }
    rmSync(path, { force: true });
    return lock(path);
  }
}

function lock(path: string): DatabaseSync | null {
  const { DatabaseSync: Database } = process.getBuiltinModule('node:sqlite');
  const database = new Database(path);
  try {
    database.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE;');
    chmodSync(path, 0o600);
    return database;
  } catch (error) {
    database.close();
    if (((error as { errcode?: number }).errcode ?? 0) % 256 === BUSY) {
      return null;
    }
    throw error;
  }
}

function giveBack(path: string, lease: Lease): void {
  const place = held.get(path);
  const index = place?.holders.indexOf(lease) ?? -1;
  if (!place || index < 0) {
    return;
  }
  place.holders.splice(index, 1);
  if (place.holders.length === 0) {
    held.delete(path);
    place.database.close();
  }
}
