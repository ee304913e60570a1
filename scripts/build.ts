// Makes dist/, the folder that Grafana loads. Options:
//   --platform NAME   linux_amd64, linux_arm64, darwin_amd64, darwin_arm64, windows_amd64; more than once, or `all`. Default: this machine's
//   --runtime bun|node   what the executable is made with; default bun
//   --if-missing   do nothing when dist/ is newer than all sources
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  bundleBackend,
  compileWithBun,
  compileWithNode,
  hostPlatform,
  type Platform,
  PLATFORMS,
  version,
} from './backend.ts';
import { writeThirdParty } from './thirdParty.ts';
import { node, root, run } from './tools.ts';

const { values } = parseArgs({
  options: {
    platform: { type: 'string', multiple: true },
    runtime: { type: 'string', default: 'bun' },
    'if-missing': { type: 'boolean', default: false },
  },
});
const PLUGIN_NAME = 'cspwatch-azurecsp-datasource';
const dist = join(root, 'dist');
const platforms = chosenPlatforms(values.platform);

if (!(values['if-missing'] && isFresh())) {
  await buildAll();
}

async function buildAll(): Promise<void> {
  mkdirSync(dist, { recursive: true });
  run(node, [join(root, 'scripts/generate.mjs')]);
  run(node, [join(root, 'scripts/dashboards.ts')]);
  run(node, [join(root, 'scripts/frontend.mjs'), 'module']);
  const { sources } = await bundleBackend();
  const compile = values.runtime === 'node' ? compileWithNode : compileWithBun;
  for (const platform of platforms) {
    compile(platform, join(dist, executableName(platform)));
  }
  copyStatic();
  writeThirdParty(sources, values.runtime === 'node' ? 'node' : 'bun', { name: PLUGIN_NAME, version: version() });
  console.log(`dist/ is built: ${readdirSync(dist).join(', ')}`);
}

function executableName(platform: Platform): string {
  return `gpx_azurecsp_${platform}${platform.startsWith('windows') ? '.exe' : ''}`;
}

function copyStatic(): void {
  const plugin = readFileSync(join(root, 'plugin.json'), 'utf8')
    .replace('%VERSION%', version())
    .replace('%TODAY%', new Date().toISOString().slice(0, 10));
  writeFileSync(join(dist, 'plugin.json'), plugin);
  for (const name of ['README.md', 'LICENSE', 'SECURITY.md', 'CHANGELOG.md', 'img']) {
    cpSync(join(root, name), join(dist, name), { recursive: true });
  }
  cpSync(join(root, 'provisioning/dashboards'), join(dist, 'dashboards'), {
    recursive: true,
    filter: (from) => !from.endsWith('.yaml'),
  });
}

function chosenPlatforms(names: string[] | undefined): Platform[] {
  if (!names) {
    return [hostPlatform()];
  }
  const all = Object.keys(PLATFORMS) as Platform[];
  const chosen = names.includes('all') ? all : (names as Platform[]);
  const unknown = chosen.filter((name) => !all.includes(name));
  if (unknown.length > 0) {
    throw new Error(`No such platform: ${unknown.join(', ')}. There are: ${all.join(', ')}, all`);
  }
  return chosen;
}

/** True when every file that goes into dist/ is older than what was made of it. */
function isFresh(): boolean {
  const made = [...platforms.map(executableName), 'module.js', 'plugin.json'].map((name) => join(dist, name));
  if (!made.every(existsSync)) {
    return false;
  }
  const oldest = Math.min(...made.map((file) => statSync(file).mtimeMs));
  const sources = [
    'src',
    'img',
    'plugin.json',
    'package-lock.json',
    'scripts',
    'provisioning/dashboards',
    'README.md',
    'CHANGELOG.md',
  ];
  return sources.every((name) => newest(join(root, name)) <= oldest);
}

function newest(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) {
    return stat.mtimeMs;
  }
  return Math.max(
    0,
    ...readdirSync(path)
      .filter((name) => name !== 'generated' && !name.endsWith('.test.ts'))
      .map((name) => newest(join(path, name))),
  );
}
