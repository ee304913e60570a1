// Runs the Go host against the toy plugin and the built executable. Exits 3 where there is no Go.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { QUERY_TYPES } from '../../src/shared/queryTypes.ts';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../..');
const executable = path.resolve(root, process.env.PLUGIN_EXECUTABLE ?? 'dist/gpx_azurecsp_linux_amd64');
const toy = path.join(root, 'build/protocol/toyPlugin.cjs');

if (spawnSync('go', ['version']).status !== 0) {
  console.error('The conformance tests need Go 1.26 or newer on the PATH (https://go.dev/dl).');
  process.exit(3);
}
if (!existsSync(executable)) {
  console.error(`There is no ${executable}. Run npm run build first.`);
  process.exit(1);
}

buildSync({
  entryPoints: [path.join(root, 'test/protocol/fixtures/toyPlugin.ts')],
  outfile: toy,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  logLevel: 'error',
});

const data = mkdtempSync(path.join(tmpdir(), 'conformance-'));
const simulator = spawn(
  process.execPath,
  [path.join(root, 'test/simulator/main.ts'), '--world', 'small', '--clock', 'real'],
  {
    stdio: ['ignore', 'pipe', 'inherit'],
  },
);
const settings = await new Promise((resolve, reject) => {
  createInterface({ input: simulator.stdout }).once('line', resolve);
  simulator.once('exit', (code) => reject(new Error(`The simulator ended with ${code}.`)));
});

// Each test starts the plugin anew, within seconds: no quota of Microsoft's is made for that.
await fetch(`${JSON.parse(settings).control}/limits`, { method: 'PUT', body: '{"enforced":false}' });

const test = spawn('go', ['test', '-count=1', '-timeout=10m', ...process.argv.slice(2), './...'], {
  cwd: here,
  stdio: 'inherit',
  env: {
    ...process.env,
    NODE: process.execPath,
    TOY_PLUGIN: toy,
    PLUGIN_EXECUTABLE: executable,
    PLUGIN_DATA_PATH: data,
    SIMULATOR_SETTINGS: settings,
    QUERY_TYPES: Object.keys(QUERY_TYPES).join(','),
  },
});
const code = await new Promise((resolve) => test.once('exit', resolve));
simulator.removeAllListeners('exit');
simulator.kill();
rmSync(data, { recursive: true, force: true });
process.exit(code ?? 1);
