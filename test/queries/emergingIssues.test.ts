import { SMALL_EVENTS } from '../simulator/world/smallIds.ts';
import { type Row, rowsOf, SMALL, START, TestEstate } from './estate.ts';

const ASKED = { eventType: ['EmergingIssues'] };

let estate: TestEstate;
beforeEach(async () => {
  estate = await TestEstate.start();
});
afterEach(() => estate.close());

const ask = async (model: object, fromAlert = false): Promise<Row[]> =>
  rowsOf(await estate.ask({ queryType: 'serviceHealthEvents', ...model }, fromAlert));
const calls = () => estate.simulator.calls.list().filter(({ operation }) => operation === 'getEmergingIssues');
const part = async () =>
  rowsOf(await estate.ask({ queryType: 'collectorStatus' })).find(({ section }) => section === 'emergingIssues');

test("Azure's public status is read once for all, and shown where it is asked for", async () => {
  expect(calls()).toHaveLength(1);
  const rows = await ask({ filters: ASKED });
  expect(rows).toMatchObject([
    {
      trackingId: SMALL_EVENTS.emerging,
      title: 'Azure portal – slow sign-in in Europe',
      eventType: 'EmergingIssues',
      status: 'Active',
      eventLevel: 'Warning',
      reach: 'Cloud',
      customers: 0,
      customerNames: null,
      subscriptions: 0,
      services: 'Microsoft Azure portal',
      regions: 'West Europe, North Europe',
      text: 'We are looking into slow sign-ins.',
      time: START - 15 * 60_000,
      observedAt: START,
      stale: false,
    },
  ]);
});

test('it is nobody’s: not in a list of everything, not of a customer, not in an alert', async () => {
  const all = await ask({});
  expect(all.filter(({ trackingId }) => trackingId === SMALL_EVENTS.emerging)).toEqual([]);
  expect(await ask({ filters: { ...ASKED, customer: ['Contoso'] } })).toEqual([]);
  expect(await ask({ filters: ASKED, groupBy: 'customer' })).toEqual([]);
  const values = (await ask({ filters: ASKED }, true)).map(({ activeEvents }) => activeEvents);
  expect(values.filter((value) => value !== 0 && value !== null)).toEqual([]);
});

test('a tenant that is lost does not take it along; where nobody can be asked, it stays and grows old', async () => {
  const [first] = calls();
  estate.simulator.faults.add({ tenant: first?.tenant ?? '', status: 503, body: {}, host: 'resourceManager' });
  await estate.after(6);
  expect(calls().filter(({ status }) => status === 200)).toHaveLength(2);
  expect(await part()).toMatchObject({ outcome: 'ok', rows: 1 });
  estate.simulator.faults.add({ operation: 'getEmergingIssues', status: 503, body: {} });
  await estate.after(6);
  expect(await part()).toMatchObject({ outcome: 'failed', collectorValue: 2, rows: 1 });
  expect(await ask({ filters: ASKED })).toMatchObject([{ stale: true }]);
});

test('switched off, neither it nor events of whole tenants are asked for, and the queries say so', async () => {
  await estate.close();
  const sections = { tenantEvents: false, emergingIssues: false };
  estate = await TestEstate.start({ settings: { collection: { sections } } });
  const asked = estate.simulator.calls.list().map(({ operation }) => operation);
  expect(asked.filter((one) => one === 'listTenantEvents' || one === 'getEmergingIssues')).toEqual([]);
  const table = await estate.ask({ queryType: 'serviceHealthEvents', filters: ASKED });
  const notices = (table.meta?.notices ?? []).map(({ text }) => text);
  expect(notices).toContain("What Azure's public status says is switched off in the data source's settings.");
  expect(notices).toContain(
    "Service Health events of tenants as a whole are switched off in the data source's settings.",
  );
  expect(await part()).toMatchObject({ outcome: 'skipped', errorCode: 'SectionOff', collectorValue: 0 });
  const filters = { tenant: [SMALL.northwind] };
  const parts = rowsOf(await estate.ask({ queryType: 'collectorStatus', filters }));
  expect(parts.filter(({ section }) => section === 'tenantEvents')).toMatchObject([{ errorCode: 'SectionOff' }]);
});
