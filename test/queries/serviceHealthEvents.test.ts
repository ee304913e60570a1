import { SMALL_EVENTS } from '../simulator/world/smallIds.ts';
import { noticesOf, type Row, rowsOf, SMALL, START, TestEstate } from './estate.ts';

let estate: TestEstate;
beforeAll(async () => {
  estate = await TestEstate.start();
});
afterAll(() => estate.close());

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const TYPE = 'serviceHealthEvents';

async function ask(model: object = {}, fromAlert = false): Promise<Row[]> {
  return rowsOf(await estate.ask({ queryType: TYPE, ...model }, fromAlert));
}

const ms = (iso: string | null): number | null => (iso === null ? null : Date.parse(iso));
const byId = (a: { trackingId?: unknown }, b: { trackingId?: unknown }) =>
  String(a.trackingId) < String(b.trackingId) ? -1 : 1;

test('has one row for each tracking id, as the world has it', async () => {
  const truth = estate.simulator.truth.events({ visible: 'true' });
  const recent = truth.filter(
    ({ status, lastUpdate }) => status === 'Active' || Date.parse(lastUpdate ?? '') > START - 14 * DAY,
  );
  expect(recent.length).toBeGreaterThan(4);
  const rows = await ask();
  const told = rows.map((row) => ({
    trackingId: row['trackingId'],
    type: row['eventType'],
    subType: row['eventSubType'],
    status: row['status'],
    level: row['level'],
    eventLevel: row['eventLevel'],
    sensitive: row['sensitive'],
    title: row['title'],
    services: row['services'],
    regions: row['regions'],
    start: row['time'],
    mitigation: row['mitigatedAt'],
    lastUpdate: row['lastUpdate'],
    customers: row['customers'],
    subscriptions: row['subscriptions'],
  }));
  const expected = recent.map(({ tenantIds: _, subscriptionIds, stage: _stage, ...event }) => ({
    ...event,
    services: event.services.join(', '),
    regions: event.regions.join(', '),
    start: ms(event.start),
    mitigation: ms(event.mitigation),
    lastUpdate: ms(event.lastUpdate),
    subscriptions: subscriptionIds.length,
  }));
  expect(told.sort(byId)).toEqual(expected.sort(byId));
});

test('an incident names whom it touches, in plain text, with links and what annotations are made of', async () => {
  const [row] = await ask({ filters: { trackingId: [SMALL_EVENTS.incident] } });
  expect(row).toMatchObject({
    status: 'Active',
    customers: 2,
    customerNames: 'Contoso, Northwind Traders',
    subscriptions: 2,
    subscriptionNames: 'Contoso Production, Northwind Web',
    time: START - 25 * MINUTE,
    timeEnd: START,
    mitigatedAt: null,
    text: 'Current status: a storage unit lost power. We are moving its load. Next update in 60 minutes.',
    tags: 'Action Recommended',
    id: 'VT1L-9SZ',
    eventUrl: 'https://app.azure.com/h/VT1L-9SZ/2220d1',
    stale: false,
  });
  const annotation = ['time', 'timeEnd', 'title', 'text', 'tags', 'id'];
  const { columns } = await estate.ask({ queryType: TYPE });
  const found = columns.filter(({ name }) => annotation.includes(name));
  expect(found.map(({ name }) => name).sort()).toEqual([...annotation].sort());
  // Grafana finds them by the name it displays.
  expect(found.filter(({ config }) => config?.displayNameFromDS)).toEqual([]);
});

test('planned maintenance has its window', async () => {
  const [row] = await ask({ filters: { eventType: ['PlannedMaintenance'] } });
  const window = { maintenanceStart: START - 10 * MINUTE, maintenanceEnd: START + 120 * MINUTE };
  expect(row).toMatchObject({ trackingId: SMALL_EVENTS.maintenance, ...window, timeEnd: START + 120 * MINUTE });
  const others = (await ask()).filter((other) => other['eventType'] !== 'PlannedMaintenance');
  expect(others.filter((other) => other['maintenanceStart'] !== null)).toEqual([]);
});

test('a sensitive event shows its title only, and says so', async () => {
  const [row] = await ask({ filters: { eventType: ['SecurityAdvisory'] } });
  expect(row).toMatchObject({
    title: 'Security advisory for storage accounts',
    sensitive: true,
    text: expect.stringMatching(/privileged roles/),
    actions: null,
  });
  expect(JSON.stringify(row)).not.toMatch(/sensitive.?detail|rotate the keys/i);
});

test('by customer there is a row for each customer that an event touches, with links into its tenant', async () => {
  const rows = await ask({ groupBy: 'customer', filters: { trackingId: [SMALL_EVENTS.incident] } });
  expect(rows.map((row) => [row['customer'], row['customerId'], row['subscriptions'], row['id']])).toEqual([
    ['Contoso', SMALL.contoso, 1, `VT1L-9SZ/${SMALL.contoso}`],
    ['Northwind Traders', SMALL.northwind, 1, `VT1L-9SZ/${SMALL.northwind}`],
  ]);
  expect(rows.map((row) => row['portalUrl'])).toEqual(
    [SMALL.contoso, SMALL.northwind].map(
      (tenant) =>
        `https://portal.azure.com/#@${tenant}/blade/Microsoft_Azure_Health/AzureHealthBrowseBlade/serviceIssues`,
    ),
  );
});

