import { startSimulator } from '../simulator.ts';
import type { Simulator } from '../simulator.ts';
import { ARM, control, endpoint, get, redeem, tokenFor } from '../testing.ts';
import { SMALL } from '../world/smallIds.ts';

const SUBSCRIPTIONS = '/subscriptions?api-version=2022-12-01';
let simulator: Simulator;
let token: string;

beforeAll(async () => {
  simulator = await startSimulator({ world: 'small', tls: false });
});
beforeEach(async () => {
  await control(simulator, 'POST', 'world/reset');
  token = await tokenFor(simulator, SMALL.contoso, ARM);
});
afterAll(() => simulator.close());

const read = (headers?: Record<string, string>) => get(simulator, 'resourceManager', SUBSCRIPTIONS, token, headers);
const fault = async (spec: Record<string, unknown>) =>
  (await control(simulator, 'POST', 'faults', spec)).json<{ id: string }>();

test('the clock is read, set, advanced and reset', async () => {
  const start = { now: '2026-11-20T12:00:00.000Z', kind: 'frozen' };
  expect((await control(simulator, 'GET', 'clock')).json()).toEqual(start);
  await control(simulator, 'PUT', 'clock', { now: '2026-11-20T13:00:00Z' });
  expect((await control(simulator, 'PUT', 'clock', { advanceSeconds: 90 })).json()).toMatchObject({
    now: '2026-11-20T13:01:30.000Z',
  });
  expect((await control(simulator, 'PUT', 'clock', { now: 'soon' })).status).toBe(400);
  expect((await control(simulator, 'POST', 'world/reset')).json()).toEqual(start);
});

test('the story of the small world moves with the clock', async () => {
  const northwind = async () =>
    (await control(simulator, 'GET', `truth/resourceHealth/counts?tenant=${SMALL.northwind}`)).json<{
      total: unknown;
    }>().total;
  expect(await northwind()).toEqual({ Available: 1, Degraded: 1 });
  await control(simulator, 'PUT', 'clock', { now: '2026-11-20T13:00:00Z' });
  expect(await northwind()).toEqual({ Unavailable: 1, Degraded: 1 });
  await control(simulator, 'PUT', 'clock', { now: '2026-11-20T13:30:00Z' });
  expect(await northwind()).toEqual({ Available: 1, Degraded: 1 });
});

test('a fault hits what it matches, as often as it says, after as many as it skips', async () => {
  await fault({
    service: 'resourceManager',
    tenant: SMALL.contoso,
    path: '^/subscriptions\\?',
    error: 'TooManyRequests',
    count: 2,
    skip: 1,
    headers: { 'Retry-After': '3' },
  });
  const answers = [await read(), await read(), await read(), await read()];
  expect(answers.map((answer) => [answer.status, answer.headers['retry-after']])).toEqual([
    [200, undefined],
    [429, '3'],
    [429, '3'],
    [200, undefined],
  ]);
});

test('a fault passes by services that have no such error', async () => {
  await fault({ tenant: SMALL.contoso, error: 'AuthorizationFailed', count: 1 });
  expect((await redeem(simulator, SMALL.contoso, ARM)).status).toBe(200);
  expect((await read()).status).toBe(403);
});

test('a fault stays until it is deleted, and may carry any status and body', async () => {
  const { id } = await fault({ host: 'resourceManager', status: 418, body: { odd: true } });
  const odd = await read();
  expect([odd.status, odd.json()]).toEqual([418, { odd: true }]);
  await control(simulator, 'DELETE', `faults/${id}`);
  expect((await read()).status).toBe(200);
});

test('answers are spoiled in every way that a network can', async () => {
  const spoilt = async (effect: string, headers?: Record<string, string>) => {
    await fault({ effect, count: 1 });
    return read(headers);
  };
  await expect(spoilt('reset')).rejects.toThrow();
  const cut = await spoilt('truncate');
  expect([cut.status, cut.text.startsWith('{"value":')]).toEqual([200, true]);
  expect(() => cut.json()).toThrow();
  expect(await spoilt('html502')).toMatchObject({ status: 502, headers: { 'content-type': 'text/html' } });
  expect((await spoilt('wrongContentType')).headers['content-type']).toContain('text/html');
  await expect(
    fetch(endpoint(simulator, 'resourceManager') + SUBSCRIPTIONS, {
      headers: { authorization: `Bearer ${token}` },
    }).then((r) => r.json()),
  ).resolves.toBeDefined();
  await fault({ effect: 'brokenGzip', count: 1 });
  await expect(
    fetch(endpoint(simulator, 'resourceManager') + SUBSCRIPTIONS, {
      headers: { authorization: `Bearer ${token}` },
    }).then((r) => r.text()),
  ).rejects.toThrow();
  expect((await spoilt('foreignNextLink')).json<{ nextLink: string }>().nextLink).toMatch(
    /^https:\/\/collector\.invalid\//,
  );
  expect((await spoilt('endlessNextLink')).json<{ nextLink: string }>().nextLink).toBe(
    endpoint(simulator, 'resourceManager') + SUBSCRIPTIONS,
  );
});

