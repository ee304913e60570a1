/** How much the executable takes of anybody: just under a limit all of it, just over it nothing, with a sentence. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { startSimulator, type Simulator } from '../simulator/simulator.ts';
import { decodeFrames } from './frames.ts';
import type { PluginProcess, Settings } from './host/pluginProcess.ts';
import { ask, collected, launchProduct, queryOf } from './product.ts';

const MEGABYTE = 1024 * 1024;
/** gRPC's own fields around what is counted. */
const ENVELOPE = 4_096;
const ADMIN = { user: { login: 'ada', role: 'Admin' } };

jest.setTimeout(120_000);

let simulator: Simulator;
let settings: Settings;
let data: string;
let plugin: PluginProcess;
beforeAll(async () => {
  data = mkdtempSync(path.join(tmpdir(), 'sizes-'));
  simulator = await startSimulator({ world: 'small', clock: 'real', enforceLimits: false });
  settings = { jsonData: simulator.jsonData, secureJsonData: simulator.secureJsonData };
  plugin = await launchProduct({ GF_PLUGIN_DATA_PATH: data });
  await collected(plugin, settings, simulator.truth.resources({ visible: 'true' }).length);
});
afterAll(async () => {
  await plugin.shutdown();
  await simulator.close();
  rmSync(data, { recursive: true, force: true });
});
/** Whatever was sent, the next one is served. */
afterEach(async () => {
  simulator.faults.clear();
  expect((await ask(plugin, settings, 'customers'))[0]?.rows).toBeGreaterThan(0);
  expect(plugin.stderr.filter(({ fault }) => fault)).toEqual([]);
});

/** A JSON object of exactly so many bytes. */
function jsonOf(length: number, object: object = {}): Buffer {
  const filler = (text: string) => JSON.stringify({ ...object, filler: text });
  return Buffer.from(filler('x'.repeat(length - Buffer.byteLength(filler('')))));
}

test('a query of 1 MiB', async () => {
  const query = (length: number) => ({
    ...queryOf('A', 'customers'),
    bytes: jsonOf(length, { queryType: 'customers' }),
  });
  const { responses: under } = await plugin.queryData({ settings, queries: [query(MEGABYTE)] });
  expect(under['A']).toMatchObject({ error: '', status: 200 });
  const { responses: over } = await plugin.queryData({ settings, queries: [query(MEGABYTE + 1)] });
  expect(over['A']).toMatchObject({ status: 413, error: expect.stringContaining('more than the 1048576') as string });
});

test("a body of 1 MiB for each of the plugin's routes", async () => {
  const call = (length: number) =>
    plugin.callResource({ settings, ...ADMIN, path: 'tenants/check', method: 'POST', body: jsonOf(length) });
  expect((await call(MEGABYTE)).body.toString()).toContain('tenantId is missing');
  const over = await call(MEGABYTE + 1);
  expect(over.status).toBe(413);
  expect(over.body.toString()).toContain('more than the 1048576 that are taken');
});

test('data of 1 MiB that comes with a channel', async () => {
  const subscribe = (length: number) =>
    plugin.subscribeStream({ settings, path: 'nothing', data: JSON.parse(jsonOf(length).toString()) as object });
  expect((await subscribe(MEGABYTE)).status).toBe('NOT_FOUND');
  await expect(subscribe(MEGABYTE + 1)).rejects.toThrow('more than the 1048576');
});

test('settings of 8 MiB', async () => {
  const check = (length: number, uid: string) =>
    plugin.checkHealth({
      settings: { ...settings, uid, jsonDataBytes: jsonOf(length, settings.jsonData as object) },
    });
  expect(await check(8 * MEGABYTE, 'under')).toMatchObject({ status: 'OK' });
  const over = await check(8 * MEGABYTE + 1, 'over');
  expect(over.status).toBe('ERROR');
  expect(over.message).toContain('8388609 bytes are more than the 8388608');
});

test('a message of 16 MiB, which is all that Grafana sends', async () => {
  const filled = (length: number) => ({
    ...settings,
    secureJsonData: { ...settings.secureJsonData, unknown: 'x'.repeat(length) },
  });
  const send = (length: number) => plugin.checkHealth({ settings: { ...filled(length), uid: 'filled' } });
  expect(await send(16 * MEGABYTE - ENVELOPE - JSON.stringify(settings).length)).toMatchObject({ status: 'OK' });
  await expect(send(16 * MEGABYTE)).rejects.toThrow('RESOURCE_EXHAUSTED');
});

const resident = async () =>
  Number(/^process_resident_memory_bytes (\S+)$/m.exec(await plugin.collectMetrics())?.[1] ?? NaN) / MEGABYTE;

test.each([
  ['an answer of 65 MiB', Buffer.alloc(65 * MEGABYTE, ' '), 'identity'],
  ['a gzip bomb of 512 MiB', gzipSync(Buffer.alloc(512 * MEGABYTE, ' ')), 'gzip'],
])('%s of Azure is refused with a sentence, and costs little memory', async (_, body, encoding) => {
  const before = await resident();
  simulator.faults.add({
    path: 'Microsoft.ResourceGraph',
    text: 'take 7',
    headers: { 'content-encoding': encoding },
    change: () => body,
  });
  const [frame] = await ask(plugin, settings, 'resourceGraph', { kql: `resources | take 7 // ${encoding}` });
  expect(JSON.stringify(frame?.meta)).toContain('larger than the plugin takes');
  expect((await resident()) - before).toBeLessThan(300);
});

const LONG = 'x'.repeat(100_000);
const isShort = (text: string | undefined) => expect(text?.length ?? Infinity).toBeLessThan(4_200);

test('what somebody wrote at length is said again at a length that people read', async () => {
  const queries = [
    { ...queryOf('A', 'customers'), model: { queryType: LONG } },
    { ...queryOf('B', 'customers', { filters: { customer: [LONG] } }) },
    { ...queryOf('C', 'customers'), bytes: Buffer.from('{') },
  ].map((query) => (query.refId === 'C' ? { ...query, refId: LONG } : query));
  const { responses } = await plugin.queryData({ settings, queries });
  isShort(responses['A']?.error);
  isShort(responses[LONG]?.error);
  expect(responses['A']?.error).toMatch(/^Unknown query type 'xx.*xx'\. It is one of: .*\.$/);
  const [frame] = decodeFrames(responses['B']);
  (frame?.meta?.['notices'] as { text: string }[]).forEach(({ text }) => isShort(text));
  const { body } = await plugin.callResource({ settings, path: LONG });
  isShort(body.toString());
  const mistaken = {
    ...(settings.jsonData as object),
    cloud: LONG,
    credentials: Array(3_000).fill({ id: 'x'.repeat(70) }),
  };
  isShort((await plugin.checkHealth({ settings: { uid: 'long', name: LONG, jsonData: mistaken } })).message);
  await expect(plugin.health(LONG)).rejects.toThrow(/no service "x{2000,3000}/);
});
