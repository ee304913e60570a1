// Builds the plugin twice from clean clones of HEAD in two folders and compares every file of dist/ by its SHA-256.
// Ends with 1 where files differ. Packages are this folder's own, since what they are is the lock file's matter.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { node, root, run } from './tools.ts';

const base = mkdtempSync(join(tmpdir(), 'reproducible-'));
try {
  const [one, other] = ['a', 'another/folder/with/a/longer/name'].map((name) => buildIn(join(base, name)));
  const names = [...new Set([...one!.keys(), ...other!.keys()])].sort();
  const different = names.filter((name) => one!.get(name) !== other!.get(name));
  for (const name of names.filter((file) => /^(module\.js|plugin\.json|gpx_|sbom|THIRD)/.test(file))) {
    console.log(`${different.includes(name) ? 'differs ' : 'the same'}  ${one!.get(name)}  ${name}`);
  }
  console.log(
    `${names.length - different.length} of ${names.length} files are the same${different.length > 0 ? `; different: ${different.join(', ')}` : ''}`,
  );
  process.exitCode = different.length > 0 ? 1 : 0;
} finally {
  rmSync(base, { recursive: true, force: true });
}

function buildIn(folder: string): Map<string, string> {
  run('git', ['clone', '--quiet', root, folder]);
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  if (existsSync(join(root, '.cache'))) {
    cpSync(join(root, '.cache'), join(folder, '.cache'), { recursive: true });
  }
  const done = spawnSync(
    node,
    ['--disable-warning=ExperimentalWarning', join(folder, 'scripts/build.ts'), ...process.argv.slice(2)],
    { cwd: folder, stdio: ['ignore', 2, 2] },
  );
  if (done.status !== 0) {
    throw new Error(`The build in ${folder} failed`);
  }
  return hashes(join(folder, 'dist'), '');
}

function hashes(folder: string, prefix: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) {
      hashes(path, `${prefix}${name}/`).forEach((hash, file) => found.set(file, hash));
    } else {
      found.set(prefix + name, createHash('sha256').update(readFileSync(path)).digest('hex'));
    }
  }
  return found;
}
