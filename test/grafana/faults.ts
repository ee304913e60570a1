import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { GrafanaApi } from './api.ts';
import { changeSettings, rename, renamedSecrets, retag, slower } from './changeSettings.ts';
import type { Grafana } from './grafana.ts';
import { pluginPid } from './pluginProcess.ts';
import type { RunningSimulator } from './simulator.ts';
import { type Steps, until } from './steps.ts';
import { RuleWatch, type Watched } from './watch.ts';
import type { Webhook } from './webhook.ts';
import { NORTHWIND_APP, SMALL, World } from './world.ts';

const RULE = 'Customer has unavailable resources';
/** Rules whose truth doesn't change while Microsoft, the plugin or Grafana fails: nothing happens in the world. */
const RULES = [
  RULE,
  'Customer has degraded resources for an hour',
  'Azure incident touches a customer',
  'Severe Azure Monitor alert has fired',
];
/** Each trouble lasts so long, and what follows it is watched as long again: six evaluations. */
const SECONDS = 60;
const REPORT = resolve('test-results/grafana/alerting.json');

/** Nothing changes in the world while things break one after the other: no series may come, go or change its state. */
export async function checkFaults(
  steps: Steps,
  api: GrafanaApi,
  server: Grafana,
  simulator: RunningSimulator,
  webhook: Webhook,
): Promise<void> {
  const world = new World(simulator);
  const watch = new RuleWatch(api, webhook, RULES);
  const phases: Watched[] = [];
  const delays: Record<string, number[]> = { firing: [], resolved: [] };
  const stand = (phase: string, work: () => Promise<unknown>, seconds = SECONDS) =>
    steps.run(phase, async () => {
      const watched = await watch.during(phase, seconds, async () => void (await work()));
      phases.push(watched);
      assert.deepEqual([...watched.changes, ...watched.notifications], []);
    });
  const whileFaulty =
    (...faults: object[]) =>
    async () => {
      const heal = await world.faults(...faults);
      await delay(SECONDS * 1000);
      await heal();
    };

  await steps.run('two customers fire at the start', async () => {
    await world.health(NORTHWIND_APP, 'Unavailable');
    await until(
      'Contoso and Northwind Traders fire',
      90,
      () => firing(api),
      (names) => names.length === 2,
    );
    await until(
      'somebody is told of both',
      90,
      () => Promise.resolve(webhook.received.filter(({ rule }) => rule === RULE).length),
      (count) => count >= 2,
    );
    await delay(20_000);
  });
  await steps.run('how long it takes from the world to a notification', async () => {
    for (let round = 0; round < 3; round++) {
      delays['resolved']?.push(await told(webhook, 'resolved', () => world.health(NORTHWIND_APP, 'Available')));
      delays['firing']?.push(await told(webhook, 'firing', () => world.health(NORTHWIND_APP, 'Unavailable')));
    }
  });
  const [contoso, everywhere] = [{ tenant: SMALL.contoso }, {}];
  await stand('a tenant answers 503 to every call', whileFaulty({ ...contoso, status: 503, body: {} }));
  await stand(
    'a tenant takes its consent back',
    whileFaulty(
      { ...contoso, host: 'login', error: 'AADSTS65001' },
      { ...contoso, host: 'resourceManager', error: 'AuthorizationFailed' },
    ),
  );
  await stand(
    'everything answers 429 with Retry-After',
    whileFaulty({ ...everywhere, status: 429, headers: { 'retry-after': '20' }, body: {} }),
  );
  await stand('the plugin is killed three times', async () => {
    for (let kill = 0; kill < 3; kill++) {
      const pid = await until('the plugin runs', 30, () => Promise.resolve(pluginPid(server.pid())), Boolean);
      process.kill(pid ?? 0, 'SIGKILL');
      await delay(12_000);
    }
  });
  await stand('every cadence changes', () => changeSettings(api, slower));
  await stand('credentials get other names', () => changeSettings(api, rename, renamedSecrets(simulator)));
  await stand('a tenant gets a tag', () => changeSettings(api, retag));
  await stand('Grafana is restarted', () => server.restart());
  await stand('Grafana is restarted while nothing of Microsoft’s answers', async () => {
    const heal = await world.faults({ status: 503, body: {} });
    await server.restart();
    await delay(SECONDS * 1000);
    await heal();
  });
  await stand('Grafana is restarted, and what the plugin kept is gone', () =>
    server.restart(() => rmSync(join(server.folder, 'plugin-data'), { recursive: true })),
  );
  mkdirSync(resolve(REPORT, '..'), { recursive: true });
  writeFileSync(REPORT, JSON.stringify({ delays, phases }, null, 2));
  console.log(JSON.stringify({ delays, phases }, null, 2));
}

async function firing(api: GrafanaApi): Promise<string[]> {
  const alerts = (await api.rule(RULE))?.alerts ?? [];
  return alerts.filter(({ state }) => state === 'Alerting').map(({ labels }) => labels['customer'] ?? '');
}

/** Seconds until Grafana tells about Northwind Traders. */
async function told(webhook: Webhook, status: string, change: () => Promise<void>): Promise<number> {
  const began = Date.now();
  await change();
  const find = () =>
    webhook.received.find(
      (one) =>
        one.at >= began && one.status === status && one.rule === RULE && one.labels['customer'] === 'Northwind Traders',
    );
  const found = await until(`it is ${status}`, 120, () => Promise.resolve(find()), Boolean);
  return Math.round(((found?.at ?? 0) - began) / 1000);
}
