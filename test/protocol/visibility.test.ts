/** A visibility policy through the built executable: whoever asks as Grafana passes it on gets no byte of what is hidden. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FORMATS } from '../../src/shared/query.ts';
import { LIVE_PATH } from '../../src/shared/live.ts';
import { QUERY_TYPES, type QueryType } from '../../src/shared/queryTypes.ts';
import type { VisibilityOptions } from '../../src/shared/visibility.ts';
import { SMALL } from '../simulator/world/smallIds.ts';
import { TruthNames } from '../visibility/truthNames.ts';
import { ROUTES } from '../visibility/walk.ts';
import { decodeFrames } from './frames.ts';
import { launchPlugin } from './host/launch.ts';
import type { CallOptions, PluginProcess, Settings } from './host/pluginProcess.ts';
import { runSimulator, type RunningSimulator } from './simulator.ts';

const executable = path.resolve(__dirname, '../..', process.env.PLUGIN_EXECUTABLE ?? 'dist/gpx_azurecsp_linux_amd64');
const NAMES = Object.keys(QUERY_TYPES) as QueryType[];
const DAY_MS = 24 * 3600_000;
const INPUTS: Partial<Record<QueryType, object>> = {
  metrics: { metric: { name: 'auto' }, filters: { resourceType: ['Microsoft.Compute/virtualMachines'] } },
  resourceGraph: { kql: 'resources | summarize value = count() by name, subscriptionId' },
};
const visibility: VisibilityOptions = {
  rules: [
    { subject: 'role', values: ['Admin'], allow: { customers: ['*'] } },
    { subject: 'login', values: ['ada'], allow: { customers: [SMALL.contoso] } },
    { subject: 'alerting', allow: { customers: [SMALL.northwind] } },
  ],
};
const ADMIN: CallOptions = { user: { login: 'root', role: 'Admin' } };
const FROM_ALERT = { FromAlert: 'true' };
/** Grafana's callers, and the customers that they may see. */
const CALLERS: [name: string, caller: CallOptions, sees: string[]][] = [
  ['a viewer of one customer', { user: { login: 'ada' } }, [SMALL.contoso]],
  ['an alert rule', { headers: FROM_ALERT }, [SMALL.northwind]],
  [
    "an alert rule as Grafana's scheduler",
    { headers: FROM_ALERT, user: { login: 'grafana_scheduler', role: 'Admin' } },
    [SMALL.northwind],
  ],
  ['somebody whom no rule is about', { user: { login: 'eve', role: 'Editor' } }, []],
  ['a visitor who says to be an alert rule', { headers: FROM_ALERT, user: { login: '', role: 'Viewer' } }, []],
  ['nobody', {}, []],
];
const EVERYBODY = [SMALL.contoso, SMALL.northwind, SMALL.fabrikam, SMALL.tailwind];

jest.setTimeout(90_000);

let simulator: RunningSimulator;
let settings: Settings;
let data: string;
let plugin: PluginProcess;
let names: TruthNames;

async function ask(caller: CallOptions, queryType: QueryType, more: object = {}) {
  const model = { queryType, ...INPUTS[queryType], ...more };
  const now = Date.now();
  const queries = [{ refId: 'A', model, from: now - DAY_MS, to: now }];
  const { responses } = await plugin.queryData({ settings, ...caller, queries });
  return responses['A'] as NonNullable<(typeof responses)[string]>;
}

async function collected(): Promise<void> {
  const truth = (await (await fetch(`${simulator.control}/truth/resources?visible=true`)).json()) as unknown[];
  for (const end = Date.now() + 60_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 200))) {
    const [resources] = decodeFrames(await ask(ADMIN, 'resources'));
    const [pending] = decodeFrames(await ask(ADMIN, 'collectorStatus', { filters: { state: ['pending'] } }));
    if (resources?.rows === truth.length && pending?.rows === 0) {
      return;
    }
  }
  throw new Error('The plugin did not collect everything.');
}

