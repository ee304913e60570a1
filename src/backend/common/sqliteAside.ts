import { existsSync, renameSync, rmSync } from 'node:fs';
import type { Logger } from './log.ts';

/** A file that may have to make room for another. */
export interface AsideFile {
  path: string;
  /** Number of the format of the tables. A file with another one is set aside. */
  version: number;
  /** What it holds, as the subject of a sentence: `The stored picture`. */
  what: string;
  /** What happens now that it was set aside: `the estate starts empty`. */
  instead: string;
}

/**
 * Keeps the file under another name: a damaged one for whoever wants to look, until the next one; one of another format
 * for the version of the plugin that reads it.
 */
export function setAside(file: AsideFile, log: Logger, why: string, version: number | null = null): void {
  const { path, what, instead } = file;
  const aside = asideOf(file, version);
  moveAll(path, aside);
  log.warn(`${what} ${why}. It was set aside, and ${instead}.`, { path, aside });
}

/** Puts back what was set aside for this version, if there is any. */
export function takeBack(file: AsideFile): boolean {
  const aside = asideOf(file, file.version);
  const found = existsSync(aside);
  if (found) {
    moveAll(aside, file.path);
  }
  return found;
}

function asideOf({ path }: AsideFile, version: number | null): string {
  return version === null ? `${path}.set-aside` : `${path}.format-${version}`;
}

/** Moves a database with what belongs to it; what was there before goes. */
function moveAll(from: string, to: string): void {
  for (const suffix of ['', '-wal', '-shm']) {
    rmSync(to + suffix, { force: true });
    if (existsSync(from + suffix)) {
      renameSync(from + suffix, to + suffix);
    }
  }
}
