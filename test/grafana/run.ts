// A real Grafana with the built plugin and the provisioned files, driven through its HTTP API and in a browser.
// GRAFANA_HOME names an unpacked or built Grafana; without one, and without one on the PATH, it says so and exits 3.
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { spawnSync } from 'node:child_process';
import { checkAlerting } from './alerting.ts';
import { GrafanaApi } from './api.ts';
import { findGrafana, startGrafana } from './grafana.ts';
import { hurriedProvisioning } from './provisioning.ts';
import { checkQueries } from './queries.ts';
import { checkScreens } from './screens.ts';
import { runSimulator } from './simulator.ts';
import { Steps } from './steps.ts';

const home = findGrafana();
if (!home) {
  console.error(
    'No Grafana here: set GRAFANA_HOME to the folder of an unpacked Grafana (the one that holds bin/ and conf/).',
  );
  process.exit(3);
}
const build = spawnSync(
  process.execPath,
  ['--disable-warning=ExperimentalWarning', 'scripts/build.ts', '--if-missing'],
  { stdio: 'inherit' },
);
if (build.status !== 0) {
  process.exit(1);
}
const pictures = resolve('test-results/grafana');
mkdirSync(pictures, { recursive: true });

const steps = new Steps();
const only = process.argv[2];
if (!only || only === 'api') {
  await withGrafana(
    'small',
    ['--clock', 'real'],
    hurriedProvisioning(resolve('provisioning')),
    async (grafana, simulator) => {
      await checkQueries(steps, grafana, simulator);
      await checkAlerting(steps, grafana, simulator);
    },
  );
}
if (!only || only === 'screens') {
  await withGrafana('demo', ['--clock', 'real'], resolve('provisioning'), (grafana, simulator) =>
    checkScreens(steps, grafana, simulator, pictures),
  );
}
console.log(`${steps.passed} passed, ${steps.failed} failed`);
process.exit(steps.failed === 0 ? 0 : 1);

async function withGrafana(
  world: string,
  simulatorArgs: string[],
  provisioning: string,
  work: (grafana: GrafanaApi, simulator: Awaited<ReturnType<typeof runSimulator>>) => Promise<void>,
): Promise<void> {
  const simulator = await runSimulator(['--world', world, ...simulatorArgs]);
  try {
    const grafana = await startGrafana({ home: home ?? '', dist: join(resolve('.'), 'dist'), provisioning, simulator });
    console.log(`Grafana ${grafana.version} at ${grafana.url}, world ${world}`);
    try {
      await work(new GrafanaApi(grafana.url), simulator);
    } finally {
      await grafana.stop();
    }
  } finally {
    await simulator.stop();
  }
}
