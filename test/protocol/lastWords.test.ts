/** However the executable ends, what it leaves behind holds no secret: last words, folders, dumps, reports. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { TOKEN_STORE_KEY } from '../../src/shared/secretKeys.ts';
import { startSimulator, type Simulator } from '../simulator/simulator.ts';
import { launchPlugin } from './host/launch.ts';
import type { PluginProcess, Settings } from './host/pluginProcess.ts';
import { ask, collected, executable } from './product.ts';
import { keep, leaks, overhear, type Secrets } from './wireSecrets.ts';

jest.setTimeout(60_000);

const OPERATORS_KEY = "marked-operator's-key-0123456789";
const SETTINGS_KEY = 'marked-token-store-key-0123456789';
/** More than the store of world `small` and the registers of a core dump. */
const MOST_BYTES = 64 * 1024 * 1024;
/** What it gets besides what it has when it runs out of memory. */
const ROOM_BYTES = 16 * 1024 * 1024;
/** Where files of the plugin, its runtime and the kernel can come to be. */
const FOLDERS = ['data', 'tmp', 'home', 'cwd', 'bin'];

let root: string;
let simulator: Simulator;
let secrets: Secrets;
let settings: Settings;
let resources: number;
let plugin: PluginProcess;

beforeAll(async () => {
  simulator = await startSimulator({ world: 'small', clock: 'real', enforceLimits: false });
  secrets = overhear(simulator);
  const { jsonData, secureJsonData } = simulator;
  settings = { jsonData, secureJsonData: { ...secureJsonData, [TOKEN_STORE_KEY]: SETTINGS_KEY } };
  resources = simulator.truth.resources({ visible: 'true' }).length;
  keep(secrets, 'key', OPERATORS_KEY);
  for (const [key, value] of Object.entries(settings.secureJsonData!)) {
    keep(secrets, 'secureJsonData', key === 'tlsCACert' ? '' : value);
  }
});
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'last-words-'));
  FOLDERS.forEach((name) => mkdirSync(path.join(root, name)));
  // Runtimes that report their own crashes do it with this.
  const curl = path.join(root, 'bin/curl');
  writeFileSync(curl, `#!/bin/sh\necho "$@" > ${path.join(root, 'home/sent')}\n`);
  chmodSync(curl, 0o755);
});
afterEach(async () => {
  plugin.kill();
  await plugin.exited;
  simulator.faults.clear();
  rmSync(root, { recursive: true, force: true });
});
afterAll(() => simulator.close());

/** A process that has read everything and goes on reading, with dumps allowed by the operator. */
async function launch(env: Record<string, string> = {}): Promise<void> {
  const at = (name: string) => path.join(root, name);
  plugin = await launchPlugin({
    executable: '/bin/sh',
    args: ['-c', 'ulimit -c unlimited; exec "$0"', executable()],
    cwd: at('cwd'),
    env: {
      ...{ PATH: `${at('bin')}:/usr/bin:/bin`, HOME: at('home'), TMPDIR: at('tmp'), GF_PLUGIN_DATA_PATH: at('data') },
      GF_PLUGIN_TOKEN_STORE_KEY: OPERATORS_KEY,
      ...env,
    },
  });
  await collected(plugin, settings, resources);
}

/** All that it left, by where. */
function left(): Map<string, Buffer> {
  const found = new Map([
    ['stderr', Buffer.from(plugin.stderr.map(({ text }) => text).join('\n'))],
    ['stdout', Buffer.from([plugin.handshake, ...plugin.stdout].join('\n'))],
  ]);
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isFile()) {
      const { size } = statSync(file);
      expect({ file, isMemory: size > MOST_BYTES }).toEqual({ file, isMemory: false });
      found.set(path.relative(root, file), readFileSync(file));
    }
  }
  return found;
}

function expectNoSecret(): Map<string, Buffer> {
  const outputs = left();
  expect([...secrets.keys()]).toEqual(expect.arrayContaining(['access_token', 'client_secret', 'refresh_token']));
  expect([...outputs.keys()]).toEqual(expect.arrayContaining([expect.stringMatching(/^data\/estate-/)]));
  expect(leaks(secrets, outputs)).toEqual([]);
  expect([...outputs.keys()]).not.toContain('home/sent');
  return outputs;
}

test.each<NodeJS.Signals>(['SIGABRT', 'SIGSEGV', 'SIGBUS', 'SIGILL', 'SIGQUIT', 'SIGTERM', 'SIGHUP', 'SIGKILL'])(
  'killed by %s while it reads and writes',
  async (signal) => {
    await launch();
    void ask(plugin, settings, 'resourceGraph').catch(() => undefined);
    plugin.kill(signal);
    await plugin.exited;
    expectNoSecret();
  },
);

test('a package that prints and throws what it sent', async () => {
  const fixture = path.join(__dirname, 'fixtures/carelessPackage.cjs');
  await launch({ NODE_OPTIONS: `--require=${fixture}`, BUN_OPTIONS: `--preload=${fixture}` });
  process.kill(plugin.pid, 'SIGUSR2');
  await expect(plugin.exited).resolves.toEqual({ code: 1, signal: null });
  const stderr = expectNoSecret().get('stderr')!.toString();
  expect(stderr).toMatch(/careless[^]*nobody was listening[^]*The careless package ends it/);
  expect(plugin.stderr.flatMap(({ text, fault }) => (fault ? [`${fault}: ${text}`] : []))).toEqual([]);
});

test('told to report, to dump and to open its debugger', async () => {
  await launch({
    NODE_OPTIONS: '--report-on-signal --report-signal=SIGUSR2 --report-on-fatalerror --report-uncaught-exception',
    NODE_DEBUG: 'http,https,net,tls,stream',
    BUN_CONFIG_VERBOSE_FETCH: 'curl',
  });
  process.kill(plugin.pid, 'SIGUSR1');
  process.kill(plugin.pid, 'SIGUSR2');
  await ask(plugin, settings, 'resourceGraph').catch(() => undefined);
  plugin.kill('SIGABRT');
  await plugin.exited;
  expectNoSecret();
  expect(plugin.stderr.map(({ text }) => text).join('\n')).not.toMatch(/Debugger|Inspector|ws:/);
});

test('short of memory, with answers that are too long for it', async () => {
  await launch({ NODE_OPTIONS: '--max-old-space-size=96' });
  const status = readFileSync(`/proc/${plugin.pid}/status`, 'utf8');
  const room = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) * 1024 + ROOM_BYTES;
  spawnSync('prlimit', [`--pid=${plugin.pid}`, `--as=${room('VmSize')}`, `--data=${room('VmData')}`]);
  const row = { id: 'x'.repeat(100), name: 'y'.repeat(100), properties: { z: 'z'.repeat(100) } };
  const value = Array.from({ length: 40_000 }, () => row);
  simulator.faults.add({ host: 'resourceManager', status: 200, body: { value } });
  const others = Array.from({ length: 8 }, (_, index) => ({ ...settings, uid: `other-${index}` }));
  const asked = Promise.allSettled(others.map((other) => ask(plugin, other, 'activityLog')));
  // Node ends by itself; Bun's heap is in memory that it has reserved before, so it may go on and answer.
  await Promise.race([plugin.exited, asked, new Promise((resolve) => setTimeout(resolve, 12_000))]);
  plugin.kill();
  await plugin.exited;
  expectNoSecret();
});
