import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { ROOT, sourceFiles } from './sources.ts';

/** Found by their names or by Grafana, or there for whoever uses the SDK. */
const FACES = /^src\/(?:backend\/queries\/handlers\/|backend\/grafana\/plugin\.ts$|frontend\/module\.tsx?$)/;
const EXPORTED = /^export (?:default )?(?:abstract )?(?:async )?(?:function\*?|const|class) (\w+)/gm;
const IMPORTED = /\b(?:import|export)\s+(?:type\s+)?\{([^}]*)\}\s*from\s*(['"])(\.[^'"\n]+)\2/g;
const WHOLE = /(?:\bimport\s+\*\s+as\s+\w+\s+from\s*|\bimport\s+\w+\s+from\s*|\bimport\(\s*)(['"])(\.[^'"\n]+)\1/g;

type Texts = ReadonlyMap<string, string>;

/** Functions, constants and classes that a file exports and nobody imports; types are only shapes of those. */
function unused(texts: Texts): string[] {
  const used = new Set<string>();
  for (const [path, text] of texts) {
    const target = (specifier: string) => posix.normalize(posix.join(posix.dirname(path), specifier));
    for (const [, names = '', , specifier = ''] of text.matchAll(IMPORTED)) {
      for (const [name] of names.matchAll(/(?<!\bas\s+)\b(?!type\s|as\s)\w+/g)) {
        used.add(`${target(specifier)} ${name}`);
      }
    }
    for (const [, , specifier = ''] of text.matchAll(WHOLE)) {
      used.add(target(specifier));
    }
  }
  return [...texts].flatMap(([path, text]) =>
    used.has(path) || FACES.test(path) || !path.startsWith('src/')
      ? []
      : [...text.matchAll(EXPORTED)].map(([, name]) => `${path} ${name}`).filter((one) => !used.has(one)),
  );
}

test('what a file exports somebody imports', () => {
  const paths = ['src', 'test', 'scripts'].flatMap((folder) => sourceFiles(folder));
  expect(unused(new Map(paths.map((path) => [path, readFileSync(join(ROOT, path), 'utf8')])))).toEqual([]);
});

test.each<[Record<string, string>, string[]]>([
  [{ 'src/a.ts': 'export const ONE = 1;\nexport function two() {}' }, ['src/a.ts ONE', 'src/a.ts two']],
  [
    {
      'src/a.ts': 'export const ONE = 1;\nexport async function* two() {}\nexport class Three {}',
      'src/b.ts': "import {\n  ONE as UNO,\n  type Three,\n} from './a.ts';",
    },
    ['src/a.ts two'],
  ],
  [{ 'src/a.ts': 'export const ONE = 1;', 'test/b.ts': "const late = await import('../src/a.ts');" }, []],
  [{ 'src/backend/queries/handlers/a.ts': 'export const handler = 1;' }, []],
])('unused exports of %j', (files, expected) => {
  expect(unused(new Map(Object.entries(files)))).toEqual(expected);
});
