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

test('is counted by customer and by type: the sums of the rows', async () => {
  const columns = ['customer', 'subscriptions', 'resources', 'coverageValue', 'missing', 'watched', 'gaps', 'lacking'];
  expect(await estate.rows({ queryType: 'coverage', groupBy: 'customer' }, columns)).toEqual(
    await countedBy('customer'),
  );
  expect(
    await estate.rows({ queryType: 'coverage', groupBy: 'resourceType' }, ['resourceType', ...columns.slice(1)]),
  ).toEqual(await countedBy('resourceType'));
  const web = await estate.rows(
    { queryType: 'coverage', groupBy: 'customer', filters: { resourceType: ['Microsoft.Compute/virtualMachines'] } },
    columns,
  );
  expect(web).toEqual([
    ['Contoso', 2, 4, 2, 2, 0.5, 2, 'metric, resourceHealth'],
    ['Northwind Traders', 1, 1, 2, 1, 0, 1, 'resourceHealth'],
  ]);
});

/** From the list of all rows, by plain sums. */
async function countedBy(by: 'customer' | 'resourceType') {
  const all = rowsOf(await estate.ask({ queryType: 'coverage' }));
  const names = [...new Set(all.map((row) => row[by] as string))];
  const groups = names.map((name) => {
    const rows = all.filter((row) => row[by] === name);
    const told = rows.filter((row) => row.coverageValue !== null);
    const sum = (column: string) => told.reduce((total, row) => total + (row[column] as number), 0);
    const [resources, missing] = [sum('resources'), sum('missing')];
    const worst = told.length > 0 ? Math.max(...told.map((row) => row.coverageValue as number)) : null;
    const known = <T>(value: T) => (worst === null ? null : value);
    const lacking = [...new Set(told.flatMap((row) => (row.lacking ? (row.lacking as string).split(', ') : [])))];
    return [
      name,
      new Set(rows.map((row) => row.subscriptionId)).size,
      resources,
      worst,
      known(missing),
      known(1 - missing / resources),
      known(told.filter((row) => (row.coverageValue as number) > 0).length),
      lacking.sort().join(', ') || null,
    ] as const;
  });
  const least = (value: number | null) => value ?? -1;
  return groups.sort(
    (a, b) =>
      least(b[3]) - least(a[3]) || least(b[4]) - least(a[4]) || (a[0].toLowerCase() < b[0].toLowerCase() ? -1 : 1),
  );
}

test('a filter on the state counts only what is in it', async () => {
  const filters = { state: ['Partly'] };
  const rows = await estate.rows({ queryType: 'coverage', groupBy: 'customer', filters }, [
    'customer',
    'gaps',
    'missing',
  ]);
  expect(rows).toEqual([['Contoso', 1, 1]]);
});
