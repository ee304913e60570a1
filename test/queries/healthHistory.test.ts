import { NORTHWIND_APP } from '../simulator/world/smallIds.ts';
import { noticesOf, rowsOf, SMALL, START, TestEstate } from './estate.ts';

const MINUTE = 60_000;
let estate: TestEstate;

/** An hour of looking every ten minutes, an hour of nobody looking, and looking again: the app is down from 13:00 to 13:30. */
beforeAll(async () => {
  estate = await TestEstate.start({ settings: { collection: { resourceHealthSeconds: 300 } } });
  for (let turn = 0; turn < 7; turn++) {
    await estate.after(10);
  }
  for (const minutes of [60, 10, 10]) {
    await estate.after(minutes);
  }
}, 60_000);
afterAll(() => estate.close());

const RANGE = { from: START - 10 * MINUTE, to: START + 150 * MINUTE };
const ask = async (model: object) => {
  const [table, ...more] = await estate.askAll({ queryType: 'healthHistory', ...model }, RANGE);
  expect(more).toEqual([]);
  return table as NonNullable<typeof table>;
};
const minutesOf = (table: Awaited<ReturnType<typeof ask>>) =>
  rowsOf(table).map(({ time, ...states }) => [((time as number) - START) / MINUTE, ...Object.values(states)]);

test('one resource: our record with its gaps, and what Azure remembers', async () => {
  const table = await ask({ filters: { resource: [NORTHWIND_APP] } });
  expect(table.columns.map(({ name, type }) => [name, type])).toEqual([
    ['time', 'time'],
    ['app-northwind', 'string'],
    ["app-northwind, by Azure's own record", 'string'],
  ]);
  const rows = minutesOf(table);
  const ours = rows
    .filter((row, index) => index === 0 || row[1] !== rows[index - 1]?.[1])
    .map(([at, state]) => [at, state]);
  expect(ours).toEqual([
    [-10, null],
    [0, 'Available'],
    [60, 'Unavailable'],
    [70, null],
    [130, 'Available'],
  ]);
  const theirs = rows
    .filter((row, index) => index === 0 || row[2] !== rows[index - 1]?.[2])
    .map((row) => [row[0], row[2]]);
  expect(theirs.slice(-2)).toEqual([
    [60, 'Unavailable'],
    [90, 'Available'],
  ]);
});

test('a group has the worst of its resources', async () => {
  const table = await ask({ groupBy: 'customer', filters: { customer: ['Northwind Traders'] } });
  const states = [...new Set(minutesOf(table).map(([, state]) => state))];
  expect(table.columns[1]?.name).toBe('Northwind Traders');
  expect(table.meta?.preferredVisualisationType).toBe('table');
  expect(states).toEqual([null, 'Degraded', 'Unavailable']);
  expect(minutesOf(table).at(-1)).toEqual([150, 'Degraded']);
});

test('series are bounded, the worst of them are shown, and a notice says so', async () => {
  const table = await ask({ limit: 2 });
  expect(table.columns).toHaveLength(3);
  expect(noticesOf(table).join(' ')).toContain('2 of 10 series');
  expect(
    table.columns.slice(1).every((column) => rowsOf(table).some((row) => row[column.name] === 'Unavailable')),
  ).toBe(true);
});

test("a history of Azure's that can't be read is a sentence, and our own is there", async () => {
  estate.simulator.faults.add({
    service: 'resourceHealth',
    error: 'AuthorizationFailed',
    subscription: SMALL.contosoProduction,
  });
  const table = await ask({ filters: { resource: ['vm-web-01'] } });
  expect(table.columns.map(({ name }) => name)).toEqual(['time', 'vm-web-01']);
  expect(noticesOf(table).join(' ')).toContain("Azure's own history");
});

test('the alerting form has the state at the end of the range', async () => {
  const table = await ask({ format: 'alerting', filters: { resource: [NORTHWIND_APP] } });
  expect(rowsOf(table)).toMatchObject([{ resourceId: NORTHWIND_APP, healthValue: 0 }]);
});
