// Types on both ends of Grafana, lint, format. Everything that needs no running program.
import { root, node, run, runPackage } from './tools.ts';
import { join } from 'node:path';

run(node, [join(root, 'scripts/generate.mjs')]);
for (const project of [
  'tsconfig.json',
  'tsconfig.frontend-13.json',
  'tsconfig.frontend-10.json',
  'test/workbench/tsconfig-13.json',
]) {
  console.log(`Types: ${project}`);
  runPackage('typescript/bin/tsc', ['-p', project]);
}
console.log('Lint');
runPackage('eslint/bin/eslint.js', ['--max-warnings', '0', 'src', 'test', 'scripts']);
console.log('Format');
runPackage('prettier/bin/prettier.cjs', [
  '--check',
  '--log-level',
  'warn',
  'src',
  'test',
  'scripts',
  '*.{json,md,mjs,cjs,yaml}',
]);
