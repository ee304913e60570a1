import fc from 'fast-check';
import { CspError } from '../../src/backend/common/errors.ts';
import { dimensionFilter } from '../../src/backend/microsoft/clients/monitor/metrics.ts';
import { fillKql, kqlLiteral } from '../../src/shared/kql.ts';
import { parseResourceId, resourceGroupId, resourceKey } from '../../src/shared/resourceId.ts';
import { CONTOSO, startHarness, type Harness } from '../microsoft/harness.ts';
import { SMALL } from '../simulator/world/smallIds.ts';
import { tokenize } from '../simulator/services/resourceGraph/lexer.ts';
import { oddText, runs } from './arbitraries.ts';

jest.setTimeout(120_000 * Number(process.env.FUZZ_FACTOR ?? 1));
let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({ world: 'small', tls: false });
});
afterAll(() => harness.close());

const READ: Record<string, string> = { '\\n': '\n', '\\r': '\r', '\\t': '\t', '\\\\': '\\', "\\'": "'", '\\"': '"' };
/** Kusto's own reading of a literal, by its documentation and not by what writes it. */
const read = (literal: string) => literal.slice(1, -1).replace(/\\./g, (escape) => READ[escape] ?? '?');

test('a value in Kusto is one literal that reads as the value', () => {
  fc.assert(
    fc.property(oddText, (text) => {
      const literal = kqlLiteral(text);
      expect(literal).toMatch(/^'(?:[^'\\\r\n]|\\.)*'$/u);
      expect(read(literal)).toBe(text.replaceAll('\0', ''));
    }),
    runs(300),
  );
});

const PLACES = [
  ['outside of quotes', 'resources | where name in~ (${v}) | take 5'],
  ["in '", "resources | where name =~ 'a${v}b' | take 5"],
  ['in "', 'resources | where name =~ "a${v}b" | take 5'],
  ["in @'", "resources | where name =~ @'a${v}b' | take 5"],
  ['in @"', 'resources | where name =~ @"a${v}b" | take 5'],
  ['in a comment', 'resources // ${v}\n| take 5'],
] as const;

test.each(PLACES)('a variable %s changes nothing but its own place', (_, kql) => {
  const shape = (query: string) => {
    // Kusto doubles the quote within @-texts; what reads tokens here doesn't know that, so it is taken out first.
    const tokens = tokenize(query.replace(/(?<=@'a.*)''(?=.*b')/gs, '').replace(/(?<=@"a.*)""(?=.*b")/gs, ''));
    return tokens.map(({ kind, text }) => (kind === 'string' ? 'string' : `${kind} ${text}`));
  };
  const expected = shape(fillKql(kql, /\$\{(\w+)\}/y, () => ['value']));
  fc.assert(
    fc.property(
      oddText.filter((text) => !/^-?\d/.test(text)),
      (text) => {
        expect(shape(fillKql(kql, /\$\{(\w+)\}/y, () => [text]))).toEqual(expected);
      },
    ),
    runs(200),
  );
});

/** OData reads a text up to a quote that is not doubled. */
const ODATA_TEXT = "'((?:[^']|'')*)'";

test('a value in a filter of the metrics API stays one text', () => {
  fc.assert(
    fc.property(fc.array(oddText, { minLength: 1, maxLength: 3 }), (values) => {
      const filter = dimensionFilter([{ name: 'ApiName', values }]) ?? '';
      const terms = [...filter.matchAll(new RegExp(`ApiName eq ${ODATA_TEXT}`, 'gs'))].map(([, text]) =>
        text?.replaceAll("''", "'"),
      );
      expect(terms).toEqual(values);
    }),
    runs(200),
  );
});

test('a resource group in the filter of the activity log stays one text, on the wire too', async () => {
  await fc.assert(
    fc.asyncProperty(oddText, async (resourceGroup) => {
      const ask = { subscriptionId: SMALL.contosoProduction, from: 0, to: 1, resourceGroup };
      harness.simulator.calls.clear();
      await harness.microsoft.listActivityLog(CONTOSO, ask, harness.options).catch(isSentence);
      const [call] = harness.simulator.calls.list().filter(({ path }) => path.includes('eventtypes'));
      if (call) {
        const filter = new URL(call.path, 'https://x').searchParams.get('$filter') ?? '';
        expect(filter).toMatch(
          new RegExp(
            `^eventTimestamp ge '[^']+' and eventTimestamp le '[^']+' and resourceGroupName eq ${ODATA_TEXT}$`,
            's',
          ),
        );
      }
    }),
    runs(40),
  );
});

const isSentence = (error: unknown) => {
  expect(error).toBeInstanceOf(CspError);
  expect((error as CspError).code).not.toBe('Internal');
};

const segment = fc.oneof(
  oddText,
  fc.constantFrom('..', '.', '%2e%2e', '.%2E', '?x=1', '#x', '@evil.example', '\\..', 'a/../b'),
);

test('ids in a path stay where they are put, or the request is not made', async () => {
  const before = `/subscriptions/${SMALL.contosoProduction}`;
  await fc.assert(
    fc.asyncProperty(segment, segment, async (group, name) => {
      const id = `${before}/resourceGroups/${group}/providers/Microsoft.Web/sites/${name}`;
      harness.simulator.calls.clear();
      const { microsoft, options } = harness;
      await microsoft.listMetricDefinitions(CONTOSO, id, null, options).catch(isSentence);
      await microsoft.listHealthHistory(CONTOSO, id, options).catch(isSentence);
      await microsoft.listResources(CONTOSO, group, options).catch(isSentence);
      await microsoft.listPartnerSubscriptions(name, options).catch(isSentence);
      await microsoft.getAlertHistory(CONTOSO, SMALL.contosoProduction, name, options).catch(isSentence);
      for (const { path } of harness.simulator.calls.list().filter((call) => call.service !== 'login')) {
        const { pathname } = new URL(path, 'https://x');
        expect(pathname).toMatch(
          /^\/(subscriptions\/.*\/(providers\/Microsoft\.(Insights|ResourceHealth|AlertsManagement)\/.+|resources)|v1\/customers\/[^/]*\/subscriptions)$/i,
        );
      }
    }),
    runs(40),
  );
});

test('ids are taken apart and compared whatever they hold', () => {
  fc.assert(
    fc.property(oddText, oddText, (one, other) => {
      const key = resourceKey(one);
      expect(resourceKey(key)).toBe(key);
      parseResourceId(one);
      const plain = (text: string) => text.replaceAll('/', '-') || 'x';
      const parsed = parseResourceId(resourceGroupId(plain(one), plain(other)));
      expect(parsed).toMatchObject({ subscriptionId: plain(one), resourceGroup: plain(other) });
    }),
    runs(300),
  );
});
