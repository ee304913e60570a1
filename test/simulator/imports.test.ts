import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const ROOT = __dirname;
/** What measures time in tests, and imports nothing. */
const HELPER = '../growth.ts';

test('the simulator imports nothing of the product, or it would share its mistakes', () => {
  const files = readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const outside = files.flatMap((file) => {
    const imports = [...readFileSync(join(ROOT, file), 'utf8').matchAll(/from '(\.[^']+)'/g)];
    return imports
      .map(([, target = '']) => relative(ROOT, resolve(ROOT, dirname(file), target)))
      .filter((path) => path.startsWith('..') && path !== HELPER)
      .map((path) => `${file} -> ${path}`);
  });
  expect(files.length).toBeGreaterThan(50);
  expect(outside).toEqual([]);
});
