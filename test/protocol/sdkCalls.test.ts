import { decodeFrames, rowsOf } from './frames.ts';
import type { PluginProcess } from './host/pluginProcess.ts';
import { buildToy, launchToy } from './toy.ts';

jest.setTimeout(120_000);

let plugin: PluginProcess;

beforeAll(() => buildToy());
beforeEach(async () => {
  plugin = await launchToy();
});
afterEach(async () => {
  plugin.kill();
  await plugin.exited;
  expect(plugin.stderr.filter((line) => line.fault)).toEqual([]);
  expect(plugin.stdout).toEqual([]);
});

async function counters() {
  const { responses } = await plugin.queryData({ queries: [{ refId: 'A', model: { do: 'settings' } }] });
  return rowsOf(decodeFrames(responses.A)[0]!)[0]!;
}

describe('queries', () => {
  it('should keep each refId to itself', async () => {
    const { responses } = await plugin.queryData({
      queries: [
        { refId: 'A', model: { do: 'rows', rows: 3 } },
        { refId: 'B', model: { do: 'fail' } },
        { refId: 'C', model: { do: 'throw' } },
        { refId: 'D', model: { do: 'badFrame' } },
        { refId: 'E', bytes: Buffer.from('{"cut') },
        { refId: 'F', bytes: Buffer.from('null') },
        { refId: 'G', bytes: Buffer.from('[1]') },
        { refId: 'H', bytes: Buffer.from('') },
      ],
    });
    expect(Object.keys(responses).sort()).toEqual(['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H']);
    expect(decodeFrames(responses.A)[0]!.rows).toBe(3);
    expect(responses.A).toMatchObject({ status: 200, error: '', format: 0 });
    expect(responses.B).toMatchObject({ status: 400, error: 'You asked to fail.', errorSource: 'downstream' });
    expect(responses.C).toMatchObject({ status: 500, errorSource: 'plugin' });
    expect(responses.C!.error).not.toContain('sekrit');
    expect(responses.D!.error).toContain('"x"');
    expect(responses.E!.error).toContain('not valid JSON');
    expect(responses.F!.error).toContain('null');
    expect(responses.G!.error).toContain('a list');
    expect(responses.H!.error).toContain('not valid JSON');
  });

  it('should answer in JSON when the host asks for it', async () => {
    const { responses } = await plugin.queryData({
      format: 'json',
      queries: [{ refId: 'A', model: { do: 'rows', rows: 2 } }],
    });
    expect(responses.A!.format).toBe(1);
    const frame = JSON.parse(responses.A!.frames[0]!.toString()) as {
      schema: { refId: string };
      data: { values: unknown[][] };
    };
    expect(frame.schema.refId).toBe('A');
    expect(frame.data.values[0]).toEqual(['customer 0', 'customer 1']);
  });

  it('should stop a query whose caller is gone or whose time is over', async () => {
    const queries = [{ refId: 'A', model: { do: 'wait' } }];
    const cancelled = async () => Number((await counters()).cancelled);
    // On a slow machine a caller may be gone before its query has begun: then another one comes.
    while ((await cancelled()) < 1) {
      const gone = new AbortController();
      const call = plugin.queryData({ queries, signal: gone.signal });
      setTimeout(() => gone.abort(), 100);
      await expect(call).rejects.toThrow('CANCELLED');
    }
    const before = await cancelled();
    while ((await cancelled()) === before) {
      await expect(plugin.queryData({ queries, timeoutMs: 100 })).rejects.toThrow('DEADLINE_EXCEEDED');
    }
  });

  it('should take a query of 1 MB and answer with 40 MB, and say of a longer one that it is too long', async () => {
    const ask = (refId: string, length: number) => ({
      refId,
      model: { do: 'rows', rows: 350_000, filler: 'x'.repeat(length) },
    });
    const { responses } = await plugin.queryData({ queries: [ask('A', 1_000_000), ask('B', 5_000_000)] });
    expect(responses.B).toMatchObject({ status: 413, error: expect.stringMatching(/5000\d\d\d bytes/) as string });
    expect(responses.A!.frames[0]!.length).toBeGreaterThan(40_000_000);
    expect(decodeFrames(responses.A)[0]!.rows).toBe(350_000);
  });
});