test('one row of a good answer is made odd', async () => {
  const rows = async (row: Record<string, unknown>) => {
    await fault({ operation: 'listSubscriptions', row, count: 1 });
    return (await read()).json<{ value: Array<{ displayName: unknown; state: string } | null> }>().value;
  };
  const merged = await rows({ index: 1, merge: { displayName: null, state: 'Sideways' } });
  expect(merged[1]).toMatchObject({ displayName: null, state: 'Sideways', tenantId: SMALL.contoso });
  expect(merged[0]?.displayName).toBe('Contoso Production');
  expect((await rows({ index: 0, replace: null }))[0]).toBeNull();
});

test('a fault that could never work is refused', async () => {
  expect((await control(simulator, 'POST', 'faults', { error: 'NoSuchCode' })).json()).toEqual({
    error: "No service has an error 'NoSuchCode'.",
  });
  expect((await control(simulator, 'POST', 'faults', { tenant: SMALL.contoso })).status).toBe(400);
  expect((await control(simulator, 'POST', 'faults', { effect: 'explode' })).status).toBe(400);
});

test('calls are listed and counted', async () => {
  await control(simulator, 'DELETE', 'calls');
  await read();
  await redeem(simulator, SMALL.fabrikam, ARM);
  const calls = (await control(simulator, 'GET', 'calls')).json<unknown[]>();
  expect(calls).toEqual([
    {
      time: '2026-11-20T12:00:00.000Z',
      host: 'resourceManager',
      service: 'resourceManager',
      operation: 'listSubscriptions',
      method: 'GET',
      path: SUBSCRIPTIONS,
      tenant: SMALL.contoso,
      principal: 'csp-service@wideworldimporters.onmicrosoft.com',
      status: 200,
    },
    expect.objectContaining({ service: 'login', operation: 'token', tenant: SMALL.fabrikam, status: 400 }),
  ]);
  expect((await control(simulator, 'GET', 'calls?counts=true')).json()).toMatchObject({
    total: 2,
    byOperation: { 'resourceManager.listSubscriptions': 1, 'login.token': 1 },
    byStatus: { '200': 1, '400': 1 },
  });
  expect((await control(simulator, 'GET', 'calls?service=login')).json<unknown[]>()).toHaveLength(1);
});

test('transitions change access, subscriptions and health from now on or later', async () => {
  const added = await control(simulator, 'POST', 'transitions', [
    { kind: 'gdap', tenantId: SMALL.fabrikam, active: true },
    { kind: 'subscription', subscriptionId: SMALL.contosoArchive, state: 'absent', in: 60 },
    { kind: 'subscription', subscriptionId: SMALL.contosoArchive, state: 'Enabled', at: '2026-11-20T12:05:00Z' },
  ]);
  expect(added.json()).toEqual({ added: 3 });
  expect((await redeem(simulator, SMALL.fabrikam, ARM)).status).toBe(200);
  const names = async () =>
    (await read()).json<{ value: Array<{ displayName: string; state: string }> }>().value.map((row) => row.state);
  expect(await names()).toEqual(['Enabled', 'Enabled', 'Disabled']);
  await control(simulator, 'PUT', 'clock', { advanceSeconds: 60 });
  expect(await names()).toEqual(['Enabled', 'Enabled']);
  await control(simulator, 'PUT', 'clock', { now: '2026-11-20T12:05:00Z' });
  expect(await names()).toEqual(['Enabled', 'Enabled', 'Enabled']);
  expect((await control(simulator, 'POST', 'transitions', { kind: 'weather' })).status).toBe(400);
});

test('latency makes every answer later', async () => {
  await control(simulator, 'PUT', 'latency', { latencyMs: 60 });
  const before = performance.now();
  await read();
  expect(performance.now() - before).toBeGreaterThanOrEqual(59);
});

test('truth says who may be seen, and why not', async () => {
  const tenants = (await control(simulator, 'GET', 'truth/tenants')).json<
    Array<{ displayName: string; access: string }>
  >();
  expect(tenants.map((tenant) => [tenant.displayName, tenant.access])).toEqual([
    ['Wide World Importers', 'ok'],
    ['Contoso', 'ok'],
    ['Fabrikam Österreich', 'noGdap'],
    ['Tailwind Traders', 'ok'],
    ['Northwind Traders', 'ok'],
  ]);
  const subscriptions = (await control(simulator, 'GET', 'truth/subscriptions?visible=true')).json<
    Array<{ displayName: string }>
  >();
  expect(subscriptions.map((row) => row.displayName)).toEqual([
    'Contoso Production',
    'Contoso Development',
    'Contoso Archive',
    'Northwind Web',
  ]);
});

test('an unknown call lists the known ones', async () => {
  const answer = await control(simulator, 'GET', 'nothing');
  expect(answer.status).toBe(404);
  expect(answer.json<{ known: string[] }>().known).toContain('POST world/reset');
});

test('large answers are compressed for those who take it', async () => {
  const response = await get(
    simulator,
    'resourceManager',
    `/subscriptions/${SMALL.contosoProduction}/resources?api-version=2025-04-01`,
    token,
    { 'accept-encoding': 'gzip' },
  );
  expect([response.headers['content-encoding'], response.text.startsWith('{')]).toEqual(['gzip', false]);
});
