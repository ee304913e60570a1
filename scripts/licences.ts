import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Licences that may go into what is handed out; an expression passes when one of its alternatives does. */
export const ALLOWED = [
  'MIT',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  '0BSD',
  'BlueOak-1.0.0',
  'Unicode-3.0',
  'Unlicense',
];

export interface BundledPackage {
  name: string;
  version: string;
  /** SPDX expression of its package.json. */
  licence: string;
  /** Texts of its licence and notice files. */
  texts: string[];
  /** `sha512-…` of its archive, as the lock file has it; null where it has none. */
  integrity: string | null;
}

/** `(MIT OR GPL-2.0)` is allowed by its first, `MIT AND Zlib` by neither alone. */
export function isAllowed(expression: string): boolean {
  return expression
    .replace(/[()]/g, '')
    .split(/\s+OR\s+/)
    .some((alternative) => alternative.split(/\s+AND\s+/).every((one) => ALLOWED.includes(one)));
}

/** Folders of packages within source paths: `node_modules/@azure/msal-node`, nested ones too. */
export function packageFolders(sources: readonly string[]): string[] {
  const folders = sources.flatMap((source) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(source)?.[1] ?? []);
  return [...new Set(folders.map((folder) => folder.slice(folder.indexOf('node_modules/'))))].sort();
}

/** Reads what a package says of itself. `folder` is relative to `root`. */
export function readPackage(
  root: string,
  folder: string,
  lock: Record<string, { integrity?: string }>,
): BundledPackage {
  const file = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as Record<string, unknown>;
  const { name, version, license } = file;
  const texts = readdirSync(join(root, folder))
    .filter((one) => /^(licen[cs]e|notice|copying)/i.test(one))
    .sort()
    .map((one) => readFileSync(join(root, folder, one), 'utf8').trim());
  return {
    name: String(name),
    version: String(version),
    licence: typeof license === 'string' ? license : 'none',
    texts,
    integrity: lock[folder]?.integrity ?? null,
  };
}

/** One file with every licence, the same for the same packages. */
export function noticesOf(packages: readonly BundledPackage[]): string {
  const entries = packages.map(
    ({ name, version, licence, texts }) =>
      `${name} ${version}\nLicence: ${licence}\n\n${texts.length > 0 ? texts.join('\n\n') : 'The package has no licence file of its own.'}`,
  );
  const head = 'Packages that are part of this plugin, with their licences.';
  return `${[head, ...entries].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

/** Bill of materials, CycloneDX 1.6: https://cyclonedx.org/docs/1.6/json/. Without time and serial number: the same for the same packages. */
export function billOfMaterials(
  plugin: { name: string; version: string },
  packages: readonly BundledPackage[],
): object {
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: { type: 'application', ...plugin, licenses: [{ expression: 'Apache-2.0' }] } },
    components: packages.map(({ name, version, licence, integrity }) => ({
      type: 'library',
      'bom-ref': `pkg:npm/${name.replace('@', '%40')}@${version}`,
      name,
      version,
      purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
      licenses: [{ expression: licence }],
      ...(integrity?.startsWith('sha512-') && {
        hashes: [{ alg: 'SHA-512', content: Buffer.from(integrity.slice(7), 'base64').toString('hex') }],
      }),
    })),
  };
}

export function exists(root: string, folder: string): boolean {
  return existsSync(join(root, folder, 'package.json'));
}
