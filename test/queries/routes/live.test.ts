import { systemClock } from '../../../src/backend/common/clock.ts';
import { liveChanges } from '../../../src/backend/queries/routes/live.ts';
import { rowsOf, SMALL, START, TestEstate } from '../estate.ts';

const VM = `/subscriptions/${SMALL.contosoProduction}/resourceGroups/rg-web/providers/Microsoft.Compute/virtualMachines/vm-web-01`;
let estate: TestEstate;
beforeAll(async () => {
  estate = await TestEstate.start();
});
afterAll(() => estate.close());

test('a change of the world is told, holds nothing of a customer, and the stream ends when nobody listens', async () => {
  const stop = new AbortController();
  const stream = liveChanges(estate.estate.changes, systemClock, stop.signal)[Symbol.asyncIterator]();
  const first = stream.next();
  estate.simulator.simulation.world.addTransition({
    kind: 'health',
    at: START + 60_000,
    resourceId: VM,
    state: 'Unavailable',
    reason: 'Unplanned',
  });
  await estate.after(5);
  const { value } = (await first) as { value: Parameters<typeof rowsOf>[0] };
  expect(rowsOf(value).map((row) => Object.keys(row))).toEqual([['time', 'cursor']]);
  expect(rowsOf(value)[0]?.['cursor']).toBeLessThanOrEqual(estate.estate.changes.last);

  stop.abort();
  // What came meanwhile may still be told once; then it is over.
  const ends = [await stream.next(), await stream.next()].some(({ done }) => done);
  expect(ends).toBe(true);
});
