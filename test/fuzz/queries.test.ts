import { tableFromIPC } from 'apache-arrow';
import fc from 'fast-check';
import { CspError } from '../../src/backend/common/errors.ts';
import { isTooDeep } from '../../src/backend/common/jsonDepth.ts';
import type { Table } from '../../src/backend/common/table.ts';
import { atOnce } from '../../src/backend/common/slices.ts';
import { encodeArrow } from '../../src/backend/grafana/frames/arrow.ts';
import { encodeJson } from '../../src/backend/grafana/frames/json.ts';
import { QUERY_TYPES, type QueryType } from '../../src/shared/queryTypes.ts';
import { rowsOf, START, TestEstate } from '../queries/estate.ts';
import { mutated, mutations, oddText, oddValue, runs, textOfJson } from './arbitraries.ts';
import { modelOf, MORE } from './models.ts';

jest.setTimeout(120_000 * Number(process.env.FUZZ_FACTOR ?? 1));
const TYPES = Object.keys(QUERY_TYPES) as QueryType[];
const DAY = 86_400_000;
/** Frames that Grafana can read: decoded by Arrow itself, texts without half characters, alert values without NaN. */
function areFrames(tables: readonly Table[]): void {
  for (const table of tables) {
    const decoded = tableFromIPC(atOnce(encodeArrow(table, 'A')));
    expect(decoded.schema.fields.map(({ name }) => name)).toHaveLength(table.columns.length);
    const json = atOnce(encodeJson(table, 'A'));
    JSON.parse(json);
    expect(Buffer.from(json).toString()).toBe(json);
    if (table.meta?.type === 'numeric-long') {
      const numbers = table.columns.filter(({ type }) => type !== 'string').map(({ name }) => name);
      expect(rowsOf(table).flatMap((row) => numbers.filter((name) => Number.isNaN(row[name])))).toEqual([]);
    }
  }
}

function isSentence(error: unknown): void {
  expect(error).toBeInstanceOf(CspError);
  expect((error as CspError).code).not.toBe('Internal');
  expect((error as CspError).status).toBeLessThan(504);
}

describe('of an estate as it should be', () => {
  let estate: TestEstate;
  beforeAll(async () => {
    estate = await TestEstate.start();
  });
  afterAll(() => estate.close());

  test.each(TYPES)('whatever %s is asked, frames or a sentence come', async (queryType) => {
    await fc.assert(
      fc.asyncProperty(mutations, fc.boolean(), async (changes, fromAlert) => {
        const text = mutated(modelOf(queryType), changes);
        // What is nested too deeply is refused where it comes in.
        const model: unknown = isTooDeep(text) ? null : JSON.parse(text);
        await estate.askAll(model, { fromAlert, from: START - DAY }).then(areFrames, isSentence);
      }),
      runs(12),
    );
  });

  test.each([
    'tree',
    'options',
    'metricNamespaces',
    'metricDefinitions',
    'metricDimensions',
    'incidents/history',
    'accessLog/export',
  ])('whatever %s is asked, it answers', async (path) => {
    const names = [
      'parent',
      'after',
      'search',
      'limit',
      'kind',
      'scope',
      'queryType',
      'namespace',
      'metric',
      'dimension',
      'id',
      'from',
      'to',
      'customer',
    ];
    const asked = fc.array(
      fc.tuple(
        fc.constantFrom(...names),
        fc.oneof(
          oddText,
          oddValue.map((value) => textOfJson(value)),
        ),
      ),
      { maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(asked, async (query) => {
        const { status, body } = await estate.routeAs('Admin', path, query);
        expect([200, 400, 404, 413]).toContain(status);
        expect(body).toBeDefined();
      }),
      runs(25),
    );
  });
});

describe('of an estate whose texts are odd', () => {
  let estate: TestEstate;
  beforeAll(async () => {
    const texts = fc.sample(oddText, { ...runs(400), numRuns: 400 });
    let at = 0;
    /** Every text but those by which things are known becomes an odd one. */
    const odd = (value: unknown, key = ''): unknown => {
      if (Array.isArray(value)) {
        return value.map((one) => odd(one, key));
      }
      if (typeof value === 'object' && value !== null) {
        return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, odd(inner, name)]));
      }
      const isId = /id$|^type$|link|token|kind|uri|key|date|time|status|version|truncated/i.test(key);
      at += 1;
      return typeof value === 'string' && !isId && at % 3 === 0 ? texts[at % texts.length] : value;
    };
    estate = await TestEstate.start({ begin: false });
    const services = [
      'partnerCenter',
      'resourceManager',
      'resourceGraph',
      'resourceHealth',
      'insights',
      'alertsManagement',
    ];
    services.forEach((service) => estate.simulator.faults.add({ service, change: (body) => textOfJson(odd(body)) }));
    estate.estate.start();
    await estate.estate.idle();
  });
  afterAll(() => estate.close());

  test('is read nevertheless', () => {
    expect(estate.estate.snapshot().subscriptions.size).toBeGreaterThan(2);
  });

  test.each(TYPES.flatMap((queryType) => ['table', 'alerting'].map((format) => [queryType, format] as const)))(
    '%s as %s is frames',
    async (queryType, format) => {
      const more = { ...MORE[queryType], filters: undefined, limit: 500, sort: undefined };
      await estate.askAll({ queryType, ...more, format }, { from: START - DAY }).then(areFrames, isSentence);
    },
  );
});
