import { SMALL, START, TestEstate } from './estate.ts';

let estate: TestEstate;
beforeAll(async () => {
  estate = await TestEstate.start();
});
afterAll(() => estate.close());

test('lists tenants with how they are entered and what was found', async () => {
  const columns = [
    'customer',
    'tenant',
    'tenantId',
    'credential',
    'source',
    'azurePlans',
    'subscriptions',
    'resources',
    'access',
    'healthValue',
    'observedAt',
  ];
  expect(await estate.rows({ queryType: 'tenants' }, columns)).toEqual([
    ['Contoso', 'Contoso', SMALL.contoso, 'partner', 'partnerCenter', null, 3, 27, 'ProviderNotRegistered', 4, START],
    ['Northwind Traders', 'Northwind Traders', SMALL.northwind, 'direct', 'settings', null, 1, 5, 'Ok', 3, START],
    [
      'Fabrikam Österreich',
      'Fabrikam Österreich',
      SMALL.fabrikam,
      'partner',
      'partnerCenter',
      null,
      0,
      0,
      'NoAccess',
      null,
      null,
    ],
    [
      'Tailwind Traders',
      'Tailwind Traders',
      SMALL.tailwind,
      'partner',
      'partnerCenter',
      0,
      0,
      0,
      'NoAzurePlan',
      null,
      START,
    ],
  ]);
});

test('is filtered by tenant, customer and access', async () => {
  const ask = (filters: object) => estate.rows({ queryType: 'tenants', filters }, ['tenant']);
  expect(await ask({ tenant: ['contoso.onmicrosoft.com'] })).toEqual([['Contoso']]);
  expect(await ask({ customer: ['Tailwind Traders'] })).toEqual([['Tailwind Traders']]);
  expect(await ask({ state: ['NoAccess', 'NoAzurePlan'] })).toEqual([['Fabrikam Österreich'], ['Tailwind Traders']]);
  expect(await ask({ customer: ['Contoso'], tenant: [SMALL.northwind] })).toEqual([]);
});
