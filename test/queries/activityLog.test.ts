import { activityOf } from '../simulator/world/activity.ts';
import { noticesOf, rowsOf, SMALL, START, TestEstate } from './estate.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let estate: TestEstate;
beforeAll(async () => {
  estate = await TestEstate.start();
});
afterAll(() => estate.close());
afterEach(() => estate.simulator.faults.clear());

const ask = async (filters: unknown = {}, more: Parameters<TestEstate['askAll']>[1] = {}) => {
  const [table] = await estate.askAll({ queryType: 'activityLog', filters }, { from: START - 20 * DAY, ...more });
  if (!table) {
    throw new Error('There is always a table.');
  }
  return table;
};

/** What the world says happened. */
function truth(subscriptionId: string, from = START - 20 * DAY, to = START) {
  const { world } = estate.simulator.simulation;
  const subscription = world.subscription(subscriptionId, START);
  if (!subscription) {
    throw new Error('The world has no such subscription.');
  }
  return activityOf(world, subscription, from, to);
}

test('lists what happened in all subscriptions, newest first', async () => {
  const rows = rowsOf(await ask());
  const expected = [
    SMALL.contosoProduction,
    SMALL.contosoDevelopment,
    SMALL.contosoArchive,
    SMALL.northwindWeb,
  ].flatMap((id) => truth(id));
  expect(rows.map((row) => row['eventId']).sort()).toEqual(expected.map(({ id }) => id).sort());
  const times = rows.map((row) => row['time'] as number);
  expect(times).toEqual([...times].sort((a, b) => b - a));
});

test('a row says what, where, how it ended, and links to the portal', async () => {
  const [event] = truth(SMALL.contosoProduction).filter(({ category }) => category === 'ResourceHealth');
  const row = rowsOf(await ask({ subscription: [SMALL.contosoProduction] })).find(
    (one) => one['eventId'] === event?.id,
  );
  expect(row).toMatchObject({
    time: event?.at,
    level: event?.level,
    status: event?.status,
    category: 'ResourceHealth',
    operationName: event?.operation,
    customer: 'Contoso',
    subscription: 'Contoso Production',
    correlationId: event?.correlationId,
    resourceId: event?.resourceId,
    title: `${event?.operation}: ${event?.status}`,
    tags: `${event?.level},ResourceHealth,${event?.status}`,
    stale: false,
  });
  expect(row?.['portalUrl']).toContain(`#@${SMALL.contoso}/resource/subscriptions/`);
});

test('people are told by their domain only, and claims are not even asked for', async () => {
  const table = await ask();
  const people = truth(SMALL.contosoProduction).filter(({ caller }) => caller.includes('@'));
  expect(people.length).toBeGreaterThan(0);
  const rows = rowsOf(table);
  for (const { id, caller } of people) {
    const row = rows.find((one) => one['eventId'] === id);
    expect(row).toMatchObject({ callerKind: 'person', caller: `@${caller.split('@')[1]}` });
    expect(JSON.stringify(table)).not.toContain(caller);
  }
  expect(JSON.stringify(table)).not.toContain('personal-data');
  const asked = estate.simulator.calls.list().filter(({ path }) => path.includes('eventtypes'));
  expect(
    asked.map(({ path }) => new URLSearchParams(path.split('?')[1]).get('$select') ?? 'everything').join(),
  ).not.toMatch(/claims|httpRequest|everything/);
});

test.each<[string, Record<string, string[]>, (resourceId: string, level: string) => boolean]>([
  [
    'group',
    { resourceGroup: ['RG-Data'], subscription: ['Contoso Production'] },
    (id) => /\/resourceGroups\/rg-data(\/|$)/i.test(id),
  ],
  ['resource', { resource: ['vm-web-02'] }, (id) => id.endsWith('/vm-web-02')],
  ['level', { state: ['Critical'], subscription: ['Contoso Production'] }, (_, level) => level === 'Critical'],
])('is narrowed to a %s', async (_, filters, keeps) => {
  const expected = truth(SMALL.contosoProduction).filter(({ resourceId, level }) => keeps(resourceId, level));
  expect(expected.length).toBeGreaterThan(0);
  expect(rowsOf(await ask(filters)).map((row) => row['eventId'])).toEqual(expected.map(({ id }) => id));
});

