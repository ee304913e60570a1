import { SMALL_EVENTS } from '../simulator/world/smallIds.ts';
import { noticesOf, type Row, rowsOf, SMALL, START, TestEstate } from './estate.ts';

const TYPE = 'serviceHealthEvents';
const INCIDENT = 'TNT1-000';

/** Lighthouse delegates A. Datum's subscription to it. */
const MANAGING = { tenantId: SMALL.partnerTenant, credential: 'partner', name: 'Wide World Importers' };

let estate: TestEstate;
beforeEach(async () => {
  estate = await TestEstate.start({ world: { lighthouse: true }, tenants: [MANAGING] });
});
afterEach(() => estate.close());

async function ask(model: object = {}, fromAlert = false): Promise<Row[]> {
  return rowsOf(await estate.ask({ queryType: TYPE, ...model }, fromAlert));
}

const world = () => estate.simulator.simulation.world;
const readable = (tenantId: string, is: boolean) =>
  world().addTransition({ kind: 'tenantEvents', at: estate.clock.now(), tenantId, readable: is });
const begin = (trackingId: string, tenantIds: string[], touches: Record<string, string[]> = {}) =>
  world().addTransition({
    kind: 'event',
    at: estate.clock.now(),
    trackingId,
    begins: { title: `Incident ${trackingId}`, tenantIds, touches },
  });
const part = async (tenantId: string) =>
  rowsOf(await estate.ask({ queryType: 'collectorStatus', filters: { tenant: [tenantId] } })).find(
    ({ section }) => section === 'tenantEvents',
  );
const counts = async () =>
  Object.fromEntries((await ask({}, true)).map((row) => [String(row['customer']), row['activeEvents']]));

test('an event that touches a tenant as a whole has whom it touches and no subscription', async () => {
  const [row, ...others] = await ask({ filters: { trackingId: [SMALL_EVENTS.tenant] } });
  expect(others).toEqual([]);
  expect(row).toMatchObject({
    reach: 'Tenant',
    customers: 1,
    customerNames: 'Tailwind Traders',
    subscriptions: 0,
    subscriptionNames: null,
    observedAt: START,
    stale: false,
    eventUrl: `https://app.azure.com/h/${SMALL_EVENTS.tenant}`,
  });
  const [own] = await ask({ groupBy: 'customer', filters: { customer: ['Tailwind Traders'] } });
  expect(own).toMatchObject({
    customer: 'Tailwind Traders',
    tenantId: SMALL.tailwind,
    portalUrl: expect.stringContaining(`@${SMALL.tailwind}/`),
  });
  expect(await ask({ filters: { subscription: ['Contoso Production'], trackingId: [SMALL_EVENTS.tenant] } })).toEqual(
    [],
  );
});

test('an event of subscriptions and of tenants as a whole is one row that counts each customer once', async () => {
  readable(SMALL.contoso, true);
  begin(INCIDENT, [SMALL.contoso, SMALL.tailwind], { [SMALL.contosoProduction]: [] });
  await estate.after(61);
  const filters = { trackingId: [INCIDENT] };
  expect(await ask({ filters })).toMatchObject([
    { reach: 'Tenant', customers: 2, customerNames: 'Contoso, Tailwind Traders', subscriptions: 1, activeEvents: 1 },
  ]);
  expect((await ask({ filters, groupBy: 'customer' })).map(({ customer, reach }) => [customer, reach])).toEqual([
    ['Contoso', 'Tenant'],
    ['Tailwind Traders', 'Tenant'],
  ]);
});

test('an account with rights in subscriptions alone is told once what to give, and nothing looks lost by it', async () => {
  expect(await part(SMALL.contoso)).toMatchObject({
    outcome: 'skipped',
    collectorValue: 0,
    errorCode: 'NoTenantRight',
    error: expect.stringMatching(
      /^Service Health events that touch Contoso as a whole .* Global Reader or Security Reader/,
    ),
    rows: 0,
  });
  const access = await estate.rows({ queryType: 'tenantAccess', filters: { tenant: [SMALL.contoso] } }, ['access']);
  expect(access).toEqual([['ProviderNotRegistered']]);
  expect(noticesOf(await estate.ask({ queryType: TYPE })).join(' ')).not.toMatch(/as a whole/);
  const filters = { tenant: [SMALL.contoso], service: ['Nothing'] };
  expect(noticesOf(await estate.ask({ queryType: TYPE, filters })).join(' ')).not.toMatch(/everything was read/);
  // Asked again within the hour it would be for nothing.
  const asked = () => estate.simulator.calls.list().filter(({ operation }) => operation === 'listTenantEvents');
  expect(asked().filter(({ tenant }) => tenant === SMALL.contoso)).toHaveLength(1);
});

test('a tenant that is entered through another one is never asked with that one’s token', async () => {
  expect(await part(SMALL.adatum)).toMatchObject({ outcome: 'skipped', errorCode: 'OnlyDelegated', rows: 0 });
  readable(SMALL.partnerTenant, true);
  begin(INCIDENT, [SMALL.partnerTenant]);
  await estate.after(61);
  expect(await ask({ filters: { trackingId: [INCIDENT] } })).toMatchObject([{ customerNames: 'Wide World Importers' }]);
});

test('a right that is taken away, or a read that fails, takes no row away', async () => {
  const row = async () => (await ask({ filters: { trackingId: [SMALL_EVENTS.tenant] } }))[0];
  readable(SMALL.tailwind, false);
  await estate.after(6);
  expect(await part(SMALL.tailwind)).toMatchObject({ outcome: 'failed', errorCode: 'NoTenantRight', rows: 1 });
  expect(await row()).toMatchObject({ customers: 1, stale: true });
  expect(noticesOf(await estate.ask({ queryType: TYPE })).join(' ')).toMatch(/^Old data.*Tailwind Traders/);
  readable(SMALL.tailwind, true);
  await estate.after(6);
  expect(await row()).toMatchObject({ stale: false });
});

test('an incident of a tenant as a whole counts in the alert of its customer, and no other series changes', async () => {
  const before = await counts();
  expect(before).toEqual({
    Contoso: 1,
    'Northwind Traders': 1,
    'Tailwind Traders': 0,
    'Fabrikam Österreich': null,
    'A. Datum Corporation': 0,
  });
  begin(INCIDENT, [SMALL.tailwind, SMALL.contoso]);
  await estate.after(6);
  // Contoso's account isn't told.
  expect(await counts()).toEqual({ ...before, 'Tailwind Traders': 1 });
  readable(SMALL.contoso, true);
  await estate.after(6);
  expect(await counts()).toEqual({ ...before, 'Tailwind Traders': 1, Contoso: 2 });
  estate.simulator.faults.add({ operation: 'listTenantEvents', status: 503, body: {} });
  await estate.after(6);
  expect(await counts()).toEqual({ ...before, 'Tailwind Traders': 1, Contoso: 2 });
  estate.simulator.faults.clear();
  world().addTransition({ kind: 'event', at: estate.clock.now(), trackingId: INCIDENT, status: 'Resolved' });
  await estate.after(6);
  expect(await counts()).toEqual(before);
});
