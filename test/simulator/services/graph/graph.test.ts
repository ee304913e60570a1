import { startSimulator } from '../../simulator.ts';
import type { Simulator } from '../../simulator.ts';
import { ARM, control, get, GRAPH, signInDirect, tokenFor } from '../../testing.ts';
import type { Answer } from '../../testing.ts';
import { ENTRA_ROLES } from '../../world/access/gdapModel.ts';
import { SMALL } from '../../world/smallIds.ts';

interface Relationship {
  id: string;
  status: string;
  duration: string;
  autoExtendDuration: string;
  endDateTime: string | null;
  customer: { tenantId: string; displayName: string } | null;
}
interface Page<T> {
  value: T[];
  '@odata.nextLink'?: string;
}

const GDAP = '/v1.0/tenantRelationships/delegatedAdminRelationships';
let simulator: Simulator;
let token: string;

beforeAll(async () => {
  simulator = await startSimulator({ world: 'small', tls: false });
});
beforeEach(async () => {
  simulator.simulation.reset();
  token = await tokenFor(simulator, SMALL.partnerTenant, GRAPH);
});
afterAll(() => simulator.close());

const read = (path: string) => get(simulator, 'graph', path, token);
const list = async <T>(path: string): Promise<T[]> => (await read(path)).json<Page<T>>().value;
const code = (answer: Answer) => [answer.status, answer.json<{ error: { code: string } }>().error.code];

test('relationships of the partner, one for each way they can be', async () => {
  const rows = await list<Relationship>(GDAP);
  const summary = rows.map((row) => [
    row.customer?.displayName,
    row.status,
    row.duration,
    row.autoExtendDuration,
    row.endDateTime,
  ]);
  expect(summary).toEqual([
    ['Contoso', 'active', 'P730D', 'P180D', '2027-06-08T12:00:00.000Z'],
    ['Tailwind Traders', 'active', 'P730D', 'PT0S', '2026-12-11T12:00:00.000Z'],
    ['Fabrikam Österreich', 'expired', 'P730D', 'PT0S', '2026-11-08T12:00:00.000Z'],
    [undefined, 'approvalPending', 'P730D', 'PT0S', null],
  ]);
  expect(await list(`/v1.0/tenantRelationships/delegatedAdminCustomers`)).toEqual([
    { id: SMALL.contoso, tenantId: SMALL.contoso, displayName: 'Contoso' },
    { id: SMALL.tailwind, tenantId: SMALL.tailwind, displayName: 'Tailwind Traders' },
  ]);
});

test('pages carry the filter on, and a filter it cannot apply is refused', async () => {
  const first = (await read(`${GDAP}?$filter=status%20eq%20'active'&$top=1`)).json<Page<Relationship>>();
  const second = (await read(first['@odata.nextLink'] ?? '')).json<Page<Relationship>>();
  expect([first, second].map((page) => page.value[0]?.customer?.displayName)).toEqual(['Contoso', 'Tailwind Traders']);
  expect(second['@odata.nextLink']).toBeUndefined();
  expect(code(await read(`${GDAP}?$filter=startswith(displayName,'M')`))).toEqual([400, 'Request_UnsupportedQuery']);
  expect(code(await read(`${GDAP}?$top=301`))).toEqual([400, 'Request_BadRequest']);
});

test('a security group has the roles of a relationship', async () => {
  const [contoso] = await list<Relationship>(GDAP);
  const [assignment] = await list<Record<string, unknown>>(`${GDAP}/${contoso?.id ?? ''}/accessAssignments`);
  expect(assignment).toMatchObject({
    status: 'active',
    accessContainer: { accessContainerType: 'securityGroup' },
    accessDetails: {
      unifiedRoles: [
        { roleDefinitionId: ENTRA_ROLES.directoryReaders },
        { roleDefinitionId: ENTRA_ROLES.globalReader },
      ],
    },
  });
  expect(code(await read(`${GDAP}/${SMALL.contoso}/accessAssignments`))).toEqual([404, 'Request_ResourceNotFound']);
});

test('a relationship that ends closes the tenant, unless it extends itself', async () => {
  simulator.setClock('2026-12-12T00:00:00Z');
  token = await tokenFor(simulator, SMALL.partnerTenant, GRAPH);
  const states = (await list<Relationship>(GDAP)).map((row) => row.status);
  expect(states).toEqual(['active', 'expired', 'expired', 'approvalPending']);
  expect(await tokenFor(simulator, SMALL.tailwind, ARM)).toBeUndefined();
  simulator.setClock('2027-01-30T00:00:00Z');
  expect(await tokenFor(simulator, SMALL.contoso, ARM)).toEqual(expect.any(String));
});

test('without the permission, for another audience or without a token it is refused', async () => {
  await control(simulator, 'POST', 'transitions', {
    kind: 'graphPermissions',
    tenantId: SMALL.partnerTenant,
    permissions: ['User.Read'],
  });
  token = await tokenFor(simulator, SMALL.partnerTenant, GRAPH);
  expect(code(await read(GDAP))).toEqual([403, 'Authorization_RequestDenied']);
  expect(code(await read('/v1.0/applications'))).toEqual([403, 'Authorization_RequestDenied']);
  expect(Object.keys((await list<object>('/v1.0/organization'))[0] ?? {})).toEqual([
    'id',
    'displayName',
    'verifiedDomains',
  ]);
  token = await tokenFor(simulator, SMALL.partnerTenant, ARM);
  expect(code(await read(GDAP))).toEqual([401, 'InvalidAuthenticationToken']);
  token = (await signInDirect(simulator, SMALL.northwind, { scope: `${GRAPH}/.default` })).json<{
    access_token: string;
  }>().access_token;
  expect(code(await read('/v1.0/applications'))).toEqual([403, 'Authorization_RequestDenied']);
});

test('credentials of an application have an end and no value', async () => {
  interface App {
    passwordCredentials: Array<{ endDateTime: string; hint: string; secretText: null }>;
    keyCredentials: Array<{ endDateTime: string; key: null; usage: string }>;
  }
  const app = (await read(`/v1.0/applications(appId='${SMALL.partnerApp}')`)).json<App>();
  expect(app.passwordCredentials.map((one) => one.endDateTime)).toEqual([
    '2027-09-16T12:00:00.000Z',
    '2026-06-30T00:00:00.000Z',
  ]);
  expect(app.keyCredentials.map((one) => [one.usage, one.key])).toEqual([
    ['Verify', null],
    ['Verify', null],
  ]);
  expect(JSON.stringify(app)).not.toContain('small-partner-client-secret');
  const found = await list<{ displayName: string }>(
    `/v1.0/applications?$filter=appId eq '${SMALL.partnerApp}'&$select=displayName`,
  );
  expect(found).toEqual([{ displayName: 'CSP monitoring' }]);
  expect(code(await read(`/v1.0/applications(appId='${SMALL.directApp}')`))).toEqual([404, 'Request_ResourceNotFound']);
});

test('throttling says how long and by what', async () => {
  simulator.faults.add({ host: 'graph', error: 'TooManyRequests', count: 1 });
  const answer = await read(GDAP);
  expect(answer.headers).toMatchObject({
    'retry-after': '10',
    'x-ms-throttle-information': 'ResourceUnitLimitExceeded',
  });
  expect((await read(GDAP)).headers['x-ms-resource-unit']).toBe('1');
});
