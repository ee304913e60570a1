import { SMALL } from '../simulator/world/smallIds.ts';
import { CONTOSO, errorOf, startHarness, type Harness } from './harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterEach(() => harness.simulator.faults.clear());
afterAll(() => harness.close());

const SUBSCRIPTION = SMALL.contosoProduction;
const VM = `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines`;
const status = (name: string, properties: unknown) => ({
  id: `${VM}/${name}/providers/Microsoft.ResourceHealth/availabilityStatuses/current`,
  name: 'current',
  location: 'westeurope',
  properties,
});
const GOOD = status('good', { availabilityState: 'Available', occuredTime: '2026-11-20T10:00:00Z' });

function answer(service: string, body: unknown, operation?: string): void {
  harness.simulator.faults.add({ service, status: 200, body, ...(operation && { operation }) });
}

const health = () => harness.microsoft.listResourceHealth(CONTOSO, SUBSCRIPTION, harness.options);

test.each([
  ['null', null, 'it is null instead of an object'],
  ['text', 'row', 'it is a string instead of an object'],
  ['a number', 5, 'it is a number instead of an object'],
  ['a list', [GOOD], 'it is a list instead of an object'],
  ['an empty object', {}, 'it has no id'],
  ['a row with a number for its id', { ...GOOD, id: 5 }, 'it has no id'],
  ['a row with another kind of id', { ...GOOD, id: VM }, 'its id is not one of a health status'],
  ['a row without properties', { ...GOOD, properties: undefined }, 'it has no properties'],
  ['a row with null properties', { ...GOOD, properties: null }, 'it has no properties'],
  ['a repeated row', GOOD, 'it repeats an earlier one'],
])('Resource Health: %s costs itself only', async (_, row, reason) => {
  answer('resourceHealth', { value: [GOOD, row, status('last', { availabilityState: 'Degraded' })] });
  const { rows, issues } = await health();
  expect(rows.map((one) => one.availabilityState)).toEqual(['Available', 'Degraded']);
  expect(issues).toEqual([expect.stringContaining(reason)]);
});

test.each([
  ['a null state', { availabilityState: null }, { availabilityState: 'Unknown' }],
  ['no state', {}, { availabilityState: 'Unknown' }],
  ['a state of another type', { availabilityState: { value: 'x' } }, { availabilityState: 'Unknown' }],
  ['a state that is new', { availabilityState: 'Sleeping' }, { availabilityState: 'Sleeping' }],
  [
    'times that are none',
    { availabilityState: 'Available', occuredTime: 'yesterday', reportedTime: {} },
    { occurredAt: null, reportedAt: null },
  ],
  ['null times', { availabilityState: 'Available', occuredTime: null }, { occurredAt: null }],
  [
    'texts of other types',
    { availabilityState: 'Available', title: 5, summary: [], reasonType: null, context: {} },
    { title: null, summary: null, reasonType: null, context: null },
  ],
  [
    'lists that are none',
    { availabilityState: 'Available', recommendedActions: 'x', serviceImpactingEvents: [null] },
    { availabilityState: 'Available' },
  ],
])('Resource Health: a row with %s is kept', async (_, properties, expected) => {
  answer('resourceHealth', { value: [status('odd', properties), GOOD] });
  const { rows } = await health();
  expect(rows.length).toBe(2);
  expect(rows[0]).toMatchObject({ resourceId: `${VM}/odd`, ...expected });
});

test("Resource Health: the id's end is spelled in several ways", async () => {
  const id = `${VM}/a/providers/microsoft.resourcehealth/AvailabilityStatueses/current`;
  answer('resourceHealth', { value: [{ ...GOOD, id }] });
  expect((await health()).rows[0]?.resourceId).toBe(`${VM}/a`);
});

test.each([
  ['no list', {}],
  ['a null list', { value: null }],
  ['an object for a list', { value: { a: 1 } }],
  ['a list for a page', [GOOD]],
  ['null', 'null'],
  ['a number for a link', { value: [GOOD], nextLink: 5 }],
])('a page with %s is an error and never an empty list', async (_, body) => {
  for (const [service, list] of [
    ['resourceHealth', health],
    ['resourceManager', () => harness.microsoft.listResources(CONTOSO, SUBSCRIPTION, harness.options)],
  ] as const) {
    answer(service, body);
    expect(await errorOf(list())).toMatchObject({ code: 'BadResponse', status: 502 });
    harness.simulator.faults.clear();
  }
});

test('inventory: odd rows cost themselves only, odd fields only themselves', async () => {
  const { microsoft, options } = harness;
  const good = {
    id: `${VM}/good`,
    name: 'good',
    type: 'microsoft.compute/virtualmachines',
    location: 'westeurope',
    tags: { env: 'prod', count: 5, empty: null },
    sku: { name: 'B2' },
  };
  const data = [
    null,
    good,
    'x',
    { ...good, id: null },
    { ...good, id: `${VM}/b`, type: 7 },
    { ...good, id: `${VM}/c`, name: null, location: null, tags: 'none', sku: 5, kind: [] },
  ];
  answer('resourceGraph', { count: 6, data, resultTruncated: 'false' });
  const { resources } = await microsoft.listInventory(CONTOSO, [SUBSCRIPTION], options);
  expect(resources.rows).toEqual([
    {
      id: `${VM}/good`,
      name: 'good',
      type: 'Microsoft.Compute/virtualMachines',
      location: 'westeurope',
      kind: null,
      sku: 'B2',
      tags: { env: 'prod', count: '5', empty: '' },
    },
    {
      id: `${VM}/c`,
      name: 'c',
      type: 'Microsoft.Compute/virtualMachines',
      location: '',
      kind: null,
      sku: null,
      tags: {},
    },
  ]);
  expect(resources.issues.length).toBe(5);
});

test('a page of nothing but odd rows names a handful and counts the rest', async () => {
  answer('resourceHealth', { value: [...Array.from({ length: 100 }, () => null), GOOD] });
  const { rows, issues } = await health();
  expect(rows.length).toBe(1);
  expect(issues.length).toBe(6);
  expect(issues[0]).toBe('Row 1 of the Resource Health list was left out: it is null instead of an object.');
  expect(issues[5]).toBe('95 more Resource Health rows had something wrong.');
});

test('Partner Center: odd customers', async () => {
  const { microsoft, options } = harness;
  answer('partnerCenter', {
    items: [null, { id: SMALL.contoso, companyProfile: null }, { companyProfile: { companyName: 'Nobody' } }],
  });
  const { rows, issues } = await microsoft.listCustomers(options);
  expect(rows).toEqual([{ id: SMALL.contoso, name: SMALL.contoso, domain: null, relationship: null }]);
  expect(issues.length).toBe(2);
});
