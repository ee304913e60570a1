import { noticesOf, SMALL, TestEstate } from './estate.ts';

let estate: TestEstate;
beforeAll(async () => {
  estate = await TestEstate.start();
});
afterAll(() => estate.close());

test('lists subscriptions with state and counts', async () => {
  const columns = [
    'customer',
    'subscription',
    'subscriptionId',
    'state',
    'resourceGroups',
    'resources',
    'withoutHealth',
    'healthState',
    'tags',
  ];
  expect(await estate.rows({ queryType: 'subscriptions' }, columns)).toEqual([
    ['Contoso', 'Contoso Production', SMALL.contosoProduction, 'Enabled', 2, 24, 16, 'Unavailable', 'env=prod'],
    ['Northwind Traders', 'Northwind Web', SMALL.northwindWeb, 'Enabled', 1, 5, 3, 'Degraded', null],
    ['Contoso', 'Contoso Archive', SMALL.contosoArchive, 'Disabled', 1, 1, 1, null, null],
    ['Contoso', 'Contoso Development', SMALL.contosoDevelopment, 'Enabled', 1, 2, 2, null, null],
  ]);
});

test.each([
  ['name', { subscription: ['northwind web'] }, ['Northwind Web']],
  ['id', { subscription: [SMALL.contosoArchive] }, ['Contoso Archive']],
  ['state', { state: ['disabled'] }, ['Contoso Archive']],
  ['tag', { tag: ['env'] }, ['Contoso Production']],
  ['tag and value', { tag: ['Env=PROD'] }, ['Contoso Production']],
  ['tenant and state', { tenant: [SMALL.contoso], state: ['Enabled'] }, ['Contoso Production', 'Contoso Development']],
])('is filtered by %s', async (_, filters, names) => {
  expect(await estate.rows({ queryType: 'subscriptions', filters }, ['subscription'])).toEqual(
    names.map((name) => [name]),
  );
});

test('a subscription and a tag that are gone are said', async () => {
  const table = await estate.ask({
    queryType: 'subscriptions',
    filters: { subscription: ['Old one'], tag: ['gone=1'] },
  });
  expect(noticesOf(table)).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^Subscription 'Old one' is no longer known/),
      expect.stringMatching(/^Tag 'gone=1' is no longer known/),
    ]),
  );
});

test('the portal shows the subscription in its tenant', async () => {
  expect(
    await estate.rows({ queryType: 'subscriptions', filters: { subscription: ['Northwind Web'] } }, ['portalUrl']),
  ).toEqual([[`https://portal.azure.com/#@${SMALL.northwind}/resource/subscriptions/${SMALL.northwindWeb}`]]);
});
