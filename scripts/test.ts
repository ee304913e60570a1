// All that a clean clone can check by itself: types on both ends, lint, unit and contract tests, the built executable
// through Grafana's protocol (as it ships, and once more made with Node), and the editors in a browser. Arguments go to
// jest, e.g. `npm test -- src/shared`; then only what they name is run.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { spawnSync } from 'node:child_process';
import { bundleBackend, compileWithNode, hostPlatform } from './backend.ts';
import { node, root, runBeside } from './tools.ts';

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numFailedTestSuites: number;
  testResults: Array<{ name: string; status: string; assertionResults: Array<{ status: string }> }>;
}

// Tests of real processes and pages share the machine with another worker; a file of theirs that fails is tried once more,
// alone. It is named, because needing that is a defect too. More than a few such files are no accident.
const REAL = /[\\/]test[\\/](browser|protocol)[\\/]/;
const TRIED_AGAIN = 3;

const wanted = process.argv.slice(2);
const script = (name: string, ...args: string[]) =>
  runBeside(node, ['--disable-warning=ExperimentalWarning', join(root, 'scripts', name), ...args]);

// The pages need nothing of the rest, and each of these is busy on one core.
const prepared = await Promise.allSettled([checkAndBuild(), buildPages()]);
for (const one of prepared) {
  if (one.status === 'rejected') {
    throw one.reason;
  }
}
mkdirSync(join(root, 'test-results'), { recursive: true });
const again: string[] = [];
const reports = [tested('all', wanted)];
if (wanted.length === 0) {
  reports.push(
    tested('node-executable', ['--selectProjects', 'protocol'], { PLUGIN_EXECUTABLE: await nodeExecutable() }),
  );
}
const passed = reports.reduce((sum, report) => sum + report.passed, 0);
const failed = reports.reduce((sum, report) => sum + report.failed, 0);
for (const file of again) {
  console.log(`failed beside others, tried again alone: ${file}`);
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);

/** Runs tests, and those files once more that may be tried again. */
function tested(name: string, args: string[], env: Record<string, string> = {}): { passed: number; failed: number } {
  const first = jest(name, args, env);
  const failedFiles = first.testResults.filter(({ status }) => status === 'failed');
  const files = failedFiles.map((file) => file.name);
  if (files.length === 0 || files.length > TRIED_AGAIN || !files.every((file) => REAL.test(file))) {
    return { passed: first.numPassedTests, failed: failures(first) };
  }
  again.push(...files.map((file) => relative(root, file)));
  const second = jest(`${name}-again`, ['--runTestsByPath', ...files], env, '1');
  const counted = failedFiles.flatMap((file) => file.assertionResults).filter(({ status }) => status === 'passed');
  return { passed: first.numPassedTests - counted.length + second.numPassedTests, failed: failures(second) };
}

/** Failed tests; a file that can't be run at all counts as one. */
function failures(report: Report): number {
  return Math.max(report.numFailedTests, report.numFailedTestSuites);
}

async function checkAndBuild(): Promise<void> {
  if (wanted.length === 0) {
    await script('check.ts');
  }
  await script('build.ts', '--if-missing');
}

async function buildPages(): Promise<void> {
  for (const end of ['10.4', '13']) {
    await script('frontend.mjs', `workbench-${end}`, '--if-missing');
  }
}

function jest(name: string, args: string[], env: Record<string, string>, workers = '100%'): Report {
  const file = join(root, 'test-results', `${name}.json`);
  rmSync(file, { force: true });
  // Jest leaves one core idle unless told otherwise, and gives a test 5 s, which a busy machine exceeds: this only ends what hangs.
  const options = ['--disable-warning=ExperimentalWarning', join(root, 'node_modules/jest/bin/jest.js')];
  // What a test could not start can't be stopped by it either, and must not keep the run from its end.
  const pace = [`--maxWorkers=${workers}`, '--testTimeout=120000', '--forceExit'];
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
