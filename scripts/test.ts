// All that a clean clone can check by itself: types on both ends, lint, unit and contract tests, the built executable
// through Grafana's protocol, and the editors in a browser. Arguments go to jest, e.g. `npm test -- src/shared`.
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { node, root, run } from './tools.ts';

interface JestReport {
  numPassedTests: number;
  numFailedTests: number;
  numFailedTestSuites: number;
}

const script = (name: string, ...args: string[]) =>
  run(node, ['--disable-warning=ExperimentalWarning', join(root, 'scripts', name), ...args]);
const wanted = process.argv.slice(2);
const report = join(root, 'test-results/jest.json');

if (wanted.length === 0) {
  script('check.ts');
}
script('build.ts', '--if-missing');
for (const end of ['10.4', '13']) {
  script('frontend.mjs', `workbench-${end}`, '--if-missing');
}
mkdirSync(join(root, 'test-results'), { recursive: true });
try {
  run(node, [
    '--disable-warning=ExperimentalWarning',
    join(root, 'node_modules/jest/bin/jest.js'),
    '--json',
    `--outputFile=${report}`,
    ...wanted,
  ]);
} finally {
  const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(
    readFileSync(report, 'utf8'),
  ) as JestReport;
  console.log(`${numPassedTests} passed, ${Math.max(numFailedTests, numFailedTestSuites)} failed`);
}
