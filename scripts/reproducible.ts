// Builds the plugin twice from clean clones of HEAD in two folders, the second time as somebody else with secrets all
// around, compares every file of dist/ by its SHA-256, and looks for the two machines in them. Ends with 1 where files
// differ or say where they come from. Packages are this folder's own, since what they are is the lock file's matter.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { spawnSync } from 'node:child_process';
import { node, root, run } from './tools.ts';
import { filesBelow, machineMarks, traces } from './traces.ts';

/** In all that the second builder has. */
const MARK = 'builders-own-';
const base = mkdtempSync(join(tmpdir(), 'reproducible-'));
try {
  const folders = [join(base, 'a'), join(base, 'another/folder/with/a/longer/name')] as const;
  const one = buildIn(folders[0]);
  const other = buildIn(folders[1], stranger(join(base, `${MARK}home`)));
  const names = [...new Set([...one.keys(), ...other.keys()])].sort();
  const different = names.filter((name) => one.get(name) !== other.get(name));
  for (const name of names.filter((file) => /^(module\.js|plugin\.json|gpx_|sbom|THIRD)/.test(file))) {
    console.log(`${different.includes(name) ? 'differs ' : 'the same'}  ${one.get(name)}  ${name}`);
  }
  console.log(
    `${names.length - different.length} of ${names.length} files are the same${different.length > 0 ? `; different: ${different.join(', ')}` : ''}`,
  );
  const found = traces(
    folders.flatMap((folder) => filesBelow(join(folder, 'dist'))),
    [MARK, base, ...machineMarks()],
  );
  console.log([`${found.length} traces of where, by whom and with which secrets they were built`, ...found].join('\n'));
  process.exitCode = different.length + found.length > 0 ? 1 : 0;
} finally {
  rmSync(base, { recursive: true, force: true });
}

/** The environment of somebody whose name, home and secrets would be recognized. */
function stranger(home: string): NodeJS.ProcessEnv {
  mkdirSync(home);
  writeFileSync(join(home, '.npmrc'), `//registry.npmjs.org/:_authToken=${MARK}token\n`);
  writeFileSync(join(home, '.gitconfig'), `[user]\n\tname = ${MARK}author\n\temail = ${MARK}author@localhost\n`);
  const secrets = ['NPM_TOKEN', 'NODE_AUTH_TOKEN', 'GITHUB_TOKEN', 'AZURE_CLIENT_SECRET', 'GF_PLUGIN_TOKEN_STORE_KEY'];
  return {
    ...process.env,
    ...Object.fromEntries(secrets.map((name) => [name, `${MARK}${name}`])),
    ...{ HOME: home, USERPROFILE: home, USER: `${MARK}user`, LOGNAME: `${MARK}user`, HOSTNAME: `${MARK}host` },
  };
}

function buildIn(folder: string, env: NodeJS.ProcessEnv = process.env): Map<string, string> {
  run('git', ['clone', '--quiet', root, folder]);
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  if (existsSync(join(root, '.cache'))) {
    cpSync(join(root, '.cache'), join(folder, '.cache'), { recursive: true });
  }
  const done = spawnSync(
    node,
    ['--disable-warning=ExperimentalWarning', join(folder, 'scripts/build.ts'), ...process.argv.slice(2)],
    { cwd: folder, stdio: ['ignore', 2, 2], env },
  );
  if (done.status !== 0) {
    throw new Error(`The build in ${folder} failed`);
  }
  return hashes(join(folder, 'dist'));
}

function hashes(folder: string): Map<string, string> {
  return new Map(
    filesBelow(folder).map((file) => [
      relative(folder, file),
      createHash('sha256').update(readFileSync(file)).digest('hex'),
    ]),
  );
}
