import { SMALL } from '../simulator/world/smallIds.ts';
import { CONTOSO, errorOf, type Harness, NORTHWIND, startHarness } from './harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({ world: 'small', lighthouse: true });
});
afterEach(() => harness.simulator.faults.clear());
afterAll(() => harness.close());

const PARTNER = { tenantId: SMALL.partnerTenant, credentialId: 'partner' };
const START = Date.parse('2026-11-20T12:00:00Z');
const DAY = 86_400_000;

const relationships = () => harness.microsoft.listDelegatedAdminRelationships(harness.options);
const permissions = () => harness.microsoft.listPermissions(CONTOSO, SMALL.contosoProduction, harness.options);
const assignments = () => harness.microsoft.listLighthouseAssignments(PARTNER, SMALL.adatumHub, harness.options);
const secretEnd = (id: string) => harness.microsoft.findSecretEnd(id, harness.options);

function answer(host: 'graph' | 'resourceManager', body: unknown): void {
  harness.simulator.faults.add({ host, status: 200, body });
}

test('GDAP relationships come with status, end and roles', async () => {
  const { rows, issues } = await relationships();
  expect(issues).toEqual([]);
  expect(
    rows.map(({ tenantId, status, endsAt, autoExtends, roleIds }) => [
      tenantId,
      status,
      endsAt,
      autoExtends,
      roleIds.length,
    ]),
  ).toEqual([
    [SMALL.contoso, 'active', START + 200 * DAY, true, 2],
    [SMALL.tailwind, 'active', START + 21 * DAY, false, 1],
    [SMALL.fabrikam, 'expired', START - 12 * DAY, false, 2],
    [null, 'approvalPending', null, false, 1],
  ]);
});

const GOOD = { id: 'good', displayName: 'Good', status: 'active', customer: { tenantId: SMALL.contoso.toUpperCase() } };

test.each([
  ['null', null, 'it is null instead of an object'],
  ['a row without an id', { ...GOOD, id: undefined }, 'it has no id'],
  ['a repeated row', GOOD, 'it repeats an earlier one'],
])('Graph: %s costs itself only', async (_, row, reason) => {
  answer('graph', { value: [GOOD, row, { ...GOOD, id: 'last' }] });
  const { rows, issues } = await relationships();
  expect(rows.map(({ id, tenantId }) => [id, tenantId])).toEqual([
    ['good', SMALL.contoso],
    ['last', SMALL.contoso],
  ]);
  expect(issues).toEqual([expect.stringContaining(reason)]);
});

test.each([
  ['no end', { endDateTime: null }, { endsAt: null }],
  ['an end that is none', { endDateTime: 'one day' }, { endsAt: null }],
  ['no customer', { customer: null }, { tenantId: null }],
  ['a status that is new', { status: 'sleeping' }, { status: 'sleeping' }],
  ['no status', { status: 5 }, { status: 'unknown' }],
  ['an extension of nothing', { autoExtendDuration: 'PT0S' }, { autoExtends: false }],
  ['an extension', { autoExtendDuration: 'P180D' }, { autoExtends: true }],
  [
    'roles that are none',
    { accessDetails: { unifiedRoles: [null, 'x', {}, { roleDefinitionId: 'AB' }] } },
    { roleIds: ['ab'] },
  ],
  ['no roles', { accessDetails: [] }, { roleIds: [] }],
])('Graph: a relationship with %s is kept', async (_, change, expected) => {
  answer('graph', { value: [{ ...GOOD, ...change }] });
  expect((await relationships()).rows).toEqual([expect.objectContaining(expected)]);
});

test('Graph: pages are followed to the end, and never to another host', async () => {
  const { origin } = new URL((harness.simulator.jsonData.endpoints as Record<string, string>).graph ?? '');
  const path = '/v1.0/tenantRelationships/delegatedAdminRelationships';
  harness.simulator.faults.add({
    host: 'graph',
    count: 1,
    status: 200,
    body: { value: [GOOD], '@odata.nextLink': `${origin}${path}?$top=100` },
  });
  expect((await relationships()).rows).toHaveLength(5);
  answer('graph', { value: [GOOD], '@odata.nextLink': 'https://graph.example.com/v1.0/more' });
  expect(await errorOf(relationships())).toMatchObject({ code: 'ForeignLink' });
  harness.simulator.faults.clear();
  answer('graph', { value: [GOOD], '@odata.nextLink': `${origin}${path}?$top=300` });
  expect(await errorOf(relationships())).toMatchObject({ code: 'LoopInPages' });
  harness.simulator.faults.clear();
  answer('graph', { values: [] });
  expect(await errorOf(relationships())).toMatchObject({ code: 'BadResponse' });
});

