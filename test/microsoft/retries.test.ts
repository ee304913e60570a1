import { SMALL } from '../simulator/world/smallIds.ts';
import { CONTOSO, errorOf, startHarness, type Harness } from './harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({ world: 'small' });
  await harness.microsoft.listSubscriptions(CONTOSO, harness.options);
});
beforeEach(() => void (harness.clock.sleeps.length = 0));
afterEach(() => harness.simulator.faults.clear());
afterAll(() => harness.close());

const resources = ({ microsoft, options }: Harness) =>
  microsoft.listResources(CONTOSO, SMALL.contosoProduction, options);

test('429: waits as long as Microsoft asks, then goes on', async () => {
  const { clock, simulator, accessLog } = harness;
  simulator.faults.add({
    service: 'resourceManager',
    error: 'SubscriptionRequestsThrottled',
    headers: { 'retry-after': '7' },
    count: 2,
  });
  expect((await resources(harness)).rows.length).toBe(24);
  expect(clock.sleeps).toEqual([7000, 7000]);
  expect(accessLog.records().at(-1)).toMatchObject({ retries: 2, status: 200, error: null });
});

test('429: a longer wait than allowed is handed on, for this subscription only', async () => {
  const { clock, microsoft, options, simulator } = harness;
  simulator.faults.add({
    service: 'resourceManager',
    subscription: SMALL.contosoProduction,
    error: 'SubscriptionRequestsThrottled',
    headers: { 'retry-after': '300' },
    count: 1,
  });
  const error = await errorOf(resources(harness));
  expect(error).toMatchObject({ code: 'SubscriptionRequestsThrottled', status: 429, retryAfterMs: 300_000 });
  expect(clock.sleeps).toEqual([]);
  simulator.calls.clear();
  const again = await errorOf(resources(harness));
  expect(again.status).toBe(429);
  expect(again.retryAfterMs).toBeGreaterThan(290_000);
  expect(again.message).toContain('asks to wait for 3');
  expect(simulator.calls.counts().total).toBe(0);
  expect((await microsoft.listResources(CONTOSO, SMALL.contosoArchive, options)).rows.length).toBe(1);
  clock.advance(300_000);
  expect((await resources(harness)).rows.length).toBe(24);
});

test('503 and what never heals: so many attempts, then the error', async () => {
  const { clock, simulator } = harness;
  simulator.faults.add({
    service: 'resourceManager',
    status: 503,
    body: { error: { code: 'ServerTimeout', message: 'x' } },
  });
  simulator.calls.clear();
  expect(await errorOf(resources(harness))).toMatchObject({ code: 'ServerTimeout', status: 503 });
  expect(simulator.calls.counts().total).toBe(4);
  expect(clock.sleeps.length).toBe(3);
  expect(clock.sleeps[2]).toBeGreaterThan(clock.sleeps[0] as number);
});

test.each(['reset', 'truncate', 'html502', 'brokenGzip'] as const)(
  '%s once is healed by another attempt',
  async (effect) => {
    const { simulator } = harness;
    simulator.faults.add({ service: 'resourceManager', effect, count: 1 });
    expect((await resources(harness)).rows.length).toBe(24);
  },
);

test.each([
  ['reset', 'ECONNRESET', 'connection broke'],
  ['truncate', 'NotJson', 'cut off'],
  ['html502', 'Http502', 'web page came back'],
  ['brokenGzip', 'BadEncoding', 'compression is broken'],
] as const)('%s for ever is said: %s', async (effect, code, words) => {
  const { simulator } = harness;
  simulator.faults.add({ service: 'resourceManager', effect });
  const error = await errorOf(resources(harness));
  expect([code, 'ECONNRESET']).toContain(error.code);
  expect(error.message).toMatch(new RegExp(`${words}|connection broke`));
  expect(error.source).toBe('downstream');
});

test('good JSON under a wrong content type is taken; a web page with status 200 is not', async () => {
  const { simulator } = harness;
  const fault = simulator.faults.add({ service: 'resourceManager', effect: 'wrongContentType' });
  expect((await resources(harness)).rows.length).toBe(24);
  simulator.faults.clear(fault.id);
  simulator.faults.add({
    service: 'resourceManager',
    status: 200,
    headers: { 'content-type': 'text/html' },
    body: '<!doctype html><p>Sign in to the network</p>',
  });
  const error = await errorOf(resources(harness));
  expect(error).toMatchObject({ code: 'NotJson', status: 502 });
  expect(error.message).toContain('web page');
});

test('an answer that is too large, or never comes, ends', async () => {
  const { another, options, simulator } = harness;
  const small = another({ limits: { bodyBytes: 200 } });
  expect(await errorOf(small.listResources(CONTOSO, SMALL.contosoProduction, options))).toMatchObject({
    code: 'ResponseTooLarge',
    status: 502,
  });
  simulator.faults.add({ service: 'resourceManager', latencyMs: 400 });
  const hasty = another({ limits: { attemptMs: 150, attempts: 2 } });
  const error = await errorOf(hasty.listResources(CONTOSO, SMALL.contosoProduction, options));
  expect(error).toMatchObject({ code: 'ETIMEDOUT', status: 503 });
});

test('Entra throttled: the wait is honoured, and its own error is what is told', async () => {
  const { another, clock, options, simulator } = harness;
  simulator.faults.add({
    host: 'login',
    status: 429,
    headers: { 'retry-after': '5' },
    count: 1,
    body: { error: 'temporarily_unavailable', error_codes: [90055] },
  });
  expect((await another({}).listSubscriptions(CONTOSO, options)).rows.length).toBe(3);
  expect(clock.sleeps).toEqual([5000]);
  simulator.faults.clear();
  simulator.faults.add({
    host: 'login',
    status: 503,
    headers: { 'retry-after': '600' },
    body: { error: 'temporarily_unavailable', error_codes: [90033] },
  });
  expect(await errorOf(another({}).listSubscriptions(CONTOSO, options))).toMatchObject({
    code: 'AADSTS90033',
    status: 503,
    retryAfterMs: 600_000,
  });
});
