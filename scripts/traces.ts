import { readdirSync, readFileSync } from 'node:fs';
import { homedir, hostname } from 'node:os';
import { basename, join } from 'node:path';
import { root } from './tools.ts';

/** Shorter ones would be found by chance in an executable of 100 MB. */
export const SHORTEST = 8;
const SECRET_NAME = /TOKEN|SECRET|PASSW|CREDENTIAL|AUTH|_KEY$/i;

/** What tells this machine and its user from others: folders, name, and what the environment has of secrets. */
export function machineMarks(): string[] {
  const secrets = Object.entries(process.env).flatMap(([name, value]) => (SECRET_NAME.test(name) && value) || []);
  return [root, homedir(), hostname(), ...secrets].filter((mark) => mark.length >= SHORTEST);
}

/** Which of the files hold which of the marks, as `file: mark`; in UTF-16 too, as bytecode keeps some strings. */
export function traces(files: readonly string[], marks: readonly string[]): string[] {
  const forms = marks.flatMap((mark) => [
    { mark, bytes: Buffer.from(mark) },
    { mark, bytes: Buffer.from(mark, 'utf16le') },
  ]);
  return files.flatMap((file) => {
    const content = readFileSync(file);
    return forms
      .filter(({ bytes }) => content.includes(bytes))
      .map(({ mark }) => `${basename(file)}: ${mark.slice(0, 60)}`);
  });
}

export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
