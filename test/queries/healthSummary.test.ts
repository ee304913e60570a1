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
    ['Contoso', SMALL.contoso, 27, 3, 1, 1, 1, 2, 19, 'Unavailable'],
    ['Northwind Traders', SMALL.northwind, 5, 1, 0, 0, 1, 0, 3, 'Degraded'],
    ['Fabrikam Österreich', SMALL.fabrikam, 0, 0, 0, 0, 0, 0, 0, null],
    ['Tailwind Traders', SMALL.tailwind, 0, 0, 0, 0, 0, 0, 0, null],
  ]);
});

test('by tenant', async () => {
  expect(await ask('tenant', ['customer', 'tenant', 'tenantId'], { tenant: [SMALL.contoso, SMALL.fabrikam] })).toEqual([
    ['Contoso', 'Contoso', SMALL.contoso, 27, 3, 1, 1, 1, 2, 19, 'Unavailable'],
    ['Fabrikam Österreich', 'Fabrikam Österreich', SMALL.fabrikam, 0, 0, 0, 0, 0, 0, 0, null],
  ]);
});

test('by subscription', async () => {
  expect(await ask('subscription', ['customer', 'subscription', 'subscriptionId'])).toEqual([
    ['Contoso', 'Contoso Production', SMALL.contosoProduction, 24, 3, 1, 1, 1, 2, 16, 'Unavailable'],
    ['Northwind Traders', 'Northwind Web', SMALL.northwindWeb, 5, 1, 0, 0, 1, 0, 3, 'Degraded'],
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
    ['Contoso Production', 'rg-web', 20, 2, 0, 1, 1, 1, 15, 'Unavailable'],
    ['Northwind Web', 'rg-north', 5, 1, 0, 0, 1, 0, 3, 'Degraded'],
  ]);
});

test('by resource type, as Azure spells it', async () => {
  expect(await ask('resourceType', ['resourceType'], { customer: ['Northwind Traders'] })).toEqual([
    ['Microsoft.Compute/virtualMachines', 1, 0, 0, 0, 1, 0, 0, 'Degraded'],
    ['Microsoft.Web/sites', 1, 1, 0, 0, 0, 0, 0, 'Available'],
    ['Microsoft.Insights/activityLogAlerts', 1, 0, 0, 0, 0, 0, 1, null],
    ['Microsoft.Insights/metricAlerts', 1, 0, 0, 0, 0, 0, 1, null],
    ['Microsoft.Network/publicIPAddresses', 1, 0, 0, 0, 0, 0, 1, null],
  ]);
});

test('by location', async () => {
  expect(await ask('location', ['location'])).toEqual([
    ['northeurope', 4, 1, 1, 0, 0, 1, 1, 'Unavailable'],
    ['westeurope', 13, 2, 0, 1, 1, 1, 8, 'Unavailable'],
    ['germanywestcentral', 3, 1, 0, 0, 1, 0, 1, 'Degraded'],
    ['global', 12, 0, 0, 0, 0, 0, 12, null],
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
  ['a tag, row by row', { tag: ['env=prod'] }, [['Contoso', 4, 1, 0, 0, 1, 1, 1, 'Unavailable']]],
  [
    'type and location, row by row',
    { resourceType: ['Microsoft.Web/sites'], location: ['westeurope'] },
    [['Contoso', 1, 0, 0, 0, 1, 0, 0, 'Degraded']],
  ],
  ['a subscription', { subscription: ['Northwind Web'] }, [['Northwind Traders', 5, 1, 0, 0, 1, 0, 3, 'Degraded']]],
])('is narrowed by %s', async (_, filters, rows) => {
  const found = await ask('customer', ['customer'], filters);
  expect(found.filter((row) => row[1] !== 0)).toEqual(rows);
});

test('a state filter counts these states only', async () => {
  expect(await ask('customer', ['customer'], { state: ['Degraded', 'NoHealth'] })).toEqual([
    ['Contoso', 20, 0, 0, 0, 1, 0, 19, 'Degraded'],
    ['Northwind Traders', 4, 0, 0, 0, 1, 0, 3, 'Degraded'],
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

test('why leads down to the resource', async () => {
  const why = async (groupBy: string, name: string, more: object = {}) =>
    Object.fromEntries(await estate.rows({ queryType: 'healthSummary', groupBy, ...more }, [name, 'why']));
  expect((await why('customer', 'customer'))['Northwind Traders']).toMatch(
    /^Northwind Web › rg-north › vm-north-01 is Degraded/,
  );
  expect((await why('resourceGroup', 'resourceGroup'))['RG-Data']).toMatch(
    /^Contoso Production › RG-Data › kv-contoso is Unavailable/,
  );
  expect((await why('location', 'location'))['germanywestcentral']).toContain('vm-north-01 is Degraded');
  const filtered = await why('customer', 'customer', { filters: { resourceType: ['Microsoft.Web/sites'] } });
  expect(filtered['Contoso']).toMatch(/app-contoso is Degraded/);
});

test('why is about the states asked for', async () => {
  for (const [groupBy, name] of [
    ['customer', 'Contoso'],
    ['resourceType', 'Microsoft.Web/sites'],
  ] as const) {
    const query = { queryType: 'healthSummary', groupBy, filters: { state: ['Degraded'] } };
    const why = Object.fromEntries(await estate.rows(query, [groupBy, 'why']));
    expect(why[name]).toContain('is Degraded');
  }
});

describe('rollup', () => {
  const state = async (rollup: object, more: object = {}) =>
    Object.fromEntries(
      (await estate.rows({ queryType: 'healthSummary', rollup, ...more }, ['customer', 'healthState'])) as [
        string,
        string,
      ][],
    );

  test.each([
    ['the worst', { policy: 'worstOf' }, 'Unavailable', 'Degraded'],
    ['the best', { policy: 'bestOf' }, 'Available', 'Available'],
    ['half of them', { policy: 'percentage', percentage: 50 }, 'Unknown', 'Available'],
    ['planned and stopped left out', { maintenanceMembers: 'ignore' }, 'Unavailable', 'Degraded'],
    [
      'best of, but sites by their worst',
      { policy: 'bestOf', byType: { 'microsoft.web/sites': { policy: 'worstOf' } } },
      'Degraded',
      'Degraded',
    ],
    ['unread members as unavailable', { policy: 'bestOf', unreadMembers: 'unavailable' }, 'Available', 'Available'],
  ])('%s', async (_, rollup, contoso, northwind) => {
    expect(await state(rollup)).toMatchObject({ Contoso: contoso, 'Northwind Traders': northwind });
  });

  test('maintenance left out takes the planned outage away', async () => {
    const rollup = { maintenanceMembers: 'ignore' };
    const more = { groupBy: 'resourceGroup', filters: { resourceGroup: ['RG-Data'] } };
    expect(await estate.rows({ queryType: 'healthSummary', rollup, ...more }, ['healthState', 'why'])).toEqual([
      ['Unknown', expect.stringContaining('orders is Unknown')],
    ]);
  });

  test('why names the member that the policy stopped at, and an alert has its number', async () => {
    const rollup = { policy: 'percentage', percentage: 80 };
    const query = { queryType: 'healthSummary', rollup, filters: { customer: ['Contoso'] } };
    const [[value, why] = []] = await estate.rows(query, ['healthState', 'why']);
    expect(why).toContain(`is ${value}`);
    const alert = rowsOf(await estate.ask({ ...query, format: 'alerting' }));
    expect(alert).toHaveLength(1);
  });
});
