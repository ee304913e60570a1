import type { DatabaseSync } from 'node:sqlite';

/**
 * Writes all of something or nothing. Throws what SQLite and the work throw.
 *
 * @param undone is called when what was written has been undone.
 */
export function transaction(database: DatabaseSync, work: () => void, undone?: () => void): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    work();
    database.exec('COMMIT');
  } catch (error) {
    undo(database);
    undone?.();
    throw error;
  }
}

function undo(database: DatabaseSync): void {
  try {
    database.exec('ROLLBACK');
  } catch {
    // SQLite has undone it by itself.
  }
}
