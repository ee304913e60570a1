import type { Table } from '../../../src/backend/common/table.ts';
import { handlerOf } from '../../../src/backend/queries/registry.ts';
import { QUERY_TYPES, type QueryType } from '../../../src/shared/queryTypes.ts';
import { GROUP_BY, type GroupBy } from '../../../src/shared/query.ts';
import { type Row, rowsOf, SMALL, START, TestEstate } from '../estate.ts';

let estate: TestEstate;
beforeAll(async () => {
  estate = await TestEstate.start();
});
afterAll(() => estate.close());

interface Model {
  queryType: QueryType;
  groupBy?: GroupBy;
}

const DAY = 24 * 60 * 60_000;
/** What some query types have to be told. */
const INPUTS: Partial<Record<QueryType, object>> = {
  metrics: { metric: { name: 'Percentage CPU' }, filters: { resource: ['vm-web-01', 'vm-north-01'] } },
  resourceGraph: { kql: 'resources | summarize value = count()' },
};
const MODELS = (Object.keys(QUERY_TYPES) as QueryType[]).flatMap((queryType): Model[] =>
  queryType === 'healthSummary' ? GROUP_BY.map((groupBy) => ({ queryType, groupBy })) : [{ queryType }],
);

/** What Grafana's alerting demands of a numeric-long frame. https://grafana.com/developers/dataplane/numeric */
test.each(MODELS)('$queryType $groupBy is a frame that Grafana can alert on', async (model) => {
  // A day: what has happened in the world's last hour is too little for the query types that list what happened.
  const range = { from: START - DAY, fromAlert: true };
  const tables = await estate.askAll({ ...model, ...INPUTS[model.queryType] }, range);
  expect(tables).toHaveLength(1);
  const [table] = tables as [Table];
  const { alerting } = await handlerOf(model.queryType);
  expect(table.meta).toMatchObject({ type: 'numeric-long', typeVersion: [0, 1] });
  const labels = table.columns.filter((column) => column.type === 'string').map((column) => column.name);
  expect(alerting.labels).toEqual(expect.arrayContaining(labels));
  const numbers = table.columns.filter((column) => column.type !== 'string');
  expect(numbers.map(({ name, type, nullable }) => ({ name, type, nullable }))).toEqual([
    { name: alerting.value, type: 'float64', nullable: true },
  ]);
  const rows = rowsOf(table);
  expect(rows.length).toBeGreaterThan(0);
  const tuples = rows.map((row) => JSON.stringify(labels.map((name) => row[name] ?? '')));
  expect(new Set(tuples).size).toBe(rows.length);
  expect(rows.filter((row) => Number.isNaN(row[alerting.value]))).toEqual([]);
});

const ask = async (model: object): Promise<Row[]> => rowsOf(await estate.ask({ format: 'alerting', ...model }));

test('a format that is written wins over who asks', async () => {
  expect((await estate.ask({ queryType: 'customers', format: 'table' }, true)).meta?.type).toBe('table');
  expect((await estate.ask({ queryType: 'customers', format: 'alerting' })).meta?.type).toBe('numeric-long');
});

test('customers: healthy ones are 0 or more, lost ones null, those with nothing to watch absent', async () => {
  expect(await ask({ queryType: 'healthSummary' })).toEqual([
    { customer: 'Contoso', customerId: SMALL.contoso, healthValue: 4 },
    { customer: 'Northwind Traders', customerId: SMALL.northwind, healthValue: 3 },
    { customer: 'Fabrikam Österreich', customerId: SMALL.fabrikam, healthValue: null },
  ]);
});

test('an outage of all servers brings no series and takes none, of whatever is watched', async () => {
  // When all that happens in the small world has happened.
  const own = await TestEstate.start({ at: START + 120 * 60_000 });
  const series = async () => {
    const models = [
      ...GROUP_BY.map((groupBy) => ({ queryType: 'healthSummary', groupBy })),
      ...['customers', 'tenants', 'subscriptions', 'resourceHealth', 'serviceHealthEvents'].map((queryType) => ({
        queryType,
      })),
    ];
    return Promise.all(
      models.map(async (model) => [model, rowsOf(await own.ask({ format: 'alerting', ...model }, true))]),
    );
  };
  try {
    const before = await series();
    own.simulator.faults.add({ host: 'resourceManager', error: 'InternalServerError' });
    await own.after(60);
    expect(await series()).toEqual(before);
  } finally {
    await own.close();
  }
});

test('a state filter says which states count: all else is 0 and stays', async () => {
  expect(await ask({ queryType: 'healthSummary', filters: { state: ['Unavailable'] } })).toEqual(
    [
      { customer: 'Contoso', customerId: SMALL.contoso, healthValue: 4 },
      { customer: 'Fabrikam Österreich', customerId: SMALL.fabrikam, healthValue: null },
      { customer: 'Northwind Traders', customerId: SMALL.northwind, healthValue: 0 },
    ].sort((a, b) => (b.healthValue ?? -1) - (a.healthValue ?? -1)),
  );
  const resources = await ask({ queryType: 'resourceHealth', filters: { state: ['Degraded'] } });
  expect(resources).toHaveLength(10);
  expect(resources.filter((row) => row['healthValue'] !== 0).map((row) => row['resource'])).toEqual([
    'vm-north-01',
    'app-contoso',
  ]);
});

