import { NORTHWIND_APP } from '../simulator/world/smallIds.ts';
import { noticesOf, rowsOf, SMALL, START, TestEstate } from './estate.ts';

const MINUTE = 60_000;
const HOURS = { from: START, to: START + 120 * MINUTE };
let estate: TestEstate;

/** Two hours in which everything is looked at every ten minutes; the simulator's Northwind app is down from 13:00 to 13:30. */
beforeAll(async () => {
  estate = await TestEstate.start({ settings: { collection: { resourceHealthSeconds: 300 } } });
  for (let turn = 0; turn < 12; turn++) {
    await estate.after(10);
  }
}, 60_000);
afterAll(() => estate.close());

const ask = async (model: object, range: object = HOURS) => {
  const [table] = await estate.askAll({ queryType: 'availability', ...model }, range);
  return { rows: rowsOf(table as NonNullable<typeof table>), notices: noticesOf(table as NonNullable<typeof table>) };
};

test('a resource: share, downtime, outages and the time that somebody looked', async () => {
  const { rows } = await ask({ filters: { resource: [NORTHWIND_APP] } });
  expect(rows).toMatchObject([
    {
      ...{ customer: 'Northwind Traders', resource: 'app-northwind', resourceId: NORTHWIND_APP },
      ...{
        availability: 75,
        downtimeMinutes: 30,
        outages: 1,
        longestOutageMinutes: 30,
        observedShare: 100,
        resources: 1,
      },
    },
  ]);
});

test('planned and customer-initiated time is left out when the query says so', async () => {
  const filters = { resource: ['vm-batch-01', 'kv-contoso'], subscription: [SMALL.contosoProduction] };
  const share = async (availability: object) =>
    Object.fromEntries(
      (await ask({ filters, availability })).rows.map((row) => [row.resource, [row.availability, row.excludedMinutes]]),
    );
  expect(await share({})).toEqual({ 'vm-batch-01': [0, 0], 'kv-contoso': [0, 0] });
  expect(await share({ excludeCustomerInitiated: true })).toEqual({ 'vm-batch-01': [null, 120], 'kv-contoso': [0, 0] });
  expect(await share({ excludePlanned: true, excludeCustomerInitiated: true })).toEqual({
    'vm-batch-01': [null, 120],
    'kv-contoso': [null, 120],
  });
});

test('groups add up what their resources have; degraded counts as up, no signal neither way', async () => {
  const { rows } = await ask({ groupBy: 'customer' });
  const northwind = rows.find((row) => row.customer === 'Northwind Traders');
  expect(northwind).toMatchObject({
    resources: 2,
    availability: 87.5,
    downtimeMinutes: 30,
    degradedMinutes: 120,
    outages: 1,
  });
  const contoso = rows.find((row) => row.customer === 'Contoso');
  expect(contoso).toMatchObject({ unknownMinutes: 120, downtimeMinutes: 360, outages: 3 });
});

test('time before the record is not observed, and said so', async () => {
  const { rows, notices } = await ask(
    { filters: { resource: [NORTHWIND_APP] } },
    { from: START - 120 * MINUTE, to: HOURS.to },
  );
  expect(rows).toMatchObject([{ availability: 75, observedShare: 50 }]);
  expect(notices.join(' ')).toContain('The record begins at 2026-11-20T12:00:00.000Z');
});

test('the alerting form has one number a resource', async () => {
  const [table] = await estate.askAll(
    { queryType: 'availability', groupBy: 'subscription', format: 'alerting' },
    HOURS,
  );
  expect(table?.meta?.type).toBe('numeric-long');
  expect(
    rowsOf(table as NonNullable<typeof table>).find((row) => row.subscriptionId === SMALL.northwindWeb)?.availability,
  ).toBe(87.5);
});

test('options that make no sense are refused with a sentence', async () => {
  await expect(ask({ availability: { excludePlanned: 'yes' } })).rejects.toThrow('availability.excludePlanned');
});
