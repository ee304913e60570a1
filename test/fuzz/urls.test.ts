/** Text of people, of settings and of Microsoft in the URLs and forms of requests: it stays where it was put. */
import fc from 'fast-check';
import { CspError } from '../../src/backend/common/errors.ts';
import { portalUrl } from '../../src/backend/queries/columns/portal.ts';
import { CONTOSO, startHarness, type Harness } from '../microsoft/harness.ts';
import { opener } from '../microsoft/credentialKinds.ts';
import { SMALL } from '../simulator/world/smallIds.ts';
import { oddText, runs } from './arbitraries.ts';
import { CALLS } from './urlCalls.ts';

jest.setTimeout(120_000 * Number(process.env.FUZZ_FACTOR ?? 1));
let harness: Harness;
let bodies: string[];
beforeAll(async () => {
  harness = await startHarness({ world: 'small', tls: false });
  harness.simulator.simulation.overhear = ({ body }) => bodies.push(body);
});
beforeEach(() => {
  bodies = [];
});
afterAll(() => harness.close());

const isSentence = (thrown: unknown) => {
  expect(thrown).toBeInstanceOf(CspError);
  expect((thrown as CspError).code).not.toBe('Internal');
};

const segment = fc.oneof(
  oddText,
  fc.constantFrom('..', '.', '%2e%2e', '.%2E', '?x=1', '#x', '@evil.example', '\\..', 'a/../b', '//evil.example'),
);

/** URLs that were asked for besides those of signing in, with the text put back in that no URL can hold. */
async function askedFor(ask: Promise<unknown>): Promise<URL[]> {
  await ask.catch(isSentence);
  const calls = harness.simulator.calls.list().filter(({ service }) => service !== 'login');
  harness.simulator.calls.clear();
  return calls.map(({ path }) => new URL(path, 'https://x'));
}
const written = (text: string) => Buffer.from(text).toString();

test.each(CALLS)('an id in the path of %s stays one segment, or nothing is asked', async (_, path, ask) => {
  await fc.assert(
    fc.asyncProperty(segment, async (id) => {
      for (const { pathname } of await askedFor(ask(harness.microsoft, id, harness.options))) {
        expect(pathname).toMatch(path);
      }
    }),
    runs(12),
  );
});

test('names of a metric, its namespace and its filter are one parameter each', async () => {
  const resourceId = `/subscriptions/${SMALL.contosoProduction}/resourceGroups/rg-web/providers/Microsoft.Web/sites/x`;
  await fc.assert(
    fc.asyncProperty(oddText, oddText, oddText, async (name, namespace, filter) => {
      const ask = { resourceId, namespace, name, filter, aggregation: 'Average', interval: 'PT1H', adjust: true };
      const urls = await askedFor(
        harness.microsoft.readMetric(CONTOSO, { ...ask, from: 0, to: 3_600_000, top: 10 }, harness.options),
      );
      for (const { searchParams } of urls) {
        const { metricnames, metricnamespace, $filter } = Object.fromEntries(searchParams);
        // Azure separates names by commas and has %2 for one within a name.
        expect(metricnames).toBe(written(name).replaceAll(',', '%2'));
        expect([metricnamespace, $filter]).toEqual([written(namespace), written(filter)]);
        expect(new Set(searchParams.keys()).size).toBe([...searchParams.keys()].length);
      }
      await askedFor(harness.microsoft.listMetricDefinitions(CONTOSO, resourceId, namespace, harness.options));
    }),
    runs(30),
  );
});

test('a resource in the filter of the activity log stays one text', async () => {
  await fc.assert(
    fc.asyncProperty(segment, async (name) => {
      const resourceId = `/subscriptions/${SMALL.contosoProduction}/resourceGroups/rg/providers/a/b/${name}`;
      const ask = { subscriptionId: SMALL.contosoProduction, from: 0, to: 1, resourceId };
      for (const { searchParams } of await askedFor(harness.microsoft.listActivityLog(CONTOSO, ask, harness.options))) {
        expect(searchParams.get('$filter')).toMatch(
          /^eventTimestamp ge '[^']+' and eventTimestamp le '[^']+' and resourceUri eq '(?:[^']|'')*'$/s,
        );
      }
    }),
    runs(30),
  );
});

test('a tenant of any name is asked for as a domain, or not at all', async () => {
  const domain = fc.oneof(
    segment,
    fc.domain(),
    fc.tuple(fc.domain(), segment).map(([one, odd]) => `${one}${odd}`),
  );
  await fc.assert(
    fc.asyncProperty(domain, async (tenant) => {
      harness.simulator.calls.clear();
      await harness.microsoft.resolveTenant(tenant, harness.options).catch(isSentence);
      for (const { path } of harness.simulator.calls.list()) {
        expect(path).toMatch(/^\/[a-z0-9.-]+\/v2\.0\/\.well-known\/openid-configuration$/);
      }
    }),
    runs(60),
  );
});

test("a secret of any name and version is asked for in Key Vault's own path", async () => {
  const { row, secrets } = opener(harness.simulator);
  const credentials = [...(harness.simulator.jsonData.credentials as object[]), row];
  const { keyVault } = harness.connection({ jsonData: { credentials }, secureJsonData: secrets });
  const vault = harness.simulator.simulation.origins.keyVault;
  await fc.assert(
    fc.asyncProperty(segment, segment, async (name, version) => {
      const item = { vault, name, credentialId: 'opener' };
      for (const { pathname } of await askedFor(keyVault.getSecret(item, harness.options, version))) {
        expect(pathname).toMatch(/^\/secrets\/[^/]*\/[^/]*$/);
      }
    }),
    runs(30),
  );
});

test('what a browser is sent to Entra with, and the form of a code, have each text in its own field', async () => {
  await fc.assert(
    fc.asyncProperty(oddText, oddText, async (state, text) => {
      const redirectUri = `https://grafana.example.com/${text}`;
      const { authorizeUrl } = await harness.microsoft.beginSignIn('partner', { redirectUri, state }, harness.options);
      const { origin, searchParams } = new URL(authorizeUrl);
      expect(origin).toBe(harness.simulator.simulation.origins.login);
      expect([searchParams.get('state'), searchParams.get('redirect_uri')]).toEqual([state, redirectUri].map(written));
      bodies = [];
      const attempt = { code: state, redirectUri, codeVerifier: text };
      await harness.microsoft.redeemSignIn('partner', attempt, harness.options).catch(isSentence);
      const form = new URLSearchParams(bodies.at(-1));
      expect([form.get('code'), form.get('redirect_uri'), form.get('code_verifier')]).toEqual(
        [state, redirectUri, text].map(written),
      );
      expect(form.getAll('grant_type')).toEqual(['authorization_code']);
    }),
    runs(20),
  );
});

test('a link to the portal leads there and nowhere else, whatever the id is', () => {
  const id = fc.oneof(
    segment,
    segment.map((name) => `/subscriptions/${SMALL.contosoProduction}/resourceGroups/${name}`),
  );
  fc.assert(
    fc.property(id, fc.oneof(fc.constant(SMALL.contoso), segment), (resource, tenant) => {
      const link = portalUrl('https://portal.azure.com', tenant, resource);
      if (link !== null) {
        const { origin, pathname, search } = new URL(link);
        expect([origin, pathname, search]).toEqual(['https://portal.azure.com', '/', '']);
        expect(link).toMatch(/^[\x21-\x7e]+$/);
        expect(link).not.toMatch(/["<>\\]/);
      }
    }),
    runs(300),
  );
});
