// Kills the executable hundreds of times while it writes, and prints what came of it as JSON. KILLS (default 300), SEED.
// Ctrl-C ends it after the round that is under way, with what came of it until then.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runSimulator } from '../grafana/simulator.ts';
import type { Settings } from '../protocol/host/pluginProcess.ts';
import { chances } from './chances.ts';
import { killAgainAndAgain } from './kills.ts';
import { collected, launchOn, resourcesShown } from './plugin.ts';

const kills = Number(process.env['KILLS'] ?? 300);
const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', 'scripts/build.ts', '--if-missing'], {
  stdio: ['ignore', 2, 2],
});
const simulator = await runSimulator(['--world', 'demo']);
const data = mkdtempSync(path.join(tmpdir(), 'crash-'));
const stopping = new AbortController();
process.once('SIGINT', () => stopping.abort());
let failed = true;
try {
  await simulator.call('PUT', '/limits', { enforced: false });
  const collection = { resourceHealthSeconds: 15, alertsSeconds: 15, eventsSeconds: 15, inventorySeconds: 60 };
  const settings: Settings = {
    jsonData: { ...simulator.jsonData, collection },
    secureJsonData: simulator.secureJsonData,
  };
  const { signal } = stopping;
  const onRound = (round: number) => round % 20 === 0 && console.error(`${round} of ${kills}`);
  const report = await killAgainAndAgain({ kills, data, settings, chances: chances(seed), signal, onRound });
  const plugin = await launchOn({ data });
  await collected(plugin, settings, report.mostResources * 0.97);
  const resources = await resourcesShown(plugin, settings);
  await plugin.shutdown();
  console.log(JSON.stringify({ seed, ...report, resourcesAtTheEnd: resources }, null, 2));
  failed = report.lost.length > 0;
} finally {
  await simulator.stop();
  rmSync(data, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);
