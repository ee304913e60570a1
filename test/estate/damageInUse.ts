import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/** As a bad disk does, while another process has the database open: what it reads from now on is no page of a database. */
export function damageInUse(file: string): void {
  const other = new DatabaseSync(file);
  // All writes into the file, and a new log of them: whoever has it open has to read it again.
  other.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  other.close();
  const content = readFileSync(file);
  const handle = openSync(file, 'r+');
  writeSync(handle, content.fill(0xff, 4096));
  closeSync(handle);
}
