import type { Table } from '../../src/backend/common/table.ts';
import type { DimensionValues, MetricChoices, MetricNamespaces } from '../../src/shared/metrics.ts';
import { METRICS } from '../simulator/world/metrics/metricCatalogue.ts';
import { metricPoints } from '../simulator/world/metrics/metricValues.ts';
import { noticesOf, rowsOf, SMALL, START, TestEstate } from './estate.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const ID = (name: string) =>
  `/subscriptions/${SMALL.contosoProduction}/resourceGroups/rg-web/providers/Microsoft.Compute/virtualMachines/${name}`;

let estate: TestEstate;
beforeAll(async () => {
  estate = await TestEstate.start();
});
afterAll(() => estate.close());
afterEach(() => estate.simulator.faults.clear());

const CPU = { name: 'Percentage CPU' };
const ask = (filters: unknown, metric: unknown, more: Parameters<TestEstate['askAll']>[1] = {}) =>
  estate.askAll({ queryType: 'metrics', filters, metric }, more);
const valuesOf = (table: Table) => Array.from(table.columns[1]?.values as ArrayLike<number | null>);
const timesOf = (table: Table) => Array.from(table.columns[0]?.values as ArrayLike<number>);

/** What the world says the metric was. */
function truth(name: string, metric: string, from: number, until: number, step: number, values = '[]') {
  const { world } = estate.simulator.simulation;
  const resource = world.resource(ID(name), START);
  const info = METRICS['microsoft.compute/virtualmachines']?.find((one) => one.name === metric);
  if (!resource || !info) {
    throw new Error('The world has no such metric.');
  }
  return metricPoints(world, resource, info, values, { from, until, step });
}

test('gives a frame of times and values a resource, with labels, unit and a short name', async () => {
  const tables = await ask({ resource: ['vm-web-01', 'vm-north-01'] }, CPU);
  expect(tables).toHaveLength(2);
  const [contoso] = tables as [Table];
  const points = truth('vm-web-01', 'Percentage CPU', START - 60 * MINUTE, START, MINUTE);
  expect(timesOf(contoso)).toEqual(points.map(({ at }) => at));
  expect(valuesOf(contoso)).toEqual(points.map(({ point }) => point?.average ?? null));
  expect(contoso.columns[1]).toMatchObject({
    name: 'Percentage CPU',
    labels: { customer: 'Contoso', resource: 'vm-web-01', resourceGroup: 'rg-web', resourceId: ID('vm-web-01') },
    config: { unit: 'percent', displayNameFromDS: 'Contoso / vm-web-01' },
  });
  expect(tables.map(({ meta }) => [meta?.type, meta?.typeVersion])).toEqual([
    ['timeseries-multi', [0, 1]],
    ['timeseries-multi', [0, 1]],
  ]);
  expect(tables[1]?.columns[1]?.config?.displayNameFromDS).toBe('Northwind Traders / vm-north-01');
});

test('points without data are null', async () => {
  const [table] = (await ask({ resource: ['vm-web-02'] }, CPU)) as [Table];
  const expected = truth('vm-web-02', 'Percentage CPU', START - 60 * MINUTE, START, MINUTE);
  expect(valuesOf(table)).toEqual(expected.map(({ point }) => point?.average ?? null));
  expect(valuesOf(table)).toContain(null);
});

test('splits by a dimension, or narrows to some of its values', async () => {
  const metric = { name: 'Data Disk Read Bytes/sec', dimensions: [{ name: 'LUN' }] };
  const tables = await ask({ resource: ['vm-web-01'] }, metric);
  expect(tables.map((table) => table.columns[1]?.labels?.['LUN'])).toEqual(['0', '1']);
  expect(tables.map((table) => table.columns[1]?.config?.displayNameFromDS)).toEqual(['vm-web-01 0', 'vm-web-01 1']);
  const one = await ask({ resource: ['vm-web-01'] }, { ...metric, dimensions: [{ name: 'LUN', values: ['1'] }] });
  expect(one.map((table) => table.columns[1]?.labels?.['LUN'])).toEqual(['1']);
});

