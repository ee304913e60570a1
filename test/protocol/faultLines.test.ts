/** Under a fault of every kind, all that the executable says is what Grafana's host reads, and it stays up. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { QueryType } from '../../src/shared/queryTypes.ts';
import type { FaultCase } from '../faults/faultCase.ts';
import { lossesOf } from '../faults/logged.ts';
import { BROKEN, SLICE } from '../faults/slice.ts';
import { startSimulator, type Simulator } from '../simulator/simulator.ts';
import type { PluginProcess, Settings } from './host/pluginProcess.ts';
import { launchProduct, queryOf } from './product.ts';

jest.setTimeout(300_000);

/** Of the picture and on demand. */
const ASKED: QueryType[] = ['resourceHealth', 'tenantAccess', 'activityLog', 'metrics', 'resourceGraph'];
/** How long a fault is there: on a quiet machine a new data source reads all of world `small` in that. */
const LASTS_MS = 700;

let simulator: Simulator;
let plugin: PluginProcess;
let data: string;

beforeAll(async () => {
  data = mkdtempSync(path.join(tmpdir(), 'fault-lines-'));
  simulator = await startSimulator({ world: 'small', clock: 'real', enforceLimits: false });
  plugin = await launchProduct({ GF_PLUGIN_DATA_PATH: data });
});
afterAll(async () => {
  await plugin.shutdown();
  await simulator.close();
  rmSync(data, { recursive: true, force: true });
});

test('every line is valid, none is too long, and nothing was rejected unheard', async () => {
  const whole = settingsOf('whole');
  await ask(whole, 10_000);
  for (const [index, fault] of [...SLICE, ...BROKEN].entries()) {
    const over = await begin(fault);
    // One that has read everything before, and one that begins under the fault.
    await Promise.all([ask(whole), ask(settingsOf(`fault-${index}`)), passes(LASTS_MS)]);
    await over();
  }
  await expect(plugin.health()).resolves.toBe('SERVING');
  expect(plugin.stderr.length).toBeGreaterThan(SLICE.length + BROKEN.length);
  expect(plugin.stderr.flatMap(({ text }) => lossesOf(text))).toEqual([]);
  expect(plugin.stdout).toEqual([]);
});

function settingsOf(uid: string): Settings {
  const { jsonData, secureJsonData } = simulator;
  return { uid, jsonData, secureJsonData };
}

/** As a dashboard, an alert rule and Save & test do; whoever asked leaves before an answer that doesn't come. */
async function ask(settings: Settings, timeoutMs = LASTS_MS): Promise<void> {
  const queries = ASKED.map((type) => queryOf(type, type));
  const left = () => undefined;
  await Promise.all([
    plugin.queryData({ settings, queries, timeoutMs }).catch(left),
    plugin.queryData({ settings, queries, timeoutMs, headers: { FromAlert: 'true' } }).catch(left),
    plugin.checkHealth({ settings, timeoutMs }).catch(left),
  ]);
}

/** Begins a fault; what it gives ends it. */
async function begin({ faults = [], network, skewMs = 0 }: FaultCase): Promise<() => Promise<void>> {
  faults.forEach((spec) => simulator.faults.add(spec));
  if (network) {
    await simulator.network.set(network.host, network.trouble);
  }
  simulator.simulation.clock.advance(skewMs);
  return async () => {
    simulator.faults.clear();
    await simulator.network.clear();
    simulator.simulation.clock.advance(-skewMs);
  };
}

function passes(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
