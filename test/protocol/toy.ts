import path from 'node:path';
import { buildSync } from 'esbuild';
import { launchPlugin, type LaunchOptions } from './host/launch.ts';
import type { PluginProcess } from './host/pluginProcess.ts';

const root = path.resolve(__dirname, '../..');
/** One for each of jest's workers, which build it at the same time. */
const bundle = path.join(root, `build/protocol/toyPlugin-${process.env.JEST_WORKER_ID ?? 0}.cjs`);

/** Bundles the toy plugin as the product is bundled. */
export function buildToy(): void {
  buildSync({
    entryPoints: [path.join(root, 'test/protocol/fixtures/toyPlugin.ts')],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
  });
}

/** How the toy plugin is started: under this Node, or under the runtime that TOY_RUNTIME names (e.g. bun). */
export function toyCommand(): [string, string] {
  return [process.env.TOY_RUNTIME ?? process.execPath, bundle];
}

export function launchToy(options: Partial<LaunchOptions> = {}): Promise<PluginProcess> {
  const [executable, script] = toyCommand();
  return launchPlugin({ executable, args: [script], ...options });
}
