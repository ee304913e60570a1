// Ratios, each measured in one run on one machine, printed as JSON. WORLD (default large) and LATENCY_MS (default 250)
// choose the sweep.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { once } from 'node:events';
import { hostPlatform } from '../../scripts/backend.ts';
import { runSimulator } from '../grafana/simulator.ts';
import { median, round } from './measure.ts';

const root = resolve('.');
const work = join(root, 'build/bench');
mkdirSync(work, { recursive: true });
const bun = join(root, 'node_modules/.bin/bun');
const executable = join(root, 'dist', `gpx_azurecsp_${hostPlatform()}`);
must(process.execPath, ['--disable-warning=ExperimentalWarning', 'scripts/build.ts', '--if-missing']);

const estate = await benchEstate();
const goEncodeMs = benchGo(join(work, 'resourceHealth.arrow'));
const toGo = (measured: string) =>
  goEncodeMs ? round(Number(estate['resourceHealth']?.[measured]) / goEncodeMs) : null;
const results = {
  ...estate,
  resourceHealth: {
    ...estate['resourceHealth'],
    goEncodeMs,
    encodeToGoEncodeRatio: toGo('encodeMs'),
    requestToGoEncodeRatio: toGo('requestToBytesMs'),
  },
  start: await benchStart(),
};
console.log(JSON.stringify(results, null, 2));

async function benchEstate(): Promise<Record<string, Record<string, unknown>>> {
  const latency = process.env['LATENCY_MS'] ?? '250';
  const simulator = await runSimulator([
    '--world',
    process.env['WORLD'] ?? 'large',
    '--insecure',
    '--latency',
    latency,
  ]);
  try {
    const { control, jsonData, secureJsonData } = simulator;
    const child = spawn(bun, ['test/bench/estate.ts'], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        SIMULATOR: JSON.stringify({ control, jsonData, secureJsonData }),
        LATENCY_MS: latency,
        REFRESHES: process.env['REFRESHES'] ?? '100',
        FRAME_FILE: join(work, 'resourceHealth.arrow'),
      },
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
    await once(child, 'close');
    return JSON.parse(output) as Record<string, Record<string, unknown>>;
  } finally {
    await simulator.stop();
  }
}

/** Milliseconds that Grafana's Go SDK needs to encode the same frame; null without Go. */
function benchGo(frame: string): number | null {
  const done = spawnSync('go', ['run', './encodebench', frame], {
    cwd: join(root, 'test/conformance'),
    encoding: 'utf8',
  });
  return done.status === 0 ? round(Number(done.stdout.trim())) : null;
}

/** From starting the process to the handshake line, against a Bun program that does nothing, both compiled the same way. */
async function benchStart() {
  const empty = join(work, 'empty');
  writeFileSync(join(work, 'empty.cjs'), "require('node:fs').writeSync(1, 'x\\n'); process.exit(0);\n");
  must(bun, ['build', '--compile', '--bytecode', `--outfile=${empty}`, join(work, 'empty.cjs')]);
  const plugin: number[] = [];
  const nothing: number[] = [];
  for (let run = 0; run < 15; run++) {
    nothing.push(await firstLineMs(empty));
    plugin.push(await firstLineMs(executable));
  }
  const [handshake, bare] = [median(plugin), median(nothing)];
  return { handshakeMs: round(handshake), emptyBunMs: round(bare), ratio: round(handshake / bare) };
}

async function firstLineMs(program: string): Promise<number> {
  const start = performance.now();
  const child = spawn(program, {
    env: { grafana_plugin_type: 'datasource', PLUGIN_PROTOCOL_VERSIONS: '2' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await once(child.stdout, 'data');
  const milliseconds = performance.now() - start;
  child.kill('SIGKILL');
  return milliseconds;
}

function must(program: string, args: string[]): void {
  const done = spawnSync(program, args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (done.status !== 0) {
    throw new Error(`${program} ${args.join(' ')} failed`);
  }
}