test('a resource that is gone is still asked about by its id', async () => {
  const gone = `/subscriptions/${SMALL.contosoProduction}/resourceGroups/rg-web/providers/Microsoft.Compute/virtualMachines/vm-gone`;
  const table = await ask({ resource: [gone] });
  expect(noticesOf(table)).toEqual(expect.arrayContaining([expect.stringMatching(/vm-gone' is no longer known here/)]));
  const [last] = estate.simulator.calls.list().slice(-1);
  expect(decodeURIComponent(last?.path ?? '')).toContain(`resourceUri eq '${gone}'`);
});

test('one subscription that fails costs the others nothing', async () => {
  estate.simulator.faults.add({ subscription: SMALL.northwindWeb, path: 'eventtypes', error: 'AuthorizationFailed' });
  const table = await ask({}, { from: START - 19 * DAY });
  expect(noticesOf(table)).toEqual([
    expect.stringMatching(/^Nothing of Northwind Traders \/ Northwind Web\..*AuthorizationFailed/),
  ]);
  expect(rowsOf(table).length).toBeGreaterThan(0);
  expect(new Set(rowsOf(table).map((row) => row['customer']))).toEqual(new Set(['Contoso']));
});

test('an alert rule counts events by subscription: 0 where there are none, null where they could not be read', async () => {
  estate.simulator.faults.add({ subscription: SMALL.northwindWeb, path: 'eventtypes', error: 'AuthorizationFailed' });
  const from = START - 18 * DAY;
  const rows = rowsOf(await ask({ state: ['Critical'] }, { from, fromAlert: true }));
  const count = (id: string) => truth(id, from).filter(({ level }) => level === 'Critical').length;
  expect(rows.map((row) => [row['subscription'], row['events']]).sort()).toEqual([
    ['Contoso Archive', count(SMALL.contosoArchive)],
    ['Contoso Development', count(SMALL.contosoDevelopment)],
    ['Contoso Production', count(SMALL.contosoProduction)],
    ['Northwind Web', null],
  ]);
  expect(Object.keys(rows[0] ?? {})).toEqual(['customer', 'subscription', 'subscriptionId', 'events']);
});

test('keeps to what Azure keeps, and to a range that one question may have', async () => {
  const group = { resourceGroup: ['rg-web'] };
  await expect(ask(group, { from: START - 60 * DAY })).rejects.toMatchObject({
    status: 400,
    message: expect.stringMatching(/60 days.*at most 31/),
  });
  const long = await ask({ resource: ['vm-web-02'] }, { from: START - 200 * DAY });
  expect(noticesOf(long)).toContain('Azure keeps the activity log for 90 days; what is before that is not there.');
  const before = await ask(group, { from: START - 120 * DAY, to: START - 100 * DAY });
  expect(noticesOf(before)).toEqual([expect.stringMatching(/90 days, and the time range is before that/)]);
});

test('all pages are read', async () => {
  const whole = rowsOf(await ask({ subscription: [SMALL.contosoProduction] }, { from: START - 17 * DAY }));
  estate.simulator.simulation.behaviour.armPageSize = 2;
  const paged = rowsOf(await ask({ subscription: [SMALL.contosoProduction] }, { from: START - 17 * DAY - MINUTE }));
  estate.simulator.simulation.behaviour.armPageSize = 1000;
  expect(whole.length).toBeGreaterThan(4);
  expect(paged.map((row) => row['eventId'])).toEqual(expect.arrayContaining(whole.map((row) => row['eventId'])));
});

test('says so when nothing happened', async () => {
  const table = await ask({ resource: ['nic-web-01'] });
  expect(rowsOf(table)).toEqual([]);
  expect(noticesOf(table)).toEqual(['Nothing to show: the activity log has no such events in the time range.']);
});
