// All that a clean clone can check by itself: types on both ends, lint, unit and contract tests, the built executable
// through Grafana's protocol (as it ships, and once more made with Node), and the editors in a browser. Arguments go to
// jest, e.g. `npm test -- src/shared`; then only what they name is run.
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { bundleBackend, compileWithNode, hostPlatform } from './backend.ts';
import { node, root, run } from './tools.ts';

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numFailedTestSuites: number;
}

const wanted = process.argv.slice(2);
const script = (name: string, ...args: string[]) =>
  run(node, ['--disable-warning=ExperimentalWarning', join(root, 'scripts', name), ...args]);

if (wanted.length === 0) {
  script('check.ts');
}
script('build.ts', '--if-missing');
for (const end of ['10.4', '13']) {
  script('frontend.mjs', `workbench-${end}`, '--if-missing');
}
mkdirSync(join(root, 'test-results'), { recursive: true });
const reports = [jest('all', wanted)];
if (wanted.length === 0) {
  reports.push(
    jest('node-executable', ['--selectProjects', 'protocol'], { PLUGIN_EXECUTABLE: await nodeExecutable() }),
  );
}
const passed = reports.reduce((sum, report) => sum + report.numPassedTests, 0);
const failed = reports.reduce((sum, report) => sum + Math.max(report.numFailedTests, report.numFailedTestSuites), 0);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);

function jest(name: string, args: string[], env: Record<string, string> = {}): Report {
  const file = join(root, 'test-results', `${name}.json`);
  // Jest leaves one core idle unless told otherwise, and gives a test 5 s, which a busy machine of two cores can exceed.
  const options = ['--disable-warning=ExperimentalWarning', join(root, 'node_modules/jest/bin/jest.js')];
  const pace = ['--maxWorkers=100%', '--testTimeout=30000'];
  spawnSync(node, [...options, ...pace, '--json', `--outputFile=${file}`, ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  return JSON.parse(readFileSync(file, 'utf8')) as Report;
}

/** The fallback packaging. */
async function nodeExecutable(): Promise<string> {
  await bundleBackend();
  const file = join(root, 'build', `gpx_azurecsp_node_${hostPlatform()}`);
  compileWithNode(hostPlatform(), file);
  return file;
}
