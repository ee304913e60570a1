import { importsOf, sourceFiles } from './sources.ts';

/** The way through the house: a folder imports itself and what stands to its left. */
const ORDER = ['settings', 'microsoft', 'estate', 'queries'];

/** Says what is wrong with an import, or nothing. */
function fault(file: string, imported: string): string | undefined {
  const from = placeOf(file);
  const to = placeOf(imported);
  const wrong = `${file} imports ${imported}`;
  if (!to || from === to || file === 'src/backend/main.ts') {
    return undefined;
  }
  if (from === 'shared') {
    return wrong;
  }
  if (to === 'shared') {
    return from === 'grafana' ? wrong : undefined;
  }
  if (from === 'frontend' || to === 'frontend' || from === 'common') {
    return wrong;
  }
  if (to === 'common') {
    return undefined;
  }
  const allowed = ORDER.includes(from ?? '') && ORDER.includes(to) && ORDER.indexOf(to) < ORDER.indexOf(from ?? '');
  return allowed ? undefined : wrong;
}

/** `common`, `estate`, …, `shared`, `frontend`; nothing for packages. */
function placeOf(path: string): string | undefined {
  const [root, half, folder] = path.split('/');
  return root !== 'src' ? undefined : half === 'backend' ? folder : half;
}

function faults(file: string, text?: string): string[] {
  return importsOf(file, text).flatMap((imported) => fault(file, imported) ?? []);
}

test('imports go one way through the backend, and the halves only share src/shared', () => {
  expect(
    sourceFiles('src')
      .filter((file) => !file.endsWith('.test.ts'))
      .flatMap((file) => faults(file)),
  ).toEqual([]);
});

test.each([
  ['src/backend/estate/planted.ts', "import { runQuery } from '../queries/run.ts';"],
  ['src/backend/settings/planted.ts', "import type { Snapshot } from '../estate/model.ts';"],
  ['src/backend/common/planted.ts', "export { readSettings } from '../settings/read.ts';"],
  ['src/backend/grafana/planted.ts', "import { HEALTH_STATES } from '../../shared/health.ts';"],
  ['src/backend/queries/planted.ts', "const late = import('../grafana/plugin.ts');"],
  ['src/frontend/planted.ts', "import { CspError } from '../backend/common/errors.ts';"],
  ['src/shared/planted.ts', "import { CspError } from '../backend/common/errors.ts';"],
])('a wrong arrow in %s is found', (file, text) => {
  expect(faults(file, text)).toHaveLength(1);
});

test.each([
  ['src/backend/queries/planted.ts', "import type { Snapshot } from '../estate/model.ts';"],
  ['src/backend/estate/planted.ts', "import { isAll } from '../../shared/query.ts';"],
  ['src/backend/main.ts', "import { servePlugin } from './grafana/plugin.ts';"],
])('a right arrow in %s is none', (file, text) => {
  expect(faults(file, text)).toEqual([]);
});

test('what both halves share needs no package and nothing of Node', () => {
  expect(
    sourceFiles('src/shared')
      .flatMap((file) => importsOf(file))
      .filter((imported) => !imported.startsWith('src/shared/')),
  ).toEqual([]);
});

test('the simulator imports nothing of the backend: it would share our mistakes', () => {
  const imported = sourceFiles('test/simulator').flatMap((file) => importsOf(file));
  expect(imported.length).toBeGreaterThan(0);
  expect(imported.filter((path) => path.startsWith('src/'))).toEqual([]);
});