test.each([
  ['scope', { customer: ['Northwind Traders'] }, ['VT1L-9SZ', 'BM8D-7XG']],
  ['status', { state: ['resolved'], customer: ['Contoso'] }, ['7N0C-TTG']],
  ['level', { level: ['Critical'] }, ['VT1L-9SZ', '4G5R-HVZ']],
  ['service', { service: ['Key Vault'] }, ['QK2M-3DG']],
  ['region', { region: ['North Europe'] }, ['QK2M-3DG', '4G5R-HVZ']],
  ['region as a location', { region: ['germanywestcentral'] }, ['VT1L-9SZ', 'BM8D-7XG']],
  ['event type', { eventType: ['Billing', 'RCA'] }, ['_9TB-L8Z', 'BM8D-7XG']],
])('is filtered by %s', async (_, filters, ids) => {
  expect((await ask({ filters })).map((row) => row['trackingId'])).toEqual(ids);
});

test('a tracking id that is not known is said', async () => {
  const table = await estate.ask({ queryType: TYPE, filters: { trackingId: ['XXXX-000'] } });
  expect(noticesOf(table).join(' ')).toMatch(/Tracking id 'XXXX-000' is no longer known here/);
});

test('says where Azure tells no events because the provider is not registered', async () => {
  const notices = async (filters: object) => noticesOf(await estate.ask({ queryType: TYPE, filters })).join(' ');
  expect(await notices({})).toMatch(
    /No Service Health events are told of Contoso Development: Microsoft\.ResourceHealth/,
  );
  expect(await notices({ tenant: [SMALL.northwind] })).not.toMatch(/No Service Health events/);
});

test('filters offer what events have', async () => {
  const options = async (kind: string) => {
    const { body } = await estate.route('options', { kind });
    return (body as { options: Array<{ text: string; value: string }> }).options;
  };
  expect((await options('service')).map(({ value }) => value)).toContain('Virtual Machines');
  expect((await options('region')).map(({ value }) => value)).toContain('West Europe');
  expect((await options('eventType')).map(({ value }) => value)).toEqual([
    'Billing',
    'EmergingIssues',
    'HealthAdvisory',
    'PlannedMaintenance',
    'RCA',
    'SecurityAdvisory',
    'ServiceIssue',
  ]);
  expect((await options('trackingId')).find(({ value }) => value === 'VT1L-9SZ')?.text).toMatch(
    /^VT1L-9SZ Virtual Machines/,
  );
});

test('alert rules get the number of active incidents of each customer: null where nobody knows', async () => {
  expect(await ask({}, true)).toEqual([
    { customer: 'Contoso', customerId: SMALL.contoso, activeEvents: 1 },
    { customer: 'Northwind Traders', customerId: SMALL.northwind, activeEvents: 1 },
    // Without a subscription, but told of events as a whole.
    { customer: 'Tailwind Traders', customerId: SMALL.tailwind, activeEvents: 0 },
    { customer: 'Fabrikam Österreich', customerId: SMALL.fabrikam, activeEvents: null },
  ]);
  const maintenance = await ask({ filters: { eventType: ['PlannedMaintenance'] } }, true);
  expect(maintenance.map((row) => row['activeEvents'])).toEqual([1, 0, 0, null]);
});

describe('as time goes by', () => {
  let moving: TestEstate;
  beforeAll(async () => {
    moving = await TestEstate.start();
  });
  afterAll(() => moving.close());

  test('an incident that is over stays as resolved, its alert goes to 0, and the feed tells of it once a subscription', async () => {
    await moving.after(60);
    const [row] = rowsOf(await moving.ask({ queryType: TYPE, filters: { trackingId: [SMALL_EVENTS.incident] } }));
    expect(row).toMatchObject({
      status: 'Resolved',
      mitigatedAt: START + 45 * MINUTE,
      timeEnd: START + 45 * MINUTE,
      text: 'Mitigated at 12:45 UTC. A review follows.',
      tags: 'Preliminary PIR',
    });
    const alert = rowsOf(await moving.ask({ queryType: TYPE }, true));
    expect(alert.map(({ activeEvents }) => activeEvents)).toEqual([0, 0, 0, null]);
    const resolved = moving.estate.changes.since(0).filter(({ kind }) => kind === 'eventResolved');
    expect(resolved.map(({ id, from, to }) => [id, from, to])).toEqual([
      [SMALL_EVENTS.incident, 'Active', 'Resolved'],
      [SMALL_EVENTS.incident, 'Active', 'Resolved'],
    ]);
  });

  test('where Resource Graph fails, Resource Health is asked, and nothing is lost', async () => {
    moving.simulator.faults.add({ service: 'resourceGraph', error: 'InternalServerError' });
    await moving.after(6);
    const rows = rowsOf(await moving.ask({ queryType: TYPE }));
    expect(rows.map((one) => one['trackingId'])).toContain(SMALL_EVENTS.incident);
    expect(rows.filter((one) => one['stale'])).toEqual([]);
    const filters = { subscription: ['Contoso Production'] };
    const [part] = rowsOf(await moving.ask({ queryType: 'collectorStatus', filters })).filter(
      (one) => one['section'] === TYPE,
    );
    expect(part).toMatchObject({
      outcome: 'ok',
      issues: expect.stringMatching(/^Resource Graph failed, so Resource Health was asked/),
    });
  });
});
