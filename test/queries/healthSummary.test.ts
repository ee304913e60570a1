import { rowsOf, SMALL, START, TestEstate } from './estate.ts';

let estate: TestEstate;
beforeAll(async () => {
  estate = await TestEstate.start();
});
afterAll(() => estate.close());

const COUNTS = [
  'resources',
  'available',
  'unknown',
  'userInitiated',
  'degraded',
  'unavailable',
  'withoutHealth',
  'healthState',
];
const ask = (groupBy: string, names: string[], filters: object = {}) =>
  estate.rows({ queryType: 'healthSummary', groupBy, filters }, [...names, ...COUNTS]);

test('by customer: everyone has a row, those without data too', async () => {
  expect(await ask('customer', ['customer', 'customerId'])).toEqual([
    ['Contoso', SMALL.contoso, 14, 3, 1, 1, 1, 2, 6, 'Unavailable'],
    ['Northwind Traders', SMALL.northwind, 3, 1, 0, 0, 1, 0, 1, 'Degraded'],
    ['Fabrikam Österreich', SMALL.fabrikam, 0, 0, 0, 0, 0, 0, 0, null],
    ['Tailwind Traders', SMALL.tailwind, 0, 0, 0, 0, 0, 0, 0, null],
  ]);
});

test('by tenant', async () => {
  expect(await ask('tenant', ['customer', 'tenant', 'tenantId'], { tenant: [SMALL.contoso, SMALL.fabrikam] })).toEqual([
    ['Contoso', 'Contoso', SMALL.contoso, 14, 3, 1, 1, 1, 2, 6, 'Unavailable'],
    ['Fabrikam Österreich', 'Fabrikam Österreich', SMALL.fabrikam, 0, 0, 0, 0, 0, 0, 0, null],
  ]);
});

test('by subscription', async () => {
  expect(await ask('subscription', ['customer', 'subscription', 'subscriptionId'])).toEqual([
    ['Contoso', 'Contoso Production', SMALL.contosoProduction, 11, 3, 1, 1, 1, 2, 3, 'Unavailable'],
    ['Northwind Traders', 'Northwind Web', SMALL.northwindWeb, 3, 1, 0, 0, 1, 0, 1, 'Degraded'],
    ['Contoso', 'Contoso Archive', SMALL.contosoArchive, 1, 0, 0, 0, 0, 0, 1, null],
    ['Contoso', 'Contoso Development', SMALL.contosoDevelopment, 2, 0, 0, 0, 0, 0, 2, null],
  ]);
});

test('by resource group', async () => {
  expect(
    await ask('resourceGroup', ['subscription', 'resourceGroup'], {
      subscription: ['Contoso Production', 'Northwind Web'],
    }),
  ).toEqual([
    ['Contoso Production', 'RG-Data', 4, 1, 1, 0, 0, 1, 1, 'Unavailable'],
    ['Contoso Production', 'rg-web', 7, 2, 0, 1, 1, 1, 2, 'Unavailable'],
    ['Northwind Web', 'rg-north', 3, 1, 0, 0, 1, 0, 1, 'Degraded'],
  ]);
});

test('by resource type, as Azure spells it', async () => {
  expect(await ask('resourceType', ['resourceType'], { customer: ['Northwind Traders'] })).toEqual([
    ['Microsoft.Compute/virtualMachines', 1, 0, 0, 0, 1, 0, 0, 'Degraded'],
    ['Microsoft.Web/sites', 1, 1, 0, 0, 0, 0, 0, 'Available'],
    ['Microsoft.Network/publicIPAddresses', 1, 0, 0, 0, 0, 0, 1, null],
  ]);
});

test('by location', async () => {
  expect(await ask('location', ['location'])).toEqual([
    ['northeurope', 4, 1, 1, 0, 0, 1, 1, 'Unavailable'],
    ['westeurope', 10, 2, 0, 1, 1, 1, 5, 'Unavailable'],
    ['germanywestcentral', 3, 1, 0, 0, 1, 0, 1, 'Degraded'],
  ]);
});

test.each([
  [
    'a type, from totals',
    { resourceType: ['Microsoft.Compute/virtualMachines'] },
    [
      ['Contoso', 4, 1, 0, 1, 0, 1, 1, 'Unavailable'],
      ['Northwind Traders', 1, 0, 0, 0, 1, 0, 0, 'Degraded'],
    ],
  ],
  ['a location, from totals', { location: ['northeurope'] }, [['Contoso', 4, 1, 1, 0, 0, 1, 1, 'Unavailable']]],
  ['a group, from totals', { resourceGroup: ['RG-DATA'] }, [['Contoso', 4, 1, 1, 0, 0, 1, 1, 'Unavailable']]],
  ['a tag, row by row', { tag: ['env=prod'] }, [['Contoso', 3, 1, 0, 0, 1, 1, 0, 'Unavailable']]],
  [
    'type and location, row by row',
    { resourceType: ['Microsoft.Web/sites'], location: ['westeurope'] },
    [['Contoso', 1, 0, 0, 0, 1, 0, 0, 'Degraded']],
  ],
  ['a subscription', { subscription: ['Northwind Web'] }, [['Northwind Traders', 3, 1, 0, 0, 1, 0, 1, 'Degraded']]],
])('is narrowed by %s', async (_, filters, rows) => {
  const found = await ask('customer', ['customer'], filters);
  expect(found.filter((row) => row[1] !== 0)).toEqual(rows);
});

test('a state filter counts these states only', async () => {
  expect(await ask('customer', ['customer'], { state: ['Degraded', 'NoHealth'] })).toEqual([
    ['Contoso', 7, 0, 0, 0, 1, 0, 6, 'Degraded'],
    ['Northwind Traders', 2, 0, 0, 0, 1, 0, 1, 'Degraded'],
    ['Fabrikam Österreich', 0, 0, 0, 0, 0, 0, 0, null],
  ]);
});

test('columns are those of the level', async () => {
  const names = async (groupBy: string) =>
    (await estate.ask({ queryType: 'healthSummary', groupBy })).columns.map((column) => column.name).slice(0, 3);
  expect(await names('customer')).toEqual(['customer', 'customerId', 'healthState']);
  expect(await names('location')).toEqual(['location', 'healthState', 'healthValue']);
});

test('the age is that of the oldest data', async () => {
  const table = await estate.ask({ queryType: 'healthSummary', filters: { customer: ['Contoso'] } });
  expect(rowsOf(table)[0]).toMatchObject({ observedAt: START, ageSeconds: 0, stale: false });
});
