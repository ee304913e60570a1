// Entry of every npm script: installs what is missing, then runs the task with the Node that the lock file pins,
// whatever Node called npm. Plain JavaScript without dependencies, because it runs before there are any.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(fileURLToPath(import.meta.url), '../..');
const OLDEST_END = 'test/workbench/grafana-10.4';

/** Task -> [script, folders whose packages it needs]. */
const TASKS = {
  audit: ['scripts/audit.ts', ['.']],
  build: ['scripts/build.ts', ['.']],
  check: ['scripts/check.ts', ['.', OLDEST_END]],
  demo: ['scripts/demo.ts', ['.', OLDEST_END]],
  generate: ['scripts/generate.mjs', ['.']],
  simulator: ['test/simulator/main.ts', ['.']],
  test: ['scripts/test.ts', ['.', OLDEST_END]],
  'test:conformance': ['test/conformance/run.mjs', ['.']],
  'test:crash': ['test/crash/run.ts', ['.']],
  'test:fuzz': ['scripts/fuzz.ts', ['.']],
  'test:faults': ['test/faults/run.ts', ['.']],
  'test:grafana': ['test/grafana/run.ts', ['.']],
  'test:load': ['test/load/run.ts', ['.']],
  'test:reproducible': ['scripts/reproducible.ts', ['.']],
  bench: ['test/bench/run.ts', ['.']],
};

const [task = '', ...args] = process.argv.slice(2);
if (!TASKS[task]) {
  console.error(`There is no task ${task}. Tasks: ${Object.keys(TASKS).join(', ')}`);
  process.exit(2);
}
const [script, folders] = TASKS[task];
for (const folder of folders) {
  install(join(root, folder));
}
const node = join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');
const run = spawnSync(node, ['--disable-warning=ExperimentalWarning', join(root, script), ...args], {
  cwd: root,
  stdio: 'inherit',
});
process.exit(run.status ?? 1);

/** `npm ci` unless the folder already has exactly what its lock file says. */
function install(folder) {
  const lock = createHash('sha256')
    .update(readFileSync(join(folder, 'package-lock.json')))
    .digest('hex');
  const stamp = join(folder, 'node_modules', '.installed-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) {
    return;
  }
  console.error(`Installing the packages of ${folder} (once; a minute or two)`);
  const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const done = spawnSync(npm[0], [...npm.slice(1), 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    stdio: ['ignore', 2, 2],
    shell: npm[0] === 'npm' && process.platform === 'win32',
  });
  if (done.status !== 0) {
    console.error(`npm ci failed in ${folder}`);
    process.exit(1);
  }
  writeFileSync(stamp, lock);
}
