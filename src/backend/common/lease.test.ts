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
  const release = takeLease(path);
  expect(release).not.toBeNull();
  release?.();
});

test('within a process it is shared, and free when all have given it back', () => {
  const path = join(directory, 'two.lock');
  const [first, second] = [takeLease(path), takeLease(path)];
  first?.();
  first?.();
  const third = takeLease(path);
  expect([first, second, third]).not.toContain(null);
  second?.();
  third?.();
});

test('a place that can not be made is an error, not somebody else', () => {
  expect(() => takeLease(join(directory, 'nowhere', 'x.lock'))).toThrow(/unable to open/);
});
