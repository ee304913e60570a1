import type { Microsoft } from '../../src/backend/microsoft/api/microsoft.ts';
import type { CspError } from '../../src/backend/common/errors.ts';
import { SMALL } from '../simulator/world/smallIds.ts';
import { CONTOSO, errorOf, startHarness, type Harness } from '../microsoft/harness.ts';
import { FOREIGN_LINKS } from './links.ts';
import { layBait, watchProxy, type Bait, type Watch } from './watch.ts';

/** Microsoft's hosts that the settings lead to; nothing else may be asked for. */
const OWN =
  /^(login\.microsoftonline\.com|api\.partnercenter\.microsoft\.com|management\.azure\.com|graph\.microsoft\.com|[a-z0-9-]+\.vault\.azure\.net):443$/;

jest.setTimeout(60_000);

let harness: Harness;
let watch: Watch;
let bait: Bait;
let microsoft: Microsoft;
const noProxy = { NO_PROXY: process.env.NO_PROXY, no_proxy: process.env.no_proxy };
beforeAll(async () => {
  delete process.env.NO_PROXY;
  delete process.env.no_proxy;
  harness = await startHarness({ world: 'small', proxy: true });
  watch = await watchProxy((harness.simulator.jsonData.network as { proxyUrl: string }).proxyUrl);
  bait = await layBait();
  microsoft = client();
});
afterEach(() => harness.simulator.simulation.reset());
afterAll(async () => {
  Object.entries(noProxy).forEach(([name, value]) => value !== undefined && (process.env[name] = value));
  await harness.close();
  await Promise.all([watch.close(), bait.close()]);
});

const client = (limits = { attempts: 1 }) =>
  harness.another({ jsonData: { network: { proxyUrl: watch.url } }, limits });
const withPort = (text: string) => text.replaceAll('PORT', String(bait.port));

/** Everything that left this process went to Microsoft's own hosts by TLS. */
function nothingLeft(): void {
  expect(watch.targets.filter((target) => !OWN.test(target))).toEqual([]);
  expect(watch.targets.length).toBeGreaterThan(0);
  expect(bait.connections).toBe(0);
}

test.each(FOREIGN_LINKS)('a next link with %s is not followed, and its host is named', async (_, link, host) => {
  harness.simulator.faults.add({ operation: 'listSubscriptions', merge: { nextLink: withPort(link) } });
  const error = await errorOf(microsoft.listSubscriptions(CONTOSO, harness.options));
  expect(error).toMatchObject({ code: 'ForeignLink', status: 502 });
  expect(error.message).toContain(`leads to ${withPort(host)}`);
  nothingLeft();
});

const since = Date.parse('2026-11-20T00:00:00Z');
const VM = `/subscriptions/${SMALL.contosoProduction}/resourceGroups/rg-web/providers/Microsoft.Compute/virtualMachines/vm-web-01`;

/** Every list with pages, and the field that leads on. */
const LISTS: readonly [what: string, path: string, field: string, list: (one: Microsoft) => Promise<unknown>][] = [
  ['tenants', '^/tenants', 'nextLink', (one) => one.listTenants(CONTOSO, harness.options)],
  [
    'resource groups',
    '/resourcegroups\\?',
    'nextLink',
    (one) => one.listResourceGroups(CONTOSO, SMALL.contosoProduction, harness.options),
  ],
  [
    'resources',
    '/resources\\?',
    'nextLink',
    (one) => one.listResources(CONTOSO, SMALL.contosoProduction, harness.options),
  ],
  [
    'Resource Health',
    'availabilityStatuses',
    'nextLink',
    (one) => one.listResourceHealth(CONTOSO, SMALL.contosoProduction, harness.options),
  ],
  [
    "a resource's health",
    'availabilityStatuses',
    'nextLink',
    (one) => one.listHealthHistory(CONTOSO, VM, harness.options),
  ],
  [
    'Service Health',
    '/events\\?',
    'nextLink',
    (one) => one.listSubscriptionEvents(CONTOSO, SMALL.contosoProduction, harness.options),
  ],
  ['alerts', '/alerts\\?', 'nextLink', (one) => one.listAlertsOf(CONTOSO, SMALL.contosoProduction, harness.options)],
  [
    'alert rules',
    'metricAlerts\\?',
    'nextLink',
    (one) => one.listAlertRulesOf(CONTOSO, SMALL.contosoProduction, harness.options),
  ],
  [
    'the activity log',
    'eventtypes',
    'nextLink',
    (one) =>
      one.listActivityLog(
        CONTOSO,
        { subscriptionId: SMALL.contosoProduction, from: since, to: since + 3_600_000 },
        harness.options,
      ),
  ],
  [
    'permissions',
    '/permissions\\?',
    'nextLink',
    (one) => one.listPermissions(CONTOSO, SMALL.contosoProduction, harness.options),
  ],
  [
    'GDAP relationships',
    'delegatedAdminRelationships',
    '@odata.nextLink',
    (one) => one.listDelegatedAdminRelationships(harness.options),
  ],
];

