/** The built executable, started as Grafana starts it, looking at the simulator's small world. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { QUERY_TYPES, type QueryType } from '../../src/shared/queryTypes.ts';
import { rowsOf } from './frames.ts';
import type { PluginProcess, Settings } from './host/pluginProcess.ts';
import { ask as askPlugin, collected as collectedBy, launchProduct } from './product.ts';
import { runSimulator, type RunningSimulator } from './simulator.ts';

const NAMES = Object.keys(QUERY_TYPES) as QueryType[];

jest.setTimeout(60_000);

let simulator: RunningSimulator;
let settings: Settings;
let data: string;
let plugin: PluginProcess;

const launch = () => launchProduct({ GF_PLUGIN_DATA_PATH: data });
const ask = (queryType: QueryType, more: object = {}, headers: Record<string, string> = {}) =>
  askPlugin(plugin, settings, queryType, more, { headers });

async function collected(): Promise<void> {
  const truth = (await (await fetch(`${simulator.control}/truth/resources?visible=true`)).json()) as unknown[];
  await collectedBy(plugin, settings, truth.length);
}

beforeAll(async () => {
  data = mkdtempSync(path.join(tmpdir(), 'protocol-'));
  simulator = await runSimulator();
  settings = { jsonData: simulator.jsonData, secureJsonData: simulator.secureJsonData };
  plugin = await launch();
});

afterAll(async () => {
  await plugin.shutdown();
  await simulator.stop();
  rmSync(data, { recursive: true, force: true });
});

describe('the executable', () => {
  it('should start without anything in its environment but what Grafana sets', () => {
    expect(plugin.handshake).toMatch(/^1\|2\|unix\|\/\S+\|grpc$/);
  });

  it('should check the settings at Save & test', async () => {
    await expect(plugin.checkHealth({ settings })).resolves.toMatchObject({ status: 'OK' });
    const wrong = await plugin.checkHealth({ settings: { uid: 'wrong', jsonData: { credentials: 7 } } });
    expect(wrong.status).toBe('ERROR');
    expect(wrong.message).toMatch(/credentials/i);
  });

  it.each(NAMES)('should answer %s for people', async (name) => {
    await collected();
    const [frame] = await ask(name);
    expect(frame!.rows).toBeGreaterThan(0);
    expect(frame!.refId).toBe('A');
  });

  it.each(NAMES)('should answer %s for alert rules', async (name) => {
    await collected();
    const [frame] = await ask(name, {}, { FromAlert: 'true' });
    expect(frame!.meta).toMatchObject({ type: 'numeric-long', typeVersion: [0, 1] });
    const numbers = frame!.fields.filter((field) => field.type === 'number');
    expect(numbers).toHaveLength(1);
    expect(numbers[0]!.values.every((value) => value === null || Number.isFinite(value))).toBe(true);
    const labels = rowsOf(frame!).map((row) => JSON.stringify({ ...row, [numbers[0]!.name]: 0 }));
    expect(new Set(labels).size).toBe(labels.length);
  });

  it('should keep the errors of one query from the others', async () => {
    const { responses } = await plugin.queryData({
      settings,
      queries: [
        { refId: 'A', model: { queryType: 'customers' } },
        { refId: 'B', model: { queryType: 'nothing' } },
        { refId: 'C', bytes: Buffer.from('[') },
      ],
    });
    expect(responses.A!.error).toBe('');
    expect(responses.B).toMatchObject({ status: 400, errorSource: 'downstream' });
    expect(responses.C).toMatchObject({ status: 400, errorSource: 'downstream' });
  });

  it('should serve the scope tree and options', async () => {
    const tree = await plugin.callResource({ settings, path: 'tree' });
    expect(tree.status).toBe(200);
    expect(tree.body.toString()).toContain('Contoso');
    const options = await plugin.callResource({ settings, path: 'options', query: 'kind=customer' });
    expect(options.body.toString()).toContain('Contoso');
  });

  it('should count what it does', async () => {
    await expect(plugin.collectMetrics()).resolves.toMatch(/plugin_requests_total\{kind="query",outcome="ok"\} \d+/);
  });

  it('should show the last picture at once after a restart, and come back after it was killed', async () => {
    await collected();
    const before = (await ask('customers'))[0]!.rows;
    await plugin.shutdown();
    plugin = await launch();
    expect((await ask('customers'))[0]!.rows).toBe(before);
    plugin.kill();
    await plugin.exited;
    plugin = await launch();
    await collected();
  });

  it('should write nothing that Grafana could stumble over, and none of its secrets', async () => {
    const ended = plugin;
    await ended.shutdown(60_000);
    await expect(ended.exited).resolves.toEqual({ code: 0, signal: null });
    plugin = await launch();
    expect(ended.stdout).toEqual([]);
    expect(ended.stderr.filter((line) => line.fault)).toEqual([]);
    const text = ended.stderr.map((line) => line.text).join('\n');
    for (const [name, secret] of Object.entries(simulator.secureJsonData)) {
      expect({ name, leaked: text.includes(secret) }).toEqual({ name, leaked: false });
    }
  });
});
