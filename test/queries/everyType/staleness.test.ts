import { noticesOf, rowsOf, SMALL, START, TestEstate } from '../estate.ts';

let estate: TestEstate;
beforeEach(async () => {
  estate = await TestEstate.start();
});
afterEach(() => estate.close());

const MINUTE = 60_000;
const NORTHWIND = { customer: ['Northwind Traders'] };

test('a failed read keeps the last rows, marks them and says whose they are', async () => {
  estate.simulator.faults.add({ service: 'resourceHealth', tenant: SMALL.northwind, status: 503 });
  await estate.after(3);
  const table = await estate.ask({ queryType: 'resourceHealth', filters: NORTHWIND });
  expect(
    rowsOf(table).map((row) => [
      row['resource'],
      row['healthValue'],
      row['observedAt'],
      row['ageSeconds'],
      row['stale'],
    ]),
  ).toEqual([
    ['vm-north-01', 3, START, 180, true],
    ['app-northwind', 0, START, 180, true],
  ]);
  expect(noticesOf(table)).toContainEqual(
    expect.stringMatching(/^Old data, last known state shown: Northwind Traders\./),
  );
  expect(await estate.rows({ queryType: 'healthSummary', filters: NORTHWIND }, ['healthValue', 'stale'])).toEqual([
    [3, true],
  ]);
  const others = await estate.ask({ queryType: 'resourceHealth', filters: { customer: ['Contoso'] } });
  expect(rowsOf(others).filter((row) => row['stale'])).toEqual([]);
});

test('an alert keeps the last known value while reading fails', async () => {
  estate.simulator.faults.add({ tenant: SMALL.northwind, status: 503 });
  await estate.after(200);
  expect(rowsOf(await estate.ask({ queryType: 'healthSummary', filters: NORTHWIND }, true))).toEqual([
    { customer: 'Northwind Traders', customerId: SMALL.northwind, healthValue: 3 },
  ]);
  expect(rowsOf(await estate.ask({ queryType: 'tenantAccess', filters: NORTHWIND }, true))).toMatchObject([
    { accessValue: 2 },
  ]);
});

test('what nobody has read for two intervals is stale without any failure', async () => {
  estate.clock.advance(4 * MINUTE + 1);
  const table = await estate.ask({ queryType: 'healthSummary', groupBy: 'tenant' });
  expect(
    rowsOf(table)
      .filter((row) => row['stale'])
      .map((row) => row['customer']),
  ).toEqual(['Contoso', 'Northwind Traders']);
});

test('a good read ends it, and shows what changed meanwhile', async () => {
  const fault = estate.simulator.faults.add({ service: 'resourceHealth', tenant: SMALL.northwind, status: 503 });
  await estate.after(61);
  expect(
    await estate.rows({ queryType: 'resourceHealth', filters: { resource: ['app-northwind'] } }, [
      'healthState',
      'stale',
    ]),
  ).toEqual([['Available', true]]);
  estate.simulator.faults.clear(fault.id);
  await estate.after(2);
  expect(
    await estate.rows({ queryType: 'resourceHealth', filters: { resource: ['app-northwind'] } }, [
      'healthState',
      'stale',
    ]),
  ).toEqual([['Unavailable', false]]);
  expect(rowsOf(await estate.ask({ queryType: 'healthSummary', filters: NORTHWIND }, true))).toMatchObject([
    { healthValue: 4 },
  ]);
});

test('nothing of a section is fresh once all of it fails, whatever is not asked for', async () => {
  estate.simulator.faults.add({ service: 'resourceHealth', status: 503 });
  await estate.after(3);
  const rows = await estate.rows({ queryType: 'collectorStatus', groupBy: 'section' }, ['section', 'collectorValue']);
  expect(rows).toContainEqual(['resourceHealth', 2]);
});