test('a limit does not cut what is watched', async () => {
  expect(await ask({ queryType: 'resourceHealth', limit: 1 })).toHaveLength(10);
});

test('no data is one typed frame without fields', async () => {
  const table = await estate.ask({
    queryType: 'resourceHealth',
    format: 'alerting',
    filters: { customer: ['Nobody'] },
  });
  expect(table.columns).toEqual([]);
  expect(table.meta).toMatchObject({ type: 'numeric-long', typeVersion: [0, 1] });
  expect(table.meta?.notices?.map((notice) => notice.text).join(' ')).toMatch(/Customer 'Nobody' is no longer known/);
});

test('lost access is an alert of its own', async () => {
  expect(await ask({ queryType: 'tenantAccess' })).toEqual([
    { customer: 'Contoso', tenant: 'Contoso', tenantId: SMALL.contoso, accessValue: 2 },
    { customer: 'Fabrikam Österreich', tenant: 'Fabrikam Österreich', tenantId: SMALL.fabrikam, accessValue: 2 },
    { customer: 'Tailwind Traders', tenant: 'Tailwind Traders', tenantId: SMALL.tailwind, accessValue: 1 },
    { customer: 'Northwind Traders', tenant: 'Northwind Traders', tenantId: SMALL.northwind, accessValue: 0 },
  ]);
});

describe('before the first read is over', () => {
  let fresh: TestEstate;
  beforeEach(async () => {
    fresh = await TestEstate.start({ begin: false });
  });
  afterEach(() => fresh.close());
  const watched = (groupBy: GroupBy) => fresh.ask({ queryType: 'healthSummary', groupBy, format: 'alerting' });

  test.each(['healthSummary', 'resourceHealth', 'tenantAccess', 'serviceHealthEvents', 'incidents'] as const)(
    '%s answers with an error, since no rows would resolve what fires',
    async (queryType) => {
      await expect(fresh.ask({ queryType, format: 'alerting' })).rejects.toMatchObject({ code: 'NotYetCollected' });
    },
  );

  test('customers whose health is yet to be read have no row, and nothing is summed up over all of them', async () => {
    fresh.simulator.faults.add({ service: 'resourceHealth', tenant: SMALL.contoso, effect: 'hang' });
    fresh.estate.start();
    const names = async () => rowsOf(await watched('customer')).map((row) => row['customer']);
    for (const end = Date.now() + 25_000; Date.now() < end && (await names().catch(() => [])).length < 2;) {
      await new Promise((done) => setTimeout(done, 50));
    }
    await expect(names()).resolves.toEqual(['Northwind Traders', 'Fabrikam Österreich']);
    await expect(watched('location')).rejects.toMatchObject({ code: 'NotYetCollected' });
  });

  test('whether tenants can be read is told once all were asked, for what is not known yet looks better than it is', async () => {
    fresh.simulator.faults.add({ service: 'resourceHealth', tenant: SMALL.contoso, effect: 'hang' });
    fresh.estate.start();
    const readable = async () => rowsOf(await fresh.ask({ queryType: 'tenantAccess', filters: { state: ['Ok'] } }));
    for (const end = Date.now() + 25_000; Date.now() < end && (await readable()).length !== 1;) {
      await new Promise((done) => setTimeout(done, 50));
    }
    const rule = fresh.ask({ queryType: 'tenantAccess', format: 'alerting' });
    await expect(rule).rejects.toMatchObject({ code: 'NotYetCollected' });
  });

  test('one subscription that was never read does not hide its customer', async () => {
    const slow = { service: 'resourceHealth', subscription: SMALL.contosoDevelopment, effect: 'hang' } as const;
    fresh.simulator.faults.add(slow);
    fresh.estate.start();
    const values = async () => rowsOf(await watched('customer')).map((row) => [row['customer'], row['healthValue']]);
    for (const end = Date.now() + 25_000; Date.now() < end && (await values().catch(() => [])).length < 3;) {
      await new Promise((done) => setTimeout(done, 50));
    }
    await expect(values()).resolves.toContainEqual(['Contoso', 4]);
  });

  test('a list of customers that can not be read is an error too', async () => {
    const alone = await TestEstate.start({ begin: false, settings: { tenants: [] } });
    alone.simulator.faults.add({ host: 'partnerCenter', status: 503, body: {} });
    alone.estate.start();
    await alone.estate.idle();
    await expect(alone.ask({ queryType: 'healthSummary', format: 'alerting' })).rejects.toMatchObject({
      code: 'NotYetCollected',
    });
    await alone.close();
  });
});
