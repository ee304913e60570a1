import { simulateDay } from '../load/day.ts';

/** The short version of `npm run test:load`. */
test('two hours of operation with the clock moved leave nothing behind and fail nowhere', async () => {
  const { growth, calls, queries, errors } = await simulateDay({ world: 'small', hours: 2, stepMinutes: 10 });
  expect(errors).toEqual([]);
  expect(queries).toBe(12 * 7);
  expect(calls).toBeGreaterThan(100);
  const [first, last] = [growth[0], growth.at(-1)];
  expect(last?.hour).toBe(2);
  expect(last?.sleepers).toBeLessThanOrEqual(first?.sleepers ?? 0);
  expect(last?.handles).toBeLessThanOrEqual((first?.handles ?? 0) + 10);
}, 120_000);