test.each([
  ['Authorization_RequestDenied', relationships, /GDAP relationships.*DelegatedAdminRelationship\.Read\.All/],
  ['Authorization_RequestDenied', () => secretEnd('partner'), /registration.*Application\.Read\.All/],
  ['InvalidAuthenticationToken', relationships, /token was refused.*Graph endpoint/],
  ['Request_ResourceNotFound', relationships, /no such record/],
  ['Request_UnsupportedQuery', relationships, /doesn't know the query/],
])('Graph: %s says what to do', async (error, call, sentence) => {
  harness.simulator.faults.add({ host: 'graph', error });
  const failure = await errorOf(call());
  expect(failure.message).toMatch(/^Microsoft Graph for tenant 11111111-.* with credential "partner"/);
  expect(failure.message).toMatch(sentence);
});

test('Graph: a service that is busy is asked again', async () => {
  harness.simulator.faults.add({ host: 'graph', error: 'TooManyRequests', count: 1 });
  expect((await relationships()).rows).toHaveLength(4);
});

test("a secret's end is that of the one in use, as far as its first characters tell", async () => {
  expect(await secretEnd('partner')).toBe(START + 300 * DAY);
  const appId = SMALL.partnerApp.toUpperCase();
  const secret = (hint: unknown, endDateTime: unknown) => ({ hint, endDateTime, secretText: null });
  const ends = async (...passwordCredentials: unknown[]) => {
    harness.simulator.faults.clear();
    answer('graph', { value: [{ appId, passwordCredentials }] });
    return secretEnd('partner');
  };
  const now = harness.clock.now();
  const at = (days: number) => new Date(now + days * DAY).toISOString();
  expect(await ends(secret('oth', at(1)))).toBeNull();
  expect(await ends(secret('oth', at(1)), secret('sma', at(5)), null, secret(null, at(2)))).toBe(Date.parse(at(5)));
  const [later, sooner, over] = [at(9), at(7), at(-3)];
  expect(await ends(secret('sma', later), secret('sma', sooner), secret('sma', over))).toBe(Date.parse(sooner));
  expect(await ends(secret('sma', over))).toBe(Date.parse(over));
  expect(await ends(secret('sma', 'never'), 'x')).toBeNull();
});

test('permissions say what the account may do', async () => {
  expect((await permissions()).rows).toEqual([{ actions: ['*'], notActions: [] }]);
  const direct = await harness.microsoft.listPermissions(NORTHWIND, SMALL.northwindWeb, harness.options);
  expect(direct.rows).toEqual([{ actions: ['*/read'], notActions: [] }]);
  answer('resourceManager', { value: [{ actions: ['*/read', 5, ''] }, null, { actions: null }] });
  const { rows, issues } = await permissions();
  expect(rows).toEqual([{ actions: ['*/read'], notActions: [] }]);
  expect(issues).toHaveLength(2);
});

test('a delegation through Lighthouse names both tenants and its roles', async () => {
  const { rows, issues } = await assignments();
  expect(issues).toEqual([]);
  expect(rows).toEqual([
    {
      id: expect.stringContaining('/registrationAssignments/') as string,
      definition: expect.stringMatching(/monitoring$/) as string,
      manageeTenantId: SMALL.adatum,
      manageeTenantName: 'A. Datum Corporation',
      managedByTenantId: SMALL.partnerTenant,
      roleIds: expect.arrayContaining(['acdd72a7-3385-48ef-bd42-f606fba81ae7']) as string[],
    },
  ]);
  answer('resourceManager', { value: [{ id: 'a' }, 'b', { id: 'c', properties: { registrationDefinition: null } }] });
  const odd = await assignments();
  expect(odd.rows.map(({ id, definition, roleIds }) => [id, definition, roleIds])).toEqual([
    ['a', null, []],
    ['c', null, []],
  ]);
  expect(odd.issues).toHaveLength(1);
});
