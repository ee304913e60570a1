// The fault matrix: every error of Microsoft's and of the way there against every collector and question on demand.
// `--write` renews docs/faults.md, else the run fails where it differs. A word runs the faults that have it in their
// family, name or place, and only prints.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { CATALOGUE } from './catalogue.ts';
import { FaultLab, type Result } from './lab.ts';
import { report } from './report.ts';

const FILE = 'docs/faults.md';
const args = process.argv.slice(2);
const words = args.filter((arg) => !arg.startsWith('--'));
const wanted = CATALOGUE.filter(({ family, name, where }) =>
  words.every((word) => `${family} ${name} ${where}`.toLowerCase().includes(word.toLowerCase())),
);

const lab = new FaultLab();
const results: Result[] = [];
for (const fault of wanted) {
  const began = performance.now();
  const result = await lab.run(fault);
  results.push(result);
  const struck = result.cells.filter(({ effect }) => effect !== 'untouched').length;
  const verdict = result.lost.length === 0 ? 'survived' : `LOST ${result.lost.join('; ')}`;
  console.log(
    `${fault.family} ${fault.name} (${fault.where}): ${struck} of ${result.cells.length} struck, ${verdict}, ${Math.round(performance.now() - began)} ms`,
  );
}
await lab.close();

const text = report(results);
const lost = results.filter((result) => result.lost.length > 0).length;
if (words.length > 0) {
  console.log(text);
} else if (args.includes('--write')) {
  writeFileSync(FILE, text);
} else if (!existsSync(FILE) || readFileSync(FILE, 'utf8') !== text) {
  writeFileSync('test-results/faults.md', text);
  console.error(`${FILE} differs from this run, which is in test-results/faults.md.`);
  process.exitCode = 1;
}
const logged = results.flatMap((result) => result.logged);
console.log(`${logged.length} lines were logged, the longest of ${logged.reduce((a, b) => Math.max(a, b), 0)} bytes`);
console.log(`${results.length} faults, ${results.length - lost} survived, ${lost} lost`);
process.exitCode ??= lost === 0 ? 0 : 1;
