import { noticesOf, rowsOf, SMALL, START, TestEstate } from './estate.ts';

let estate: TestEstate;
beforeAll(async () => {
  estate = await TestEstate.start();
});
afterAll(() => estate.close());

const ofType = (resourceType: string, more: object = {}) =>
  estate.ask({ queryType: 'coverage', filters: { resourceType: [resourceType], ...more } });

test('counts what no rule watches, against the baseline', async () => {
  const columns = [
    'subscription',
    'resources',
    'coverage',
    'coverageValue',
    'missing',
    'lacking',
    'withoutRule',
    'withoutResourceHealth',
  ];
  const machines = await estate.rows(
    { queryType: 'coverage', filters: { resourceType: ['Microsoft.Compute/virtualMachines'] }, sort: 'subscription' },
    columns,
  );
  // Production: cpu-web watches two of three, resource-health all three. North: a metric rule, no resource health.
  expect(machines).toEqual([
    ['Contoso Development', 1, 'Missing', 2, 1, 'metric, resourceHealth', 1, 1],
    ['Contoso Production', 3, 'Partly', 1, 1, 'metric', 0, 0],
    ['Northwind Web', 1, 'Missing', 2, 1, 'resourceHealth', 0, 1],
  ]);
});

test('a rule over one group does not watch the other groups', async () => {
  const [vault] = rowsOf(await ofType('Microsoft.KeyVault/vaults'));
  expect(vault).toMatchObject({ subscription: 'Contoso Production', coverageValue: 2, withoutResourceHealth: 1 });
  const [site] = rowsOf(await ofType('Microsoft.Web/sites', { customer: ['Contoso'] }));
  expect(site).toMatchObject({ coverage: 'Covered', coverageValue: 0, missing: 0, serviceHealthAlert: true });
});

test('a subscription needs a service health alert that is on and tells somebody', async () => {
  const rows = await estate.rows(
    { queryType: 'coverage', filters: { resourceType: ['Microsoft.Resources/subscriptions'] }, sort: 'subscription' },
    ['subscription', 'coverageValue', 'serviceHealthAlert', 'withoutActionGroup', 'observedAt'],
  );
  expect(rows).toEqual([
    ['Contoso Archive', 2, false, 0, START],
    ['Contoso Development', 2, false, 0, START],
    ['Contoso Production', 0, true, 0, START],
    ['Northwind Web', 2, false, 0, START],
  ]);
  const [north] = rowsOf(await ofType('Microsoft.Compute/virtualMachines', { customer: [SMALL.northwind] }));
  expect(north).toMatchObject({ withoutRule: 0, withoutActionGroup: 1 });
});

test('the baseline can be replaced by the query', async () => {
  const rows = await estate.rows(
    {
      queryType: 'coverage',
      baseline: { 'microsoft.storage/storageaccounts': ['any'] },
      filters: { state: ['Missing', 'Covered', 'Partly'] },
    },
    ['subscription', 'resourceType', 'coverageValue', 'wanted'],
  );
  expect(rows).toEqual([
    ['Contoso Archive', 'Microsoft.Storage/storageAccounts', 2, 'any'],
    ['Contoso Production', 'Microsoft.Storage/storageAccounts', 2, 'any'],
  ]);
  const bad = (baseline: unknown) => estate.ask({ queryType: 'coverage', baseline });
  await expect(bad('x')).rejects.toThrow(/not a JSON object/);
  await expect(bad({ 'Microsoft.Web/sites': ['fax'] })).rejects.toThrow(/list of some of: any, metric/);
  await expect(bad({ sites: ['any'] })).rejects.toThrow(/no resource type/);
  await expect(bad({ 'Microsoft.Web/sites': ['serviceHealth'] })).rejects.toThrow(/serviceHealth/);
});

test('an alert watches what the baseline has, 0 where it is covered', async () => {
  const rows = rowsOf(await estate.ask({ queryType: 'coverage' }, true));
  const keys = rows.map((row) => `${row.subscriptionId} ${row.resourceType}`);
  expect(new Set(keys).size).toBe(keys.length);
  expect(rows.every((row) => row.coverageValue !== null)).toBe(true);
  expect(rows).toContainEqual({
    customer: 'Contoso',
    subscription: 'Contoso Production',
    subscriptionId: SMALL.contosoProduction,
    resourceType: 'Microsoft.Web/sites',
    coverageValue: 0,
  });
});

test('where rules could not be read nothing is called covered or missing', async () => {
  const other = await TestEstate.start({ begin: false });
  other.simulator.faults.add({ service: 'resourceGraph', status: 500 });
  other.simulator.faults.add({ service: 'insights', status: 500 });
  other.simulator.faults.add({ service: 'alertsManagement', status: 500 });
  other.estate.start();
  await other.estate.idle();
  const table = await other.ask({ queryType: 'coverage' });
  const states = new Set(rowsOf(table).map((row) => row.coverage));
  expect([...states]).toEqual(['NotRead']);
  expect(noticesOf(table).join(' ')).toMatch(/Not all of it can be read/);
  await other.close();
});
