/** What the executable costs the Grafana beside it: memory that it gives back, and answers that wait for no sweep. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ask, badLines, launchOn, logOf, pause } from '../crash/plugin.ts';
import type { Settings } from './host/pluginProcess.ts';
import { runSimulator, type RunningSimulator } from './simulator.ts';

jest.setTimeout(180_000);

let simulator: RunningSimulator;
let settings: Settings;
let data: string;

beforeAll(async () => {
  data = mkdtempSync(path.join(tmpdir(), 'burden-'));
  simulator = await runSimulator(['--world', 'demo', '--latency', '50']);
  settings = { jsonData: simulator.jsonData, secureJsonData: simulator.secureJsonData };
});

afterAll(() => {
  simulator.stop();
  rmSync(data, { recursive: true, force: true });
});

it('should answer while it sweeps, and let go of what it kept when memory is short', async () => {
  const plugin = await launchOn({ data, env: { GF_PLUGIN_MEMORY_LIMIT_MEGABYTES: '1' } });
  const kql = { queryType: 'resourceGraph', kql: 'resources | summarize value = count()' };
  const times: number[] = [];
  let [sweeping, sweptMs] = [0, 0];
  for (const end = Date.now() + 12_000; Date.now() < end || !/It let go of answers/.test(logOf(plugin));) {
    const start = performance.now();
    await ask(plugin, settings, { queryType: 'healthSummary', groupBy: 'customer' });
    times.push(performance.now() - start);
    const pending = await ask(plugin, settings, { queryType: 'collectorStatus', filters: { state: ['pending'] } });
    if (pending.rows > 0) {
      sweeping += 1;
      sweptMs += performance.now() - start;
    }
    if (times.length % 5 === 0) {
      await ask(plugin, settings, kql);
    }
    await pause(20);
    expect(Date.now()).toBeLessThan(end + 120_000);
  }
  // Whoever waited for the first sweep, or for its longest step, would show here.
  expect(sweeping).toBeGreaterThan(5);
  expect(times.sort((a, b) => a - b)[Math.floor(times.length * 0.9)]).toBeLessThan(sweptMs / 3);
  expect(logOf(plugin)).toMatch(/more memory than its limit\. It let go of answers that were kept/);
  const metrics = await plugin.collectMetrics();
  expect(metrics).toMatch(/plugin_memory_limit_bytes 1048576/);
  expect(metrics).toMatch(/plugin_event_loop_lag_seconds\{quantile="1"\} [\d.]+/);
  await plugin.shutdown();
  expect(badLines(plugin)).toEqual([]);
});
