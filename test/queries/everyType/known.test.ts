import { knownIn } from '../../../src/backend/queries/absence/known.ts';
import { resolveScope } from '../../../src/backend/queries/scope.ts';
import type { FilterName } from '../../../src/shared/query.ts';
import { SMALL, START, TestEstate } from '../estate.ts';

let estate: TestEstate;
beforeAll(async () => {
  estate = await TestEstate.start();
});
afterAll(() => estate.close());

/** How many steps it took to look for a value that no row had, and what was said of it. */
function lookFor(filter: FilterName, value: string): { steps: number; said: string[] } {
  const snapshot = estate.estate.snapshot();
  const reading = { snapshot, now: START, portal: 'https://portal.azure.com' };
  const look = knownIn(reading, resolveScope(snapshot, {}))(filter, new Map([[value.toLowerCase(), value]]), new Set());
  for (let steps = 0; ; steps++) {
    const { done, value: notices } = look.next();
    if (done) {
      return { steps, said: notices.map(({ text }) => text) };
    }
  }
}

const idIn = (subscriptionId: string, rest: string) => `/subscriptions/${subscriptionId}/resourceGroups/${rest}`;

test.each<[FilterName, string]>([
  ['resource', 'rg-web/providers/Microsoft.Compute/virtualMachines/vm-gone'],
  ['resourceGroup', 'rg-gone'],
  ['rule', 'rg-web/providers/Microsoft.Insights/metricAlerts/gone'],
])('the id of a %s that has gone is looked for in its own subscription only', (filter, rest) => {
  expect(estate.estate.snapshot().subscriptions.size).toBeGreaterThan(2);
  const { steps, said } = lookFor(filter, idIn(SMALL.northwindWeb, rest));
  expect([steps, said.length]).toEqual([1, 1]);
  expect(lookFor(filter, idIn(SMALL.contosoConfidential, rest))).toMatchObject({
    steps: 0,
    said: [expect.any(String)],
  });
});

test('a name is looked for everywhere, and an id of any case is found', () => {
  expect(lookFor('rule', 'gone').steps).toBe(estate.estate.snapshot().subscriptions.size);
  expect(lookFor('resourceGroup', idIn(SMALL.contosoProduction, 'RG-WEB').toUpperCase()).said).toEqual([]);
});
