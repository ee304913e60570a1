import { randomBytes } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Sealed } from './seal.ts';
import { fileProblem, storeProblem } from './storeProblem.ts';

/** The file of one data source's refresh tokens, as JSON. */
export interface TokenFile {
  format: 1;
  /** base64; goes into the keys. */
  salt: string;
  /** By credential id. */
  records: Record<string, Sealed>;
}

const FORMAT = 1;

/** A file without tokens, with a salt of its own. */
export function emptyTokenFile(): TokenFile {
  return { format: FORMAT, salt: randomBytes(16).toString('base64'), records: {} };
}

/**
 * Reads the file; null where there is none.
 *
 * @throws {CspError} `TokenStoreDamaged`, `TokenStoreNewer`, or what the disk refuses.
 */
export async function readTokenFile(path: string): Promise<TokenFile | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (thrown) {
    if ((thrown as { code?: unknown }).code === 'ENOENT') {
      return null;
    }
    throw fileProblem(thrown, path);
  }
  const file = parse(text) as Partial<TokenFile> & { format?: unknown };
  if (typeof file.format === 'number' && file.format > FORMAT) {
    throw storeProblem('TokenStoreNewer', path);
  }
  const { salt, records } = file;
  if (file.format !== FORMAT || typeof salt !== 'string' || typeof records !== 'object' || records === null) {
    throw storeProblem('TokenStoreDamaged', path);
  }
  const sound = Object.values(records).every(isSealed);
  if (!sound) {
    throw storeProblem('TokenStoreDamaged', path);
  }
  return { format: FORMAT, salt, records };
}

/**
 * Replaces the file whole: a crash at any moment leaves the old or the new one, never half of one.
 *
 * @throws {CspError} what the disk refuses.
 */
export async function writeTokenFile(path: string, file: TokenFile): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(JSON.stringify(file));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
    await syncFolder(dirname(path));
  } catch (thrown) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw fileProblem(thrown, path);
  }
}

/** The new name is safe only when the folder is written too. Windows can't open a folder, and needn't. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  try {
    await handle?.sync();
  } catch {
    // Some file systems refuse this; the file itself is written.
  } finally {
    await handle?.close();
  }
}

function parse(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

function isSealed(value: unknown): value is Sealed {
  const { key, iv, tag, data } = (typeof value === 'object' && value !== null ? value : {}) as Partial<Sealed>;
  return [key, iv, tag, data].every((part) => typeof part === 'string');
}
