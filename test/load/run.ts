// Walls, many queries at once, a table of far too many rows, and a day with the clock moved; figures as JSON. WORLD
// (default large), SECONDS of walls (default 90), DAY_WORLD (default small), HOURS (default 24).
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { ask, badLines, launchOn, pause, resourcesShown } from '../crash/plugin.ts';
import { runSimulator } from '../grafana/simulator.ts';
import type { WorldName } from '../simulator/world/index.ts';
import { simulateDay } from './day.ts';
import { askAtOnce, askForTooMuch, showWalls } from './walls.ts';

const world = process.env['WORLD'] ?? 'large';
const seconds = Number(process.env['SECONDS'] ?? 90);
spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', 'scripts/build.ts', '--if-missing'], {
  stdio: ['ignore', 2, 2],
});
const walls = await loadExecutable();
setFlagsFromString('--expose-gc');
Object.assign(globalThis, { gc: runInNewContext('gc') as () => void });
const day = await simulateDay({
  world: (process.env['DAY_WORLD'] ?? 'small') as WorldName,
  hours: Number(process.env['HOURS'] ?? 24),
  stepMinutes: 5,
});
console.log(JSON.stringify({ world, ...walls, day }, null, 2));
const { badLines: bad, wallsWhileSwept, walls: swept, atOnce } = walls;
process.exit([bad, ...[wallsWhileSwept, swept, atOnce, day].map(({ errors }) => errors)].flat().length > 0 ? 1 : 0);

async function loadExecutable() {
  const simulator = await runSimulator(['--world', world]);
  const data = mkdtempSync(path.join(tmpdir(), 'load-'));
  try {
    await simulator.call('PUT', '/limits', { enforced: false });
    const settings = { jsonData: simulator.jsonData, secureJsonData: simulator.secureJsonData };
    const plugin = await launchOn({ data });
    const target = { plugin, settings };
    const wanted = { dashboards: 50, refreshMs: 5_000 };
    const sweeping = swept();
    const result = {
      wallsWhileSwept: await showWalls(target, { ...wanted, until: sweeping }),
      sweepSeconds: await sweeping,
      walls: await showWalls(target, { ...wanted, seconds }),
      atOnce: await askAtOnce(target, 500),
      tooMuch: await askForTooMuch(target, { limit: 100_000 }),
      tooMuchToAlertOn: await askForTooMuch(target, { format: 'alerting' }),
    };
    await plugin.shutdown();
    return { ...result, badLines: badLines(plugin) };

    async function swept(): Promise<number> {
      const start = Date.now();
      for (;;) {
        if (await everythingRead().catch(() => false)) {
          return Math.round((Date.now() - start) / 1000);
        }
        await pause(5_000);
      }
    }

    async function everythingRead(): Promise<boolean> {
      const pending = await ask(plugin, settings, { queryType: 'collectorStatus', filters: { state: ['pending'] } });
      return pending.rows === 0 && (await resourcesShown(plugin, settings)) > 0;
    }
  } finally {
    await simulator.stop();
    rmSync(data, { recursive: true, force: true });
  }
}