test.each([
  ['an hour', 60 * MINUTE, 1000, MINUTE],
  ['an hour on a small panel', 60 * MINUTE, 20, 5 * MINUTE],
  ['a week', 7 * DAY, 1000, 15 * MINUTE],
  ['90 days', 90 * DAY, 400, 6 * 60 * MINUTE],
])('auto takes the finest interval that a panel of %s has room for', async (_, range, maxDataPoints, step) => {
  const [table] = (await ask({ resource: ['vm-web-01'] }, CPU, { from: START - range, maxDataPoints })) as [Table];
  expect(table.columns[0]?.config?.interval).toBe(step);
  const [first = 0, second = 0] = timesOf(table);
  expect(second - first).toBe(step);
  expect(first % step).toBe(0);
  expect(timesOf(table).length).toBeLessThanOrEqual(maxDataPoints + 1);
});

test('auto takes what the metric has, a chosen interval that it has not is refused with a sentence', async () => {
  const [auto] = (await ask({ resource: ['stcontoso'] }, { name: 'UsedCapacity' })) as [Table];
  expect(auto.columns[0]?.config?.interval).toBe(60 * MINUTE);
  const [chosen] = (await ask({ resource: ['stcontoso'] }, { name: 'UsedCapacity', interval: 'PT1M' })) as [Table];
  expect(chosen.columns).toEqual([]);
  expect(noticesOf(chosen)).toEqual([expect.stringMatching(/stcontoso.*does not support requested time grain: PT1M/)]);
});

test('of a mixed group only resources of the namespace are asked', async () => {
  const metric = { ...CPU, namespace: 'microsoft.compute/virtualMachines' };
  const tables = await ask({ resourceGroup: ['rg-web'] }, metric);
  expect(tables.map((table) => table.columns[1]?.labels?.['resource']).sort()).toEqual([
    'vm-batch-01',
    'vm-web-01',
    'vm-web-02',
  ]);
  // The customer has stopped it.
  expect(noticesOf(tables[0] as Table)).toEqual(['Azure has no values in the time range of Contoso / vm-batch-01.']);
});

test('a resource without the metric is a sentence, the others are there', async () => {
  const tables = await ask({ resource: ['vm-web-01', 'nic-web-01', 'app-contoso'] }, CPU);
  expect(tables.map((table) => table.columns[1]?.labels?.['resource'])).toEqual(['vm-web-01']);
  expect(noticesOf(tables[0] as Table).join('\n')).toMatch(
    /Nothing of Contoso \/ (nic-web-01|app-contoso), Contoso \/ (nic-web-01|app-contoso)\./,
  );
});

test('an alert rule gets one number a resource: the mean of averages, the sum of totals', async () => {
  const query = { queryType: 'metrics', filters: { resource: ['vm-web-01'] }, metric: CPU };
  const average = await estate.ask(query, true);
  expect(average.meta).toMatchObject({ type: 'numeric-long', typeVersion: [0, 1] });
  const points = truth('vm-web-01', 'Percentage CPU', START - 60 * MINUTE, START, MINUTE).map(
    ({ point }) => point?.average ?? 0,
  );
  expect(rowsOf(average)[0]).toMatchObject({ resource: 'vm-web-01', resourceId: ID('vm-web-01') });
  expect(rowsOf(average)[0]?.['value']).toBeCloseTo(points.reduce((a, b) => a + b) / points.length, 6);
  const total = await estate.ask({ ...query, metric: { name: 'Network In Total', aggregation: 'Total' } }, true);
  const sums = truth('vm-web-01', 'Network In Total', START - 60 * MINUTE, START, MINUTE).map(
    ({ point }) => point?.total ?? 0,
  );
  expect(rowsOf(total)[0]?.['value']).toBeCloseTo(
    sums.reduce((a, b) => a + b),
    3,
  );
});

test('an alert rule keeps the row of a resource that could not be read, with null, and fails when its metric is none', async () => {
  estate.simulator.faults.add({ path: 'vm-north-01.*metrics', error: 'AuthorizationFailed' });
  const query = {
    queryType: 'metrics',
    filters: { resource: ['vm-web-01', 'vm-north-01'] },
    metric: { name: 'Available Memory Bytes' },
  };
  const rows = rowsOf(await estate.ask(query, true));
  expect(rows.map((row) => [row['resource'], row['value'] === null])).toEqual([
    ['vm-web-01', false],
    ['vm-north-01', true],
  ]);
  estate.simulator.faults.clear();
  await expect(estate.ask({ ...query, metric: { name: 'No Such Metric' } }, true)).rejects.toMatchObject({
    status: 400,
    message: expect.stringContaining('No Such Metric'),
  });
});

