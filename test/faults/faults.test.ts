import { readFileSync } from 'node:fs';
import { FaultLab } from './lab.ts';
import { Logged, LONGEST_LINE_BYTES, lossesOf } from './logged.ts';
import { linesOf } from './report.ts';
import { SLICE } from './slice.ts';

let lab: FaultLab;
beforeAll(() => {
  lab = new FaultLab();
});
afterAll(() => lab.close());

const reported = readFileSync('docs/faults.md', 'utf8').split('\n');

test.each(SLICE)(
  '$family $name at $where loses nothing, and does what docs/faults.md says',
  async (fault) => {
    const result = await lab.run(fault);
    expect(result.lost).toEqual([]);
    expect(reported).toEqual(expect.arrayContaining(linesOf(result)));
  },
  30_000,
);

test('a line that Grafana can not read, one that is too long and a promise that nobody heard would be found', async () => {
  const logged = new Logged();
  await logged.during(async () => {
    logged.log.warn('x'.repeat(2_000), { code: 'Fine' });
    logged.log.warn('fine', { a: 'x'.repeat(8_000), b: 'x'.repeat(8_000), c: 'x'.repeat(LONGEST_LINE_BYTES) });
    // A real one would fail the test by itself.
    process.emit('unhandledRejection', new Error('unheard'), Promise.resolve());
  });
  expect(logged.losses()).toEqual([
    expect.stringMatching(/^a line of the log of \d+ bytes: fine/),
    expect.stringMatching(/nobody was listening: Error: unheard/),
  ]);
  expect(lossesOf('TypeError: x')).toEqual([expect.stringContaining('is not JSON')]);
  logged.log.error('The plugin failed in a way it should not.');
  expect(logged.losses()).toContain('logged as a defect: The plugin failed in a way it should not.');
});
