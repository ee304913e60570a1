import fc from 'fast-check';
import { CspError } from '../../src/backend/common/errors.ts';
import type { Complete } from '../../src/backend/microsoft/api/access.ts';
import type { Microsoft } from '../../src/backend/microsoft/api/microsoft.ts';
import { startHarness, type Harness } from '../microsoft/harness.ts';
import { mutated, mutations, runs, textOfJson, uselessRow } from './arbitraries.ts';
import { CLIENTS } from './clients.ts';

jest.setTimeout(120_000 * Number(process.env.FUZZ_FACTOR ?? 1));
let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({ world: 'small', tls: false });
});
afterEach(() => harness.simulator.faults.clear());
afterAll(() => harness.close());

const impatient = (): Microsoft => harness.another({ limits: { attempts: 1, pages: 20 } });

/** Any error is a sentence of ours: never a defect, never half a character, never the answer's own text at length. */
function isSentence(error: unknown): void {
  expect(error).toBeInstanceOf(CspError);
  const { code, message } = error as CspError;
  expect([code, (error as CspError).cause]).not.toContain('Internal');
  expect(message.length).toBeLessThan(1_500);
  expect(Buffer.from(message).toString()).toBe(message);
}

test.each(CLIENTS)('whatever comes instead of $what is rows or a sentence', async ({ path, ask }) => {
  const microsoft = impatient();
  await fc.assert(
    fc.asyncProperty(mutations, async (changes) => {
      harness.simulator.faults.clear();
      const fault = harness.simulator.faults.add({ path, change: (body) => mutated(body, changes) });
      await ask(path.includes('openid') ? impatient() : microsoft, harness.options).catch(isSentence);
      expect(fault.hits).toBeGreaterThan(0);
    }),
    runs(10),
  );
});

const LISTS = CLIENTS.filter((client) => client.list !== null);

test.each(LISTS)('odd rows among $what cost themselves only', async ({ path, list, ask }) => {
  const microsoft = impatient();
  const good = (await ask(microsoft, harness.options)) as Complete<unknown>;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.nat(50), uselessRow), { minLength: 1, maxLength: 4 }), async (odd) => {
      harness.simulator.faults.clear();
      harness.simulator.faults.add({
        path,
        count: 1,
        change: (body) => {
          const rows = [...((body as Record<string, unknown[]>)[list ?? ''] ?? [])];
          odd.forEach(([at, row]) => rows.splice(at % (rows.length + 1), 0, row));
          return textOfJson({ ...(body as object), [list ?? '']: rows });
        },
      });
      const { rows, issues } = (await ask(microsoft, harness.options)) as Complete<unknown>;
      expect(rows).toEqual(good.rows);
      expect(issues.length).toBeGreaterThan(0);
    }),
    runs(10),
  );
});