beforeAll(async () => {
  if (!existsSync(executable)) {
    throw new Error(`There is no ${executable}. Run npm run build first.`);
  }
  data = mkdtempSync(path.join(tmpdir(), 'visibility-'));
  simulator = await runSimulator();
  const { jsonData, secureJsonData } = simulator;
  settings = { jsonData: { ...jsonData, visibility, allowChangeState: true }, secureJsonData };
  plugin = await launchPlugin({ executable, env: { GF_PLUGIN_DATA_PATH: data } });
  names = await TruthNames.read(simulator.control, EVERYBODY);
  await collected();
});
afterAll(async () => {
  await plugin.shutdown();
  simulator.stop();
  rmSync(data, { recursive: true, force: true });
});

test('these are all the ways to ask the executable', () => {
  const proto = readFileSync(path.resolve(__dirname, '../../src/backend/grafana/proto/pluginv2.proto'), 'utf8');
  const calls = [...proto.matchAll(/rpc (\w+)\(/g)].map(([, name]) => name);
  // QueryChunkedData is not served; PublishStream is refused to everybody.
  expect(calls.sort()).toEqual(
    ['CallResource', 'CheckHealth', 'CollectMetrics', 'PublishStream', 'QueryChunkedData', 'QueryData'].concat(
      ...['RunStream', 'SubscribeStream'],
    ),
  );
});

test('who sees everything does', async () => {
  const [frame] = decodeFrames(await ask(ADMIN, 'customers'));
  expect(frame?.rows).toBe(4);
  await expect(plugin.checkHealth({ settings, ...ADMIN })).resolves.toMatchObject({ status: 'OK' });
});

describe.each(CALLERS)('%s', (_, caller, sees) => {
  const nothing = sees.length === 0;
  const leaks = (text: string) => names.leaks(text, sees);

  test.each(NAMES)('is told nothing of the hidden by %s', async (name) => {
    for (const format of FORMATS) {
      const answer = await ask(caller, name, { format });
      const bytes = Buffer.concat([Buffer.from(answer.error), ...answer.frames]).toString('utf8');
      expect({ format, leaks: leaks(bytes) }).toEqual({ format, leaks: [] });
      const tables = answer.error === '' ? decodeFrames(answer) : [];
      expect(nothing ? tables.reduce((sum, { rows }) => sum + rows, 0) : 0).toBe(0);
    }
  });

  test('is told nothing of the hidden by any route, by Save & test, or by metrics', async () => {
    for (const { path: route, method, query, body } of Object.values(ROUTES).flat()) {
      const text = new URLSearchParams(query).toString();
      const bytes = body && Buffer.from(JSON.stringify(body));
      const request = { path: route, method, query: text, ...(bytes && { body: bytes }) };
      const headers = caller.headers ? { requestHeaders: caller.headers } : {};
      const answer = await plugin.callResource({ settings, user: caller.user, ...request, ...headers });
      expect({ route, text, leaks: leaks(answer.body.toString('utf8')) }).toEqual({ route, text, leaks: [] });
    }
    const health = await plugin.checkHealth({ settings, user: caller.user });
    expect(leaks(JSON.stringify(health))).toEqual([]);
    expect(names.leaks(await plugin.collectMetrics(), [])).toEqual([]);
  });

  test('may listen where there is something to see, and a channel is never an alert rule’s', async () => {
    const { status } = await plugin.subscribeStream({ settings, ...caller, path: LIVE_PATH });
    expect(status).toBe(caller.user?.login === 'ada' ? 'OK' : 'PERMISSION_DENIED');
  });
});

test('a policy that can not be read shows nothing to anybody, with a sentence', async () => {
  const broken = {
    ...settings,
    uid: 'broken',
    jsonData: { ...(settings.jsonData as object), visibility: { rule: [] } },
  };
  const { responses } = await plugin.queryData({
    ...{ settings: broken, ...ADMIN },
    queries: [{ refId: 'A', model: { queryType: 'customers' } }],
  });
  expect(responses['A']?.error).toMatch(/Visibility by customer has a part that is not known/);
  expect(responses['A']?.frames).toEqual([]);
});
