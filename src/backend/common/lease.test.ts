import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeLease } from './lease.ts';

const directory = mkdtempSync(join(tmpdir(), 'lease-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

test('one process has it at a time, and loses it when it is killed', async () => {
  const path = join(directory, 'one.lock');
  const program = `import { takeLease } from '${join(process.cwd(), 'src/backend/common/lease.ts')}';
    console.log(takeLease('${path}') ? 'taken' : 'refused'); setInterval(() => {}, 1000);`;
  const options = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', program];
  const other = spawn(process.execPath, options, { stdio: ['ignore', 'pipe', 'inherit'] });
  expect(String((await once(other.stdout, 'data'))[0])).toContain('taken');
  expect(takeLease(path)).toBeNull();
  other.kill('SIGKILL');
  await once(other, 'exit');
  const lease = takeLease(path);
  expect(lease).not.toBeNull();
  lease?.giveBack();
});

test('within a process it is shared, and free when all have given it back', () => {
  const path = join(directory, 'two.lock');
  const [first, second] = [takeLease(path), takeLease(path)];
  expect([first?.isNewest(), second?.isNewest()]).toEqual([false, true]);
  first?.giveBack();
  first?.giveBack();
  const third = takeLease(path);
  expect([second?.isNewest(), third?.isNewest()]).toEqual([false, true]);
  third?.giveBack();
  expect(second?.isNewest()).toBe(true);
  second?.giveBack();
});

test('a place that can not be made is an error, not somebody else', () => {
  expect(() => takeLease(join(directory, 'nowhere', 'x.lock'))).toThrow(/unable to open/);
});
