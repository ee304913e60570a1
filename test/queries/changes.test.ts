import { rowsOf, SMALL, START, TestEstate } from './estate.ts';

const MINUTE = 60_000;
const VM = `/subscriptions/${SMALL.contosoProduction}/resourceGroups/rg-web/providers/Microsoft.Compute/virtualMachines/vm-web-01`;
let estate: TestEstate;

beforeAll(async () => {
  estate = await TestEstate.start();
  estate.simulator.simulation.world.addTransition({
    kind: 'scale',
    at: START + 5 * MINUTE,
    resourceId: VM,
    sku: { name: 'Standard_D4s_v5' },
  });
  estate.simulator.simulation.world.addTransition({
    kind: 'health',
    at: START + 6 * MINUTE,
    resourceId: VM,
    state: 'Unavailable',
    reason: 'Unplanned',
  });
  await estate.after(10);
}, 30_000);
afterAll(() => estate.close());

const ask = async (model: object = {}, range = { from: START - 14 * 1440 * MINUTE, to: START + 60 * MINUTE }) => {
  const [table] = await estate.askAll({ queryType: 'changes', ...model }, range);
  return rowsOf(table as NonNullable<typeof table>);
};

test("Azure's records are all there, with who and what", async () => {
  const truth = estate.simulator.truth.changes({ visible: 'true' }) as Array<{ at: string; resourceId: string }>;
  const rows = (await ask()).filter((row) => row.source === 'Azure');
  const keys = (list: Array<[number, string]>) => list.map(([at, id]) => `${at} ${id.toLowerCase()}`).sort();
  expect(truth.length).toBeGreaterThan(0);
  expect(keys(rows.map((row) => [row.time as number, row.resourceId as string]))).toEqual(
    keys(truth.map(({ at, resourceId }) => [Date.parse(at), resourceId])),
  );
});

test('a changed size is a scaling, with the values before and after', async () => {
  const [row] = await ask({ filters: { state: ['Scaled'], resource: [VM] } });
  expect(row).toMatchObject({ change: 'Scaled', resource: 'vm-web-01', customer: 'Contoso', time: START + 5 * MINUTE });
  expect(row?.text).toContain('Standard_D4s_v5');
  expect(row?.tags).toBe('Contoso,Scaled,Microsoft.Compute/virtualMachines');
});

test('what two of our reads differ in is there too', async () => {
  const rows = await ask({ filters: { state: ['HealthChanged'] } });
  expect(rows).toMatchObject([{ resource: 'vm-web-01', text: 'Available → Unavailable', source: 'Plugin' }]);
});

test('newest first, within the range only', async () => {
  const times = (await ask()).map((row) => row.time as number);
  expect(times).toEqual([...times].sort((a, b) => b - a));
  expect(await ask({}, { from: START + 7 * MINUTE, to: START + 8 * MINUTE })).toEqual([]);
});