test.each(LISTS)('%s do not go on at another host', async (_, path, field, list) => {
  harness.simulator.faults.add({ path, merge: { [field]: `https://localhost:${bait.port}/` } });
  const error = await errorOf(list(microsoft));
  expect(error).toMatchObject({ code: 'ForeignLink' });
  expect(error.message).toContain(`leads to localhost:${bait.port}`);
  nothingLeft();
});

test.each([
  'https://evil.example/v1/customers',
  '//evil.example/x',
  'http://api.partnercenter.microsoft.com/v1',
  'https://api.partnercenter.microsoft.com@evil.example/',
])('Partner Center does not go on at %s', async (uri) => {
  const next = { uri, method: 'GET', headers: [{ key: 'MS-ContinuationToken', value: 'again' }] };
  harness.simulator.faults.add({ host: 'partnerCenter', merge: { links: { next } } });
  const error = await errorOf(microsoft.listCustomers(harness.options));
  expect(error).toMatchObject({ code: 'ForeignLink' });
  expect(error.message).toContain(new URL(uri, 'https://api.partnercenter.microsoft.com').host);
  nothingLeft();
});

const HOSTS_ASKED: readonly [host: string, ask: (one: Microsoft) => Promise<unknown>][] = [
  ['resourceManager', (one) => one.listSubscriptions(CONTOSO, harness.options)],
  ['partnerCenter', (one) => one.listCustomers(harness.options)],
  ['login', (one) => one.listSubscriptions(CONTOSO, harness.options)],
];
const REDIRECTS = [301, 302, 303, 307, 308].flatMap((status) =>
  HOSTS_ASKED.map(([host, ask]) => [status, host, ask] as const),
);

test.each(REDIRECTS)('HTTP %i of %s is not followed, and its host is named', async (status, host, ask) => {
  const location = `https://localhost:${bait.port}/stolen`;
  harness.simulator.faults.add({ host, status, headers: { location }, body: {} });
  const error: CspError = await errorOf(ask(client()));
  expect(error.status).toBe(status);
  expect(error.message).toContain(`redirect to localhost:${bait.port}`);
  nothingLeft();
});

test.each([
  [
    'a Retry-After with a Location',
    { status: 429, headers: { 'retry-after': '1', location: 'https://evil.example/' } },
  ],
  ['503 with a Location', { status: 503, headers: { 'retry-after': '1', location: 'https://evil.example/' } }],
  ['Azure-AsyncOperation', { merge: {}, headers: { 'azure-asyncoperation': 'https://evil.example/operations/1' } }],
  ['Operation-Location', { merge: {}, headers: { 'operation-location': 'https://evil.example/operations/1' } }],
  ['a Location with a good answer', { merge: {}, headers: { location: 'https://evil.example/' } }],
  ['a Link', { merge: {}, headers: { link: '<https://evil.example/>; rel="next"' } }],
  ['Refresh', { merge: {}, headers: { refresh: '0; url=https://evil.example/' } }],
  ['Alt-Svc', { merge: {}, headers: { 'alt-svc': 'h3="evil.example:443"; ma=3600' } }],
])('%s leads nowhere', async (_, fault) => {
  harness.simulator.faults.add({ operation: 'listSubscriptions', count: 1, ...fault });
  expect((await client({ attempts: 2 }).listSubscriptions(CONTOSO, harness.options)).rows.length).toBe(3);
  nothingLeft();
});

test.each([
  'Bearer authorization="https://evil.example/common", resource="https://evil.example"',
  `Bearer authorization_uri="https://evil.example/${SMALL.contoso}", error="invalid_token"`,
])('the challenge %s of a 401 is answered where the settings say', async (challenge) => {
  harness.simulator.faults.add({
    operation: 'listSubscriptions',
    status: 401,
    headers: { 'www-authenticate': challenge },
    body: {},
  });
  const error = await errorOf(client().listSubscriptions(CONTOSO, harness.options));
  expect(error.status).toBe(401);
  nothingLeft();
});

test.each([
  ['cloud_instance_host_name', 'token$', { cloud_instance_host_name: 'evil.example' }],
  ['a token endpoint', 'openid-configuration', { token_endpoint: 'https://evil.example/token' }],
  [
    'instance discovery',
    'discovery/instance',
    {
      tenant_discovery_endpoint: 'https://evil.example/',
      metadata: [
        { preferred_network: 'evil.example', preferred_cache: 'evil.example', aliases: ['login.microsoftonline.com'] },
      ],
    },
  ],
])('%s of an answer of Entra moves no sign-in', async (_, path, merge) => {
  harness.simulator.faults.add({ host: 'login', path, merge });
  const one = client();
  expect(await one.resolveTenant('contoso.onmicrosoft.com', harness.options)).toBe(SMALL.contoso);
  expect((await one.listSubscriptions(CONTOSO, harness.options)).rows.length).toBe(3);
  nothingLeft();
});
