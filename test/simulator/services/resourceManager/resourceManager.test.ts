import { startSimulator } from '../../simulator.ts';
import type { Simulator } from '../../simulator.ts';
import { ARM, get, PARTNER_CENTER, signInDirect, tokenFor } from '../../testing.ts';
import { SMALL } from '../../world/smallIds.ts';

interface List {
  value: Array<{
    id: string;
    name: string;
    displayName: string;
    state: string;
    type: string;
    tags?: Record<string, string>;
    createdTime?: string;
    registrationState: string;
    namespace: string;
  }>;
  nextLink?: string;
}

const SUBSCRIPTIONS = '/subscriptions?api-version=2022-12-01';
const PRODUCTION = `/subscriptions/${SMALL.contosoProduction}`;
let simulator: Simulator;
let token: string;

beforeAll(async () => {
  simulator = await startSimulator({ world: 'small', tls: false });
});
beforeEach(async () => {
  simulator.simulation.reset();
  token = await tokenFor(simulator, SMALL.contoso, ARM);
});
afterAll(() => simulator.close());

const read = (path: string) => get(simulator, 'resourceManager', path, token);
const codeOf = async (path: string) => {
  const answer = await read(path);
  return [answer.status, answer.json<{ error: { code: string } }>().error.code];
};

test('lists the subscriptions that the caller has a role in', async () => {
  expect((await read(SUBSCRIPTIONS)).json<List>().value.map((row) => [row.displayName, row.state])).toEqual([
    ['Contoso Production', 'Enabled'],
    ['Contoso Development', 'Enabled'],
    ['Contoso Archive', 'Disabled'],
  ]);
  token = await tokenFor(simulator, SMALL.tailwind, ARM);
  const empty = await read(SUBSCRIPTIONS);
  expect([empty.status, empty.json<List>().value]).toEqual([200, []]);
});

test('an application sees what its own role lets it see', async () => {
  token = (await signInDirect(simulator, SMALL.northwind)).json<{ access_token: string }>().access_token;
  expect((await read(SUBSCRIPTIONS)).json<List>().value.map((row) => row.displayName)).toEqual(['Northwind Web']);
});

test('resources come in pages whose next link carries an encoded skip token', async () => {
  const first = (await read(`${PRODUCTION}/resources?api-version=2025-04-01&$top=9`)).json<List>();
  expect(first.nextLink).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/subscriptions\/.*%24top=9&%24skiptoken=/);
  const second = (await read(first.nextLink ?? '')).json<List>();
  const third = (await read(second.nextLink ?? '')).json<List>();
  const names = [first, second, third].flatMap((page) => page.value.map((row) => row.name));
  expect([names.length, new Set(names).size, third.nextLink]).toEqual([24, 24, undefined]);
  expect(names).toContain('sql-contoso/orders');
});

test('ids keep the case that they were created with', async () => {
  const groups = (
    await read(
      `${PRODUCTION.toUpperCase().replace('SUBSCRIPTIONS', 'Subscriptions')}/resourceGroups?api-version=2025-04-01`,
    )
  ).json<List>();
  expect(groups.value.map((row) => row.id)).toEqual([
    `/subscriptions/${SMALL.contosoProduction}/resourceGroups/rg-web`,
    `/subscriptions/${SMALL.contosoProduction}/resourceGroups/RG-Data`,
  ]);
});

test('$filter and $expand do what they say, or are refused', async () => {
  const filter = encodeURIComponent("resourceType eq 'microsoft.compute/virtualmachines' and location eq 'westeurope'");
  const rows = (
    await read(`${PRODUCTION}/resources?api-version=2025-04-01&$filter=${filter}&$expand=createdTime`)
  ).json<List>().value;
  expect(rows.map((row) => [row.name, row.createdTime])).toEqual(
    ['vm-web-01', 'vm-web-02', 'vm-batch-01'].map((name) => [name, '2026-01-15T08:00:00Z']),
  );
  expect(await codeOf(`${PRODUCTION}/resources?api-version=2025-04-01&$filter=tagName%20eq%20'a'`)).toEqual([
    400,
    'InvalidFilterInQueryString',
  ]);
});

test('says which resource providers are registered', async () => {
  const rows = (await read(`/subscriptions/${SMALL.contosoDevelopment}/providers?api-version=2025-04-01`)).json<List>()
    .value;
  expect(rows.find((row) => row.namespace === 'Microsoft.ResourceHealth')?.registrationState).toBe('NotRegistered');
});

test.each([
  ['/subscriptions', 400, 'MissingApiVersionParameter'],
  ['/subscriptions?api-version=1999-01-01', 400, 'InvalidApiVersionParameter'],
  [`/subscriptions/${SMALL.contosoConfidential}/resources?api-version=2025-04-01`, 403, 'AuthorizationFailed'],
  ['/subscriptions/00000000-0000-4000-8000-000000000000/resources?api-version=2025-04-01', 404, 'SubscriptionNotFound'],
  [`${PRODUCTION}/resourceGroups/rg-none/resources?api-version=2025-04-01`, 404, 'ResourceGroupNotFound'],
  [`${PRODUCTION}/nothing?api-version=2025-04-01`, 404, 'InvalidResourceType'],
  [`${PRODUCTION}/resources?api-version=2025-04-01&$skiptoken=bogus`, 400, 'InvalidSkipToken'],
])('%s is refused', async (path, status, code) => {
  expect(await codeOf(path)).toEqual([status, code]);
});

test('a token of another tenant is refused, and the header names the right one', async () => {
  const answer = await read(`/subscriptions/${SMALL.northwindWeb}/resources?api-version=2025-04-01`);
  expect([answer.status, answer.json<{ error: { code: string } }>().error.code]).toEqual([
    401,
    'InvalidAuthenticationTokenTenant',
  ]);
  expect(answer.headers['www-authenticate']).toContain(
    `authorization_uri="https://login.windows.net/${SMALL.northwind}"`,
  );
});

test('a token that is forged, for another service or too old is refused', async () => {
  const good = token;
  token = `${good.slice(0, -4)}AAAA`;
  expect(await codeOf(SUBSCRIPTIONS)).toEqual([401, 'InvalidAuthenticationToken']);
  token = await tokenFor(simulator, SMALL.contoso, PARTNER_CENTER);
  expect(await codeOf(SUBSCRIPTIONS)).toEqual([401, 'InvalidAuthenticationToken']);
  token = good;
  simulator.simulation.clock.advance(90 * 60_000);
  expect(await codeOf(SUBSCRIPTIONS)).toEqual([401, 'ExpiredAuthenticationToken']);
});

test('reads are counted down, and refused when quotas are enforced', async () => {
  simulator.simulation.limits.enforce(true);
  const remaining = (answer: Awaited<ReturnType<typeof read>>) =>
    answer.headers['x-ms-ratelimit-remaining-subscription-reads'];
  const path = `${PRODUCTION}/resourcegroups?api-version=2025-04-01`;
  expect([remaining(await read(path)), remaining(await read(path))]).toEqual(['249', '248']);
  for (let i = 0; i < 248; i += 1) {
    await read(path);
  }
  const refused = await read(path);
  expect([
    refused.status,
    refused.headers['retry-after'],
    refused.json<{ error: { code: string } }>().error.code,
  ]).toEqual([429, '1', 'SubscriptionRequestsThrottled']);
  expect((await read(`/subscriptions/${SMALL.contosoArchive}/resourcegroups?api-version=2025-04-01`)).status).toBe(200);
  simulator.simulation.clock.advance(1000);
  expect((await read(path)).status).toBe(200);
});
