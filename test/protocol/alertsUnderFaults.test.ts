/** What the shipped alert rules ask, while things break one after the other and nothing changes in the world: `npm run test:grafana -- faults` in short. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AzureCspOptions } from '../../src/shared/settings.ts';
import { rename, renamedSecrets, retag, slower } from '../grafana/changeSettings.ts';
import { HURRIED } from '../grafana/provisioning.ts';
import { NORTHWIND_APP, SMALL, World } from '../grafana/world.ts';
import type { PluginProcess, Settings } from './host/pluginProcess.ts';
import { collected, launchProduct } from './product.ts';
import { type Answers, askRules, ON_AZURE, worseOf, wrongsOf } from './shippedRules.ts';
import { runSimulator, type RunningSimulator } from './simulator.ts';

jest.setTimeout(300_000);

const OLD = 'Data is older than two intervals';
/** Long enough for what a new instance reads at once. */
const A_SWEEP_MS = 3_000;

let simulator: RunningSimulator;
let world: World;
let settings: Settings & { jsonData: AzureCspOptions };
let data: string;
let plugin: PluginProcess;
let quiet: Answers;

const launch = () => launchProduct({ GF_PLUGIN_DATA_PATH: data });
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks all the while, keeps what was wrong with any answer, and counts answers of the rules on Azure. */
async function during(work: () => Promise<void>): Promise<{ wrongs: string[]; answered: number }> {
  const wrongs = new Set<string>();
  let [answered, over] = [0, false];
  const working = work().finally(() => (over = true));
  while (!over) {
    const answers = await askRules(plugin, settings);
    wrongsOf(answers, quiet).forEach((wrong) => wrongs.add(wrong));
    answered += ON_AZURE.every((title) => typeof answers.get(title) === 'object') ? 1 : 0;
    await pause(20);
  }
  await working;
  return { wrongs: [...wrongs], answered };
}

async function untilAnswers(good: (answers: Answers) => boolean, ms = 120_000): Promise<void> {
  for (const end = Date.now() + ms; ; await pause(200)) {
    const answers = await askRules(plugin, settings);
    if (good(answers)) {
      return;
    }
    if (Date.now() > end) {
      throw new Error(
        `Not within ${ms} ms: ${JSON.stringify([...answers].map(([title, one]) => [title, typeof one === 'string' ? one : [...one]]))}`,
      );
    }
  }
}

const untilOld = () => untilAnswers((answers) => worseOf(answers, quiet).includes(OLD));

/** Kills the plugin so that it can do nothing about it, and starts it again, as Grafana does. */
async function killAndStart(): Promise<void> {
  plugin.kill('SIGKILL');
  await plugin.exited;
  plugin = await launch();
  await pause(A_SWEEP_MS);
}

/** Saves the settings, which makes another instance of the data source. */
async function save(jsonData: AzureCspOptions, secureJsonData = settings.secureJsonData): Promise<void> {
  settings = { ...settings, jsonData, secureJsonData, updated: (settings.updated ?? 0) + 1 };
  await pause(A_SWEEP_MS);
}

beforeAll(async () => {
  data = mkdtempSync(path.join(tmpdir(), 'alerts-'));
  simulator = await runSimulator();
  world = new World(simulator);
  const { jsonData, secureJsonData } = simulator;
  settings = { jsonData: { ...jsonData, collection: HURRIED }, secureJsonData, updated: 1 };
  plugin = await launch();
  const there = (await simulator.call('GET', '/truth/resources?visible=true')) as unknown[];
  await collected(plugin, settings, there.length);
  quiet = await askRules(plugin, settings);
});

afterAll(async () => {
  await plugin.shutdown();
  await simulator.stop();
  rmSync(data, { recursive: true, force: true });
});

test('every rule has something to watch', () => {
  for (const [title, answer] of quiet) {
    expect({ title, series: typeof answer === 'string' ? answer : answer.size }).not.toEqual({ title, series: 0 });
    expect(answer).toBeInstanceOf(Map);
  }
});

test('a tenant that answers 503 takes no series away, and the rules on collection tell of it', async () => {
  const heal = await world.faults({ tenant: SMALL.contoso, status: 503, body: {} });
  const { wrongs } = await during(untilOld).finally(heal);
  expect(wrongs).toEqual([]);
});

test('neither does 429 everywhere, nor a plugin that is killed meanwhile', async () => {
  const heal = await world.faults({ status: 429, headers: { 'retry-after': '5' }, body: {} });
  const { wrongs, answered } = await during(async () => {
    await untilOld();
    await killAndStart();
    await killAndStart();
  }).finally(heal);
  expect(wrongs).toEqual([]);
  expect(answered).toBeGreaterThan(10);
});

test('neither do other cadences, another tag, other names of credentials', async () => {
  const before = settings;
  expect((await during(() => save(slower(settings.jsonData)))).wrongs).toEqual([]);
  expect((await during(() => save(retag(settings.jsonData)))).wrongs).toEqual([]);
  const renamed = await during(() => save(rename(settings.jsonData), renamedSecrets(simulator)));
  // A credential is its name, so the rule on credentials watches others now.
  expect(renamed.wrongs.filter((wrong) => ON_AZURE.some((title) => wrong.startsWith(title)))).toEqual([]);
  await save(before.jsonData, before.secureJsonData);
});

test('all is as it was once nothing is broken, and what changes is told', async () => {
  await untilAnswers((answers) => worseOf(answers, quiet).length === 0 && wrongsOf(answers, quiet).length === 0);
  await world.health(NORTHWIND_APP, 'Unavailable');
  await untilAnswers((answers) => worseOf(answers, quiet).includes('Customer has unavailable resources'));
});
