import { importsOf, sourceFiles } from './sources.ts';

type Imports = ReadonlyMap<string, readonly string[]>;

/** A way that leads from a file back to it, for each that is found; types count, for they too are needed to read a file. */
function circles(imports: Imports): string[] {
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (file: string, way: readonly string[]): void => {
    const back = way.indexOf(file);
    if (back >= 0) {
      found.push([...way.slice(back), file].join(' -> '));
    } else if (!done.has(file)) {
      (imports.get(file) ?? []).forEach((next) => visit(next, [...way, file]));
      done.add(file);
    }
  };
  [...imports.keys()].forEach((file) => visit(file, []));
  return found;
}

test('no file of the project leads back to itself', () => {
  const files = sourceFiles('src').filter((file) => !/\.test\.tsx?$/.test(file));
  expect(files.filter((file) => file.startsWith('src/backend/')).length).toBeGreaterThan(300);
  expect(files.filter((file) => file.startsWith('src/frontend/')).length).toBeGreaterThan(100);
  expect(circles(new Map(files.map((file) => [file, importsOf(file)])))).toEqual([]);
});

test.each<[Record<string, string[]>, string[]]>([
  [{ a: ['b'], b: ['a'] }, ['a -> b -> a']],
  [{ a: ['b'], b: ['c'], c: ['d'], d: ['b'] }, ['b -> c -> d -> b']],
  [{ a: ['b', 'c'], b: ['c'], c: ['react'] }, []],
])('circles of %j', (imports, expected) => {
  expect(circles(new Map(Object.entries(imports)))).toEqual(expected);
});
