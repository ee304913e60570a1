import { SMALL, TestEstate } from './estate.ts';

let estate: TestEstate;
beforeAll(async () => {
  estate = await TestEstate.start();
});
afterAll(() => estate.close());

test('lists resource groups with their spelling, place and counts', async () => {
  const columns = [
    'subscription',
    'resourceGroup',
    'location',
    'resources',
    'available',
    'unavailable',
    'withoutHealth',
    'healthValue',
  ];
  expect(await estate.rows({ queryType: 'resourceGroups' }, columns)).toEqual([
    ['Contoso Production', 'RG-Data', 'northeurope', 4, 1, 1, 1, 4],
    ['Contoso Production', 'rg-web', 'westeurope', 20, 2, 1, 15, 4],
    ['Northwind Web', 'rg-north', 'germanywestcentral', 5, 1, 0, 3, 3],
    ['Contoso Archive', 'rg-archive', 'westeurope', 1, 0, 0, 1, null],
    ['Contoso Development', 'rg-dev', 'westeurope', 2, 0, 0, 2, null],
  ]);
});

test.each([
  ['name', { resourceGroup: ['rg-data'] }, ['RG-Data']],
  ['id in any case', { resourceGroup: [`/SUBSCRIPTIONS/${SMALL.northwindWeb}/resourcegroups/RG-NORTH`] }, ['rg-north']],
  ['its own location', { location: ['WestEurope'] }, ['rg-web', 'rg-archive', 'rg-dev']],
  [
    'subscription and state',
    { subscription: ['Contoso Production', 'Contoso Archive'], state: ['NoHealth'] },
    ['rg-archive'],
  ],
])('is filtered by %s', async (_, filters, names) => {
  expect(await estate.rows({ queryType: 'resourceGroups', filters }, ['resourceGroup'])).toEqual(
    names.map((name) => [name]),
  );
});

test('ids and links keep the spelling', async () => {
  const id = `/subscriptions/${SMALL.contosoProduction}/resourceGroups/RG-Data`;
  expect(
    await estate.rows({ queryType: 'resourceGroups', filters: { resourceGroup: ['rg-data'] } }, [
      'resourceGroupId',
      'portalUrl',
    ]),
  ).toEqual([[id, `https://portal.azure.com/#@${SMALL.contoso}/resource${id}`]]);
});
