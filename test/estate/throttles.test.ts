import { SMALL, TestEstate } from '../queries/estate.ts';

let lab: TestEstate;
beforeEach(async () => {
  lab = await TestEstate.start({ at: Date.parse('2026-11-20T14:00:00Z') });
}, 30_000);
afterEach(() => lab.close());

/** Time goes on by itself: nobody asks for a refresh. */
async function pass(minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute++) {
    lab.clock.advance(60_000);
    lab.simulator.setClock(lab.clock.now());
    await lab.estate.idle();
  }
}

const health = (tenantId: string, subscriptionId: string) => {
  const part = lab.estate.snapshot().part('resourceHealth', tenantId, subscriptionId);
  if (!part) {
    throw new Error('No such part.');
  }
  return part;
};
const callsTo = (tenant: string, service?: string) =>
  lab.simulator.calls.list().filter((call) => call.tenant === tenant && (!service || call.service === service)).length;

test('a storm of 429 is not answered before its time, and costs no other tenant a read', async () => {
  const storm = { service: 'resourceHealth', tenant: SMALL.contoso, error: 'TooManyRequests' };
  lab.simulator.faults.add({ ...storm, headers: { 'Retry-After': '1800' } });
  await pass(4);
  lab.simulator.calls.clear();
  const before = health(SMALL.northwind, SMALL.northwindWeb).observedAt ?? 0;
  await pass(20);
  expect(callsTo(SMALL.contoso, 'resourceHealth')).toBe(0);
  expect(callsTo(SMALL.northwind, 'resourceHealth')).toBeGreaterThanOrEqual(9);
  expect(health(SMALL.northwind, SMALL.northwindWeb).observedAt).toBeGreaterThan(before + 15 * 60_000);
  expect(health(SMALL.contoso, SMALL.contosoProduction)).toMatchObject({
    ...{ outcome: 'failed', rows: 8, heldBackSince: null },
    error: { code: 'TooManyRequests' },
  });
}, 60_000);

test('reads that are throttled come further apart, and as often as ever when they are not', async () => {
  const part = () => health(SMALL.northwind, SMALL.northwindWeb);
  const apart = () => Math.round(((part().nextAt ?? 0) - (part().lastStartAt ?? 0)) / 60_000);
  lab.simulator.faults.add({
    ...{ service: 'resourceHealth', tenant: SMALL.northwind, error: 'TooManyRequests', count: 2 },
    headers: { 'Retry-After': '3' },
  });
  await pass(3);
  // It had what it wanted at the third attempt.
  expect(part()).toMatchObject({ outcome: 'ok', stretch: 2, intervalMs: 120_000 });
  expect(apart()).toBe(4);
  const [row] = await lab.rows(
    { queryType: 'collectorStatus', filters: { tenant: [SMALL.northwind] }, sort: '-stretch' },
    ['section', 'stretch'],
  );
  expect(row).toEqual(['resourceHealth', 2]);
  await pass(5);
  expect(part()).toMatchObject({ outcome: 'ok', stretch: 1 });
  expect(apart()).toBe(2);
}, 60_000);

test('a tenant that lets nobody in costs a probe instead of a sweep, says so, and is read again when a probe gets in', async () => {
  const gdap = (active: boolean) =>
    lab.simulator.world.addTransition({ at: lab.clock.now(), kind: 'gdap', tenantId: SMALL.contoso, active });
  gdap(false);
  // Until the last token has ended.
  await lab.after(120);
  const columns = ['outcome', 'errorCode', 'heldBackSince'];
  const status = (tenant: string) =>
    lab.rows({ queryType: 'collectorStatus', filters: { tenant: [tenant] } }, ['section', ...columns, 'error']);
  await pass(2);
  const held = (await status(SMALL.contoso)).filter(
    // The account never had a right over the tenant as a whole, which is nothing that could be lost.
    ([section]) => section !== 'subscriptions' && section !== 'tenantEvents',
  );
  const since = held[0]?.[3];
  expect(held.map(([, ...rest]) => rest.slice(0, 3))).toEqual(held.map(() => ['failed', 'AADSTS50020', since]));
  expect(held[0]?.[4]).toMatch(/^Not asked since 2026-11-20 16:0\d UTC, .* a probe .* GDAP/);
  expect((await status(SMALL.northwind)).map((row) => row[3])).toEqual(Array.from({ length: 10 }, () => null));
  const [access] = await lab.rows({ queryType: 'tenantAccess', filters: { tenant: [SMALL.contoso] } }, [
    ...['access', 'heldBackSince', 'resources'],
  ]);
  expect(access).toEqual(['NoAccess', since, 27]);

  lab.simulator.calls.clear();
  await pass(60);
  const asked = lab.simulator.calls.list().filter(({ tenant }) => tenant === SMALL.contoso);
  expect(asked.filter(({ service }) => service !== 'login')).toEqual([]);
  expect(asked.length).toBeGreaterThanOrEqual(4);
  expect(asked.length).toBeLessThanOrEqual(10);

  gdap(true);
  await pass(18);
  const healed = await status(SMALL.contoso);
  expect(healed.filter(([section, outcome]) => outcome === 'failed' && section !== 'resourceHealth')).toEqual([]);
  expect(healed.map((row) => row[3])).toEqual(healed.map(() => null));
}, 120_000);

test('a tenant whose every server fails is left to its probes after a while, and others are read as ever', async () => {
  lab.simulator.faults.add({ host: 'resourceManager', tenant: SMALL.contoso, error: 'InternalServerError' });
  const held = () => health(SMALL.contoso, SMALL.contosoProduction).heldBackSince;
  for (let minutes = 0; held() === null && minutes < 60; minutes++) {
    await pass(1);
  }
  expect(held()).not.toBeNull();
  expect(health(SMALL.contoso, SMALL.contosoProduction)).toMatchObject({ outcome: 'failed', rows: 8 });
  lab.simulator.calls.clear();
  await pass(45);
  // The list of subscriptions, asked again as often as any request that fails.
  const asked = lab.simulator.calls.list().filter(({ tenant, host }) => tenant === SMALL.contoso && host !== 'login');
  expect([...new Set(asked.map(({ path }) => path.replace(/\?.*/, '')))]).toEqual(['/subscriptions']);
  expect(callsTo(SMALL.northwind, 'resourceHealth')).toBeGreaterThanOrEqual(20);
  expect(health(SMALL.northwind, SMALL.northwindWeb)).toMatchObject({ outcome: 'ok', heldBackSince: null });

  lab.simulator.faults.clear();
  await pass(18);
  expect(health(SMALL.contoso, SMALL.contosoProduction)).toMatchObject({ outcome: 'ok', heldBackSince: null });
}, 120_000);
