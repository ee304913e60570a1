import { noticesOf, SMALL, TestEstate } from './estate.ts';

let estate: TestEstate;
beforeAll(async () => {
  estate = await TestEstate.start();
});
afterAll(() => estate.close());

test('lists the customers of Partner Center and the tenants from the settings, the worst first', async () => {
  const columns = [
    'customer',
    'customerId',
    'source',
    'relationship',
    'subscriptions',
    'resources',
    'healthState',
    'healthValue',
    'stale',
  ];
  expect(await estate.rows({ queryType: 'customers' }, columns)).toEqual([
    ['Contoso', SMALL.contoso, 'partnerCenter', 'reseller', 3, 27, 'Unavailable', 4, false],
    ['Northwind Traders', SMALL.northwind, 'settings', null, 1, 5, 'Degraded', 3, false],
    ['Fabrikam Österreich', SMALL.fabrikam, 'partnerCenter', 'reseller', 0, 0, null, null, false],
    ['Tailwind Traders', SMALL.tailwind, 'partnerCenter', 'reseller', 0, 0, null, null, false],
  ]);
});

test('says why there is no health, or not all of it', async () => {
  const reasons = Object.fromEntries(await estate.rows({ queryType: 'customers' }, ['customer', 'reason']));
  expect(reasons['Contoso']).toMatch(
    /Microsoft\.ResourceHealth is not registered in the subscription Contoso Development/,
  );
  expect(reasons['Northwind Traders']).toBeNull();
  expect(reasons['Fabrikam Österreich']).toMatch(/AADSTS50020/);
  expect(reasons['Tailwind Traders']).toMatch(/no Azure plan/);
});

test.each([
  ['a name in any case', ['cOnToSo'], ['Contoso']],
  ['an id', [SMALL.northwind.toUpperCase()], ['Northwind Traders']],
  ['a domain', ['fabrikam.onmicrosoft.com'], ['Fabrikam Österreich']],
  ['several', ['Contoso', 'Tailwind Traders'], ['Contoso', 'Tailwind Traders']],
  ['All', ['All'], ['Contoso', 'Northwind Traders', 'Fabrikam Österreich', 'Tailwind Traders']],
  ['$__all', ['$__all'], ['Contoso', 'Northwind Traders', 'Fabrikam Österreich', 'Tailwind Traders']],
])('is filtered by customer: %s', async (_, customer, names) => {
  expect(await estate.rows({ queryType: 'customers', filters: { customer } }, ['customer'])).toEqual(
    names.map((name) => [name]),
  );
});

test('is filtered by the worst state', async () => {
  const ask = (state: string[]) => estate.rows({ queryType: 'customers', filters: { state } }, ['customer']);
  expect(await ask(['degraded'])).toEqual([['Northwind Traders']]);
  expect(await ask(['NoHealth'])).toEqual([['Fabrikam Österreich'], ['Tailwind Traders']]);
});

test('a value that is gone is said, and the others stay', async () => {
  const table = await estate.ask({ queryType: 'customers', filters: { customer: ['Contoso', 'Litware'] } });
  expect(table.columns[0]?.values).toEqual(['Contoso']);
  expect(noticesOf(table)).toEqual([expect.stringMatching(/^Customer 'Litware' is no longer known/)]);
});

test('the portal opens in the customer’s tenant', async () => {
  expect(await estate.rows({ queryType: 'customers', filters: { customer: ['Contoso'] } }, ['portalUrl'])).toEqual([
    [`https://portal.azure.com/#@${SMALL.contoso}`],
  ]);
});
