import { startSimulator } from '../../simulator.ts';
import type { Simulator } from '../../simulator.ts';
import { ARM, endpoint, send, tokenFor } from '../../testing.ts';
import { SMALL } from '../../world/smallIds.ts';

interface Result {
  totalRecords: number;
  count: number;
  resultTruncated: string;
  $skipToken?: string;
  data: Array<Record<string, unknown>>;
}

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

const post = (body: unknown, version = '2024-04-01') =>
  send(`${endpoint(simulator, 'resourceManager')}/providers/Microsoft.ResourceGraph/resources?api-version=${version}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const ask = async (query: string, options: Record<string, unknown> = {}) =>
  (await post({ query, options })).json<Result>();

test('a query that names no subscription covers all that the token sees', async () => {
  const result = await ask(
    "resources | where type =~ 'Microsoft.Compute/virtualMachines' | project id, name, resourceGroup | order by name asc",
  );
  expect(result.data.map((row) => row.name)).toEqual(['vm-batch-01', 'vm-dev-01', 'vm-web-01', 'vm-web-02']);
  const scoped = await post({ query: 'resources | project id', subscriptions: [SMALL.contosoArchive] });
  expect(scoped.json<Result>().totalRecords).toBe(1);
  expect((await post({ query: 'resources', subscriptions: [SMALL.northwindWeb] })).json()).toMatchObject({
    error: { details: [{ code: 'NoValidSubscriptionsInQueryRequest' }] },
  });
});

test('types and resource groups are in lower case', async () => {
  const { data } = await ask("resources | where name == 'orders' | project type, group = resourceGroup, tags");
  expect(data).toEqual([{ type: 'microsoft.sql/servers/databases', group: 'rg-data', tags: null }]);
});

test('pages go on with a skip token when id is projected', async () => {
  const query = 'resources | project id, name | order by id asc';
  const first = await ask(query, { $top: 20 });
  expect([first.totalRecords, first.count, first.resultTruncated]).toEqual([27, 20, 'false']);
  const second = await ask(query, { $top: 20, $skipToken: first.$skipToken });
  expect([second.count, second.$skipToken]).toEqual([7, undefined]);
  expect(new Set([...first.data, ...second.data].map((row) => row.id)).size).toBe(27);
  expect(await ask('resources | project id', { $top: 10, $skipToken: first.$skipToken })).toMatchObject({
    error: { code: 'BadRequest' },
  });
});

test.each([
  'resources | project name',
  'resources | project id = name',
  'resources | project id | take 12',
  'resources | summarize count() by id',
])('there is no skip token for: %s', async (query) => {
  expect(await ask(query, { $top: 10 })).toMatchObject({ count: 10, resultTruncated: 'true' });
  expect(await ask(query, { $top: 10 })).not.toHaveProperty('$skipToken');
});

test('summarize counts, order sorts descending by default', async () => {
  const { data } = await ask(
    "resources | where location in~ ('WestEurope') and not(type contains 'network') | summarize n = count() by type | order by n, type asc",
  );
  expect(data.slice(0, 2)).toEqual([
    { type: 'microsoft.compute/virtualmachines', n: 4 },
    { type: 'microsoft.insights/scheduledqueryrules', n: 2 },
  ]);
});

test('subscriptions and groups are in resourcecontainers; health has virtual machines only', async () => {
  const containers = await ask(
    "resourcecontainers | where type == 'microsoft.resources/subscriptions' | project name, state = properties.state",
  );
  expect(containers.data).toContainEqual({ name: 'Contoso Archive', state: 'Disabled' });
  const health = await ask(
    "healthresources | where type == 'microsoft.resourcehealth/availabilitystatuses' | project name = tostring(properties.targetResourceId), state = properties.availabilityState",
  );
  expect(health.data.map((row) => [String(row.name).split('/').pop(), row.state])).toEqual([
    ['vm-web-01', 'Available'],
    ['vm-web-02', 'Unavailable'],
    ['vm-batch-01', 'Unavailable'],
  ]);
});

test('the table format gives columns and rows', async () => {
  const { data } = await ask("resources | where name == 'vm-web-01' | project name, tags", { resultFormat: 'table' });
  expect(data).toEqual({
    columns: [
      { name: 'name', type: 'string' },
      { name: 'tags', type: 'object' },
    ],
    rows: [['vm-web-01', { env: 'prod', team: 'web' }]],
  });
});

test('a query that it does not understand fails where it stops making sense', async () => {
  const answer = await post({ query: 'resources\n| join tags' });
  expect(answer.status).toBe(400);
  expect(answer.json<{ error: { details: unknown[] } }>().error.details[1]).toMatchObject({
    code: 'ParserFailure',
    line: 2,
    characterPositionInLine: 2,
    token: 'join',
  });
  expect(await ask("resources | where colour == 'red'")).toMatchObject({
    error: { details: [{ code: 'InvalidQuery' }] },
  });
  expect(await ask('resources', { $top: 1001 })).toMatchObject({ error: { code: 'BadRequest' } });
  expect((await post({ query: 'resources' }, '2018-01-01')).json()).toMatchObject({
    error: { code: 'NoRegisteredProviderFound' },
  });
});

test('15 queries in 5 seconds, then RateLimiting', async () => {
  simulator.simulation.limits.enforce(true);
  const first = await post({ query: 'resources | count' });
  expect([first.headers['x-ms-user-quota-remaining'], first.headers['x-ms-user-quota-resets-after']]).toEqual([
    '14',
    '00:00:05',
  ]);
  for (let i = 0; i < 14; i += 1) {
    await post({ query: 'resources | count' });
  }
  const refused = await post({ query: 'resources | count' });
  expect([
    refused.status,
    refused.headers['retry-after'],
    refused.json<{ error: { code: string } }>().error.code,
  ]).toEqual([429, '5', 'RateLimiting']);
  simulator.simulation.clock.advance(5000);
  expect((await post({ query: 'resources | count' })).json<Result>().data).toEqual([{ Count: 27 }]);
});
