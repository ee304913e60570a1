import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, sep } from 'node:path';

/** The project's folder; jest runs in it. */
export const ROOT = process.cwd();

/** Paths of the project's own source files below a folder, with `/`, relative to the project. */
export function sourceFiles(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.split(sep).join('/')}`)
    .filter((path) => /\.tsx?$/.test(path) && !path.includes('/node_modules/') && !path.includes('/generated/'));
}

/** What a file imports, types too: packages as they are written, own files as paths relative to the project. */
export function importsOf(path: string, text = readFileSync(join(ROOT, path), 'utf8')): string[] {
  const specifiers = [...text.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\(\s*)(['"`])([^'"`\n]+)\1/g)].map(
    (match) => match[2] as string,
  );
  return specifiers.map((specifier) =>
    specifier.startsWith('.') ? posix.normalize(posix.join(dirname(path), specifier)) : specifier,
  );
}

export function baseNames(folder: string, extension: string): string[] {
  return readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith(extension))
    .map((name) => name.slice(0, -extension.length))
    .sort();
}

/** First cells, without their backticks, of the rows of a README table under a heading that starts with these words. */
export function readmeRows(heading: string): string[] {
  const lines = readFileSync(join(ROOT, 'README.md'), 'utf8').split('\n');
  const start = lines.findIndex(
    (line) => /^#+ /.test(line) && line.replace(/^#+ /, '').toLowerCase().startsWith(heading.toLowerCase()),
  );
  const section = lines.slice(start + 1);
  const end = section.findIndex((line) => /^#+ /.test(line));
  return section
    .slice(0, end < 0 ? undefined : end)
    .flatMap((line) => line.match(/^\|\s*`([^`]+)`\s*\|/)?.[1] ?? [])
    .sort();
}
