import { readFileSync } from 'node:fs';
import { isAllowed, noticesOf, packageFolders, readPackage, billOfMaterials } from '../../scripts/licences.ts';

interface Locked {
  version?: string;
  resolved?: string;
  integrity?: string;
  link?: boolean;
}
const lockOf = (file: string) =>
  (JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, Locked> }).packages;
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, Record<string, string>>;
const LOCKS = ['package-lock.json', 'test/workbench/grafana-10.4/package-lock.json'];

test.each(LOCKS)('%s names no place but the public registry, and the hash of every package', (file) => {
  const packages = Object.entries(lockOf(file)).filter(([folder]) => folder !== '');
  expect(packages.length).toBeGreaterThan(100);
  for (const [folder, { integrity, link, resolved }] of packages) {
    expect([folder, resolved ?? 'https://registry.npmjs.org/']).toEqual([
      folder,
      expect.stringMatching(/^https:\/\/registry\.npmjs\.org\//),
    ]);
    expect([folder, link]).toEqual([folder, undefined]);
    expect([folder, integrity]).toEqual([folder, expect.stringMatching(/^sha512-/)]);
  }
});

test('every package is pinned to one version of the registry', () => {
  const all = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.overrides };
  for (const [name, version] of Object.entries(all)) {
    expect([name, version]).toEqual([name, expect.stringMatching(/^\d+\.\d+\.\d+(-[\w.]+)?$/)]);
  }
});

test('what the backend needs at run time has licences that may be handed out', () => {
  const lock = lockOf('package-lock.json');
  for (const name of Object.keys(manifest.dependencies ?? {})) {
    const { licence } = readPackage('.', `node_modules/${name}`, lock);
    expect([name, licence, isAllowed(licence)]).toEqual([name, licence, true]);
  }
});

test.each([
  ['MIT', true],
  ['(BSD-3-Clause OR GPL-2.0)', true],
  ['GPL-3.0', false],
  ['MIT AND GPL-3.0', false],
  ['none', false],
  ['SEE LICENSE IN LICENSE.md', false],
])('%s may be handed out: %s', (expression, expected) => {
  expect(isAllowed(expression)).toBe(expected);
});

test('packages are found by their sources, and listed with their texts and hashes', () => {
  const folders = packageFolders([
    'src/x.ts',
    'webpack://y/./node_modules/papaparse/papaparse.min.js',
    '../node_modules/@azure/msal-node/lib/a.js',
    'node_modules/@azure/msal-node/lib/b.js',
  ]);
  expect(folders).toEqual(['node_modules/@azure/msal-node', 'node_modules/papaparse']);
  const packages = folders.map((folder) => readPackage('.', folder, lockOf('package-lock.json')));
  expect(noticesOf(packages)).toContain('Permission is hereby granted');
  const bill = JSON.stringify(billOfMaterials({ name: 'x', version: '1.0.0' }, packages));
  expect(bill).toContain(`pkg:npm/%40azure/msal-node@${manifest.dependencies?.['@azure/msal-node']}`);
  expect(bill).toMatch(/"content":"[0-9a-f]{128}"/);
});