test('what is asked again within the minute costs no call', async () => {
  const query = [{ resource: ['vm-dev-01'] }, CPU] as const;
  await ask(...query);
  const before = estate.simulator.calls.list().length;
  await Promise.all([ask(...query), ask(...query), ask(...query)]);
  expect(estate.simulator.calls.list().length).toBe(before);
});

test.each<[string, unknown, unknown, { from?: number; to?: number }, RegExp]>([
  ['no metric', {}, undefined, {}, /names no metric/],
  ['an aggregation that is none', {}, { ...CPU, aggregation: 'Median' }, {}, /'Median'.*Average/],
  ['an interval that is none', {}, { ...CPU, interval: 'PT2M' }, {}, /'PT2M'.*PT1M/],
  ['a variable in an alert rule', {}, { name: '$metric' }, {}, /variable/],
  ['a dimension with a quote', {}, { ...CPU, dimensions: [{ name: "x' or '1" }] }, {}, /no name of a dimension/],
  ['too many points', {}, { ...CPU, interval: 'PT1M' }, { from: START - 30 * DAY }, /43,200 points.*5,000/],
  ['a range that ends before it begins', {}, CPU, { from: START, to: START - DAY }, /ends before/],
  ['a top that is none', {}, { ...CPU, top: 0 }, {}, /top is '0'/],
])('%s is refused with a sentence', async (_, filters, metric, range, sentence) => {
  await expect(ask(filters, metric, range)).rejects.toMatchObject({
    status: 400,
    message: expect.stringMatching(sentence),
  });
});

test('says what Azure does not keep, and shows the rest', async () => {
  const [table] = (await ask({ resource: ['vm-web-01'] }, CPU, { from: START - 120 * DAY })) as [Table];
  expect(noticesOf(table)).toContain('Azure keeps metrics for 93 days; what is before that is not there.');
  expect(timesOf(table).length).toBeGreaterThan(50);
  const [before] = (await ask({ resource: ['vm-web-01'] }, CPU, {
    from: START - 200 * DAY,
    to: START - 100 * DAY,
  })) as [Table];
  expect(before.columns).toEqual([]);
  expect(noticesOf(before)).toEqual([expect.stringMatching(/93 days, and the time range is before that/)]);
});

test('the editor is offered namespaces, metrics, dimensions and their values', async () => {
  const scope = JSON.stringify({ resource: ['vm-web-01', 'stcontoso', 'nic-web-01'] });
  const body = async (path: string, more = {}) => (await estate.route(path, { scope, ...more })).body;
  const { namespaces } = (await body('metricNamespaces')) as MetricNamespaces;
  expect(namespaces.map(({ name }) => name).sort()).toEqual([
    'Microsoft.Compute/virtualMachines',
    'Microsoft.Storage/storageAccounts',
  ]);
  const namespace = 'Microsoft.Storage/storageAccounts';
  const { metrics } = (await body('metricDefinitions', { namespace })) as MetricChoices;
  expect(metrics.map(({ name }) => name)).toEqual([
    'Availability',
    'SuccessE2ELatency',
    'Transactions',
    'UsedCapacity',
  ]);
  expect(metrics[2]).toMatchObject({
    unit: 'Count',
    primaryAggregation: 'Total',
    dimensions: [{ name: 'ResponseType' }, { name: 'ApiName' }],
  });
  const values = (await body('metricDimensions', {
    namespace,
    metric: 'Transactions',
    dimension: 'ApiName',
  })) as DimensionValues;
  expect(values.values).toEqual(['GetBlob', 'PutBlob']);
  expect(
    await estate.route('metricDimensions', { scope, namespace, metric: 'Transactions', dimension: 'x' }),
  ).toMatchObject({ status: 400 });
  expect((await estate.route('metricDefinitions', { scope: '{"resource":["none"]}' })).body).toEqual({
    metrics: [],
    notes: ['The filters leave no resources.'],
  });
});

test('auto reads the main metric of each type, and says of which types it knows none', async () => {
  const tables = await ask({ resource: ['vm-web-01', 'stcontoso', 'nic-web-01'] }, { name: 'auto' });
  expect(tables.map(({ columns }) => [columns[1]?.name, columns[1]?.labels?.['resource']]).sort()).toEqual([
    ['Availability', 'stcontoso'],
    ['Percentage CPU', 'vm-web-01'],
  ]);
  const none = await ask({ resource: ['nic-web-01'] }, { name: 'auto' });
  expect(none.flatMap(noticesOf).join(' ')).toContain(
    'No main metric is known of Microsoft.Network/networkInterfaces.',
  );
});
