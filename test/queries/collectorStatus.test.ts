import { noticesOf, START, TestEstate } from './estate.ts';

let estate: TestEstate;
beforeAll(async () => {
  estate = await TestEstate.start();
});
afterAll(() => estate.close());

test('has a row for every part, the failed ones first', async () => {
  const columns = [
    'section',
    'customer',
    'subscription',
    'outcome',
    'collectorValue',
    'errorCode',
    'rows',
    'lastFinish',
  ];
  expect(await estate.rows({ queryType: 'collectorStatus' }, columns)).toEqual([
    ['resourceHealth', 'Contoso', 'Contoso Development', 'failed', 2, 'ProviderNotRegistered', 0, START],
    ['subscriptions', 'Fabrikam Österreich', null, 'failed', 2, 'AADSTS50020', 0, START],
    ['customers', null, null, 'ok', 0, null, 4, START],
    ['inventory', 'Contoso', 'Contoso Archive', 'ok', 0, null, 1, START],
    ['inventory', 'Contoso', 'Contoso Development', 'ok', 0, null, 2, START],
    ['inventory', 'Contoso', 'Contoso Production', 'ok', 0, null, 11, START],
    ['inventory', 'Northwind Traders', 'Northwind Web', 'ok', 0, null, 3, START],
    ['resourceHealth', 'Contoso', 'Contoso Archive', 'skipped', 0, 'Disabled', 0, START],
    ['resourceHealth', 'Contoso', 'Contoso Production', 'ok', 0, null, 8, START],
    ['resourceHealth', 'Northwind Traders', 'Northwind Web', 'ok', 0, null, 2, START],
    ['subscriptions', 'Contoso', null, 'ok', 0, null, 3, START],
    ['subscriptions', 'Northwind Traders', null, 'ok', 0, null, 1, START],
    ['subscriptions', 'Tailwind Traders', null, 'skipped', 0, 'NoAzurePlan', 0, START],
  ]);
});

test.each([
  ['customer', { customer: ['Northwind Traders'] }, ['inventory', 'resourceHealth', 'subscriptions']],
  ['subscription', { subscription: ['Northwind Web'] }, ['inventory', 'resourceHealth']],
  ['outcome', { state: ['failed'] }, ['resourceHealth', 'subscriptions']],
])('is filtered by %s', async (_, filters, sections) => {
  expect((await estate.rows({ queryType: 'collectorStatus', filters }, ['section'])).flat()).toEqual(sections);
});

test('says when the next read is due and how often', async () => {
  const [row] = await estate.rows(
    { queryType: 'collectorStatus', filters: { subscription: ['Northwind Web'] }, sort: '-section' },
    ['section', 'next', 'intervalSeconds', 'failures', 'issues'],
  );
  expect(row).toEqual(['resourceHealth', expect.any(Number), 120, 0, null]);
  expect(row?.[1]).toBeGreaterThan(START);
});

test('a filter that leaves no part is explained', async () => {
  expect(noticesOf(await estate.ask({ queryType: 'collectorStatus', filters: { state: ['pending'] } }))[0]).toMatch(
    /^Nothing to show/,
  );
});