describe('instances', () => {
  it('should make one per data source, replace it when it was saved, and dispose the old one', async () => {
    const queries = [{ refId: 'A', model: { do: 'settings' } }];
    const ask = (settings: object) => plugin.queryData({ settings, queries });
    await Promise.all([ask({ uid: 'a' }), ask({ uid: 'a' }), ask({ uid: 'b' }), ask({ uid: 'a', namespace: 'org-2' })]);
    expect(await counters()).toMatchObject({ created: 4, disposed: 0 });
    await ask({ uid: 'a', updated: 1_700_000_000_001 });
    await ask({ uid: 'a', updated: 1_700_000_000_000 });
    expect(await counters()).toMatchObject({ created: 5, disposed: 1 });
  });

  it('should say why settings do not work, on every query and at Save & test', async () => {
    const settings = { jsonData: { refuse: true } };
    const { responses } = await plugin.queryData({ settings, queries: [{ refId: 'A' }, { refId: 'B' }] });
    expect(responses.A).toMatchObject({ status: 400, error: 'The field "refuse" is set. Remove it.' });
    expect(responses.B!.error).toBe(responses.A!.error);
    await expect(plugin.checkHealth({ settings })).resolves.toMatchObject({
      status: 'ERROR',
      message: responses.A!.error,
    });
    const notJson = { jsonDataBytes: Buffer.from('{oops') };
    const second = await plugin.queryData({ settings: notJson, queries: [{ refId: 'A' }] });
    expect(second.responses.A!.error).toContain('not valid JSON');
    await expect(plugin.queryData({ withoutDataSource: true, queries: [{ refId: 'A' }] })).resolves.toMatchObject({
      responses: { A: { error: expect.stringContaining('names no data source') as string } },
    });
  });
});

describe('resources', () => {
  it('should pass method, path, query and headers, without what signs in as the user', async () => {
    const answer = await plugin.callResource({
      path: '/a/b',
      method: 'POST',
      query: 'x=1&y=%C3%BC',
      requestHeaders: { Authorization: 'Bearer sekrit', Cookie: 'sekrit', 'http_X-Panel-Id': '7' },
    });
    expect(answer.headers['content-type']).toBe('application/json');
    expect(JSON.parse(answer.body.toString())).toEqual({
      path: 'a/b',
      method: 'POST',
      query: { x: '1', y: 'ü' },
      headers: { 'x-panel-id': '7' },
    });
  });

  it('should stream long answers and those that come in pieces', async () => {
    const big = await plugin.callResource({ path: 'big' });
    expect(big.body.length).toBe(20 * 1024 * 1024);
    expect(Math.max(...big.pieces)).toBeLessThan(16 * 1024 * 1024);
    const slow = await plugin.callResource({ path: 'pieces' });
    expect(slow).toMatchObject({ status: 206, pieces: [4, 4, 5] });
    expect(slow.body.toString()).toBe('one two three');
  });

  it('should take a body of 1 MB and no longer one, and answer an error with its status', async () => {
    const post = (length: number) =>
      plugin.callResource({ path: 'length', method: 'POST', body: Buffer.alloc(length) });
    expect(JSON.parse((await post(1_000_000)).body.toString())).toEqual({ length: 1_000_000 });
    expect((await post(5_000_000)).status).toBe(413);
    const failed = await plugin.callResource({ path: 'fail' });
    expect(failed.status).toBe(400);
    expect(JSON.parse(failed.body.toString())).toEqual({ message: 'You asked to fail.', code: 'Asked' });
    expect((await plugin.callResource({ path: 'x', withoutDataSource: true })).status).toBe(400);
  });
});

describe('streams and diagnostics', () => {
  it('should send the schema once and then only data', async () => {
    await expect(plugin.subscribeStream({ path: 'secret' })).resolves.toMatchObject({ status: 'PERMISSION_DENIED' });
    await expect(plugin.subscribeStream({ path: 'none' })).resolves.toMatchObject({ status: 'NOT_FOUND' });
    expect((await plugin.subscribeStream({ path: 'ticks' })).data).toContain('"values":[[1700000000000],[0]]');
    const packets: string[] = [];
    for await (const packet of plugin.runStream({ path: 'ticks' })) {
      packets.push(packet);
      if (packets.length === 3) {
        break;
      }
    }
    expect(packets[0]).toMatch(/^\{"schema":.*"data":/);
    expect(packets[1]).toBe('{"data":{"values":[[1700000000002],[2]]}}');
    await expect(plugin.publishStream({ path: 'ticks' })).resolves.toMatchObject({ status: 2 });
  });

  it('should end a stream when the settings change', async () => {
    const stream = plugin.runStream({ path: 'ticks' });
    await stream.next();
    await plugin.checkHealth({ settings: { updated: 1_800_000_000_000 } });
    for await (const packet of stream) {
      expect(packet).toContain('data');
    }
  });

  it('should report health and metrics', async () => {
    await expect(plugin.checkHealth({ user: { login: 'noc' } })).resolves.toMatchObject({
      status: 'OK',
      message: 'Toy is well, noc.',
    });
    const metrics = await plugin.collectMetrics();
    for (const name of [
      'plugin_requests_total{kind="health",outcome="ok"} 1',
      'plugin_instances 1',
      'plugin_event_loop_lag_seconds',
      'process_resident_memory_bytes',
    ]) {
      expect(metrics).toContain(name);
    }
  });
});
