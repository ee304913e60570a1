// A real Grafana with the built plugin and the provisioned files, driven through its HTTP API and in a browser.
// GRAFANA_HOME names an unpacked or built Grafana; without one, and without one on the PATH, it says so and exits 3.
import { resolve } from 'node:path';
import { spawnSync } from 'node:child_process';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../browser/browser.ts';
import { checkAlerting } from './alerting.ts';
import { basicAuth, GrafanaApi } from './api.ts';
import { checkFaults } from './faults.ts';
import { findGrafana, startGrafana, type Grafana } from './grafana.ts';
import type { IniOptions } from './ini.ts';
import { checkPack } from './pack.ts';
import { hurriedProvisioning } from './provisioning.ts';
import { checkLive } from './live.ts';
import { checkQueries } from './queries.ts';
import { checkScreens } from './screens.ts';
import { checkProvisioned, checkSetUp } from './setUp.ts';
import { runSimulator, type RunningSimulator } from './simulator.ts';
import { Steps } from './steps.ts';
import { checkVisibility } from './visibility/visibility.ts';
import { startWebhook, type Webhook } from './webhook.ts';

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

const provisioning = resolve('provisioning');
const ADMIN_PASSWORD = 'from-nothing';
const steps = new Steps();
const only = process.argv[2];
if (!only || only === 'setup') {
  await withBrowser(async (browser) => {
    await withGrafana('small', { adminPassword: ADMIN_PASSWORD }, (grafana, simulator) =>
      checkSetUp(steps, grafana, simulator, browser, ADMIN_PASSWORD),
    );
    await withGrafana('small', { provisioning }, (grafana) => checkProvisioned(steps, grafana, browser));
  });
}
if (!only || only === 'api') {
  await withGrafana('small', { provisioning: hurriedProvisioning(provisioning) }, async (grafana, simulator) => {
    await checkQueries(steps, grafana, simulator);
    await checkAlerting(steps, grafana, simulator);
  });
}
if (!only || only === 'live') {
  await withBrowser((browser) =>
    withGrafana('small', { provisioning: hurriedProvisioning(provisioning) }, (grafana, simulator) =>
      checkLive(steps, grafana, simulator, browser),
    ),
  );
}
if (!only || only === 'visibility') {
  await withBrowser((browser) =>
    withGrafana(
      'small',
      (settings) => ({
        adminPassword: ADMIN_PASSWORD,
        provisioning: hurriedProvisioning(provisioning, { settings }),
        // Visitors who do not sign in are let in, as viewers.
        ini: '[auth.anonymous]\nenabled = true\norg_role = Viewer',
      }),
      (grafana, simulator) => checkVisibility(steps, grafana, simulator, browser),
    ),
  );
}
if (only === 'pack') {
  await withGrafana(
    'small',
    (settings) => ({ provisioning: hurriedProvisioning(provisioning, { settings }) }),
    (grafana, simulator) => checkPack(steps, grafana, simulator),
  );
}
// Takes 15 minutes, so only when it is asked for.
if (only === 'faults') {
  await withWebhook((webhook) =>
    withGrafana(
      'small',
      (settings) => ({
        provisioning: hurriedProvisioning(provisioning, { webhook: webhook.url, settings }),
        // Grafana looks this often for contact points.
        ini: '[unified_alerting]\nalertmanager_config_poll_interval = 5s',
      }),
      (grafana, simulator, server) => checkFaults(steps, grafana, server, simulator, webhook),
    ),
  );
}
if (!only || only === 'screens') {
  await withGrafana('demo', { provisioning }, (grafana) => checkScreens(steps, grafana));
}
console.log(`${steps.passed} passed, ${steps.failed} failed`);
process.exit(steps.failed === 0 ? 0 : 1);

async function withGrafana(
  world: string,
  given: IniOptions | ((simulator: RunningSimulator) => IniOptions),
  work: (grafana: GrafanaApi, simulator: RunningSimulator, server: Grafana) => Promise<void>,
): Promise<void> {
  const simulator = await runSimulator(['--world', world, '--clock', 'real']);
  const options = typeof given === 'function' ? given(simulator) : given;
  try {
    const server = await startGrafana({ home: home ?? '', dist: resolve('dist'), simulator, ...options });
    console.log(`Grafana ${server.version} at ${server.url}, world ${world}`);
    try {
      const { adminPassword } = options;
      await work(new GrafanaApi(server.url, adminPassword ? basicAuth('admin', adminPassword) : {}), simulator, server);
    } finally {
      await server.stop();
    }
  } finally {
    await simulator.stop();
  }
}

async function withBrowser(work: (browser: Browser) => Promise<void>): Promise<void> {
  const browser = await launchBrowser();
  try {
    await work(browser);
  } finally {
    await browser.close();
  }
}

async function withWebhook(work: (webhook: Webhook) => Promise<void>): Promise<void> {
  const webhook = await startWebhook();
  try {
    await work(webhook);
  } finally {
    await webhook.stop();
  }
}
