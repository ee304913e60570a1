// Says what of others is in dist/: THIRD_PARTY_LICENSES.txt and sbom.cdx.json. Ends the build when a licence is not one
// of those that are allowed.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { billOfMaterials, exists, isAllowed, noticesOf, packageFolders, readPackage } from './licences.ts';
import { root } from './tools.ts';

interface SourceMap {
  sources: string[];
}

/** The executable has its runtime in it besides the bundle. */
const RUNTIMES = { bun: 'node_modules/bun', node: 'node_modules/node' };

export function writeThirdParty(
  backendSources: readonly string[],
  runtime: keyof typeof RUNTIMES,
  plugin: { name: string; version: string },
): void {
  const dist = join(root, 'dist');
  const map = JSON.parse(readFileSync(join(dist, 'module.js.map'), 'utf8')) as SourceMap;
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { integrity?: string }>;
  };
  const folders = packageFolders([...backendSources, ...map.sources]).filter((folder) => exists(root, folder));
  const packages = [...folders, RUNTIMES[runtime]].map((folder) => readPackage(root, folder, lock.packages));
  const refused = packages.filter(({ licence }) => !isAllowed(licence));
  if (refused.length > 0) {
    throw new Error(
      `Licences that are not allowed in what is handed out: ${refused.map(({ name, licence }) => `${name} (${licence})`).join(', ')}`,
    );
  }
  writeFileSync(join(dist, 'THIRD_PARTY_LICENSES.txt'), noticesOf(packages));
  writeFileSync(join(dist, 'sbom.cdx.json'), `${JSON.stringify(billOfMaterials(plugin, packages), null, 2)}\n`);
  console.log(`${packages.length} packages of others are in dist/, all with licences that are allowed`);
}
