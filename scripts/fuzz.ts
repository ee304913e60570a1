// Tries the parsers, queries, escapes and the executable's gRPC calls with many more odd values than `npm test` does, from
// a seed that is printed.
// FUZZ_FACTOR: times the runs of `npm test`, default 20; FUZZ_SEED: repeats a run. Arguments go to jest.
import { join } from 'node:path';
import { node, root, run } from './tools.ts';

const seed = process.env['FUZZ_SEED'] ?? String(Date.now() % 2 ** 31);
const factor = process.env['FUZZ_FACTOR'] ?? '20';
run(node, ['--disable-warning=ExperimentalWarning', join(root, 'scripts/build.ts'), '--if-missing']);
console.log(`FUZZ_SEED=${seed} FUZZ_FACTOR=${factor}`);
run(
  node,
  [
    ...[
      '--disable-warning=ExperimentalWarning',
      join(root, 'node_modules/jest/bin/jest.js'),
      ...['--selectProjects', 'unit', 'protocol'],
    ],
    ...['--testPathPatterns', 'test/(protocol/)?fuzz/', '--testTimeout', '3600000', '--maxWorkers', '1'],
    ...process.argv.slice(2),
  ],
  { FUZZ_SEED: seed, FUZZ_FACTOR: factor },
);
