import { startSimulator } from '../../simulator.ts';
import type { Simulator } from '../../simulator.ts';
import { ARM, get, signInDirect, tokenFor } from '../../testing.ts';
import { SMALL } from '../../world/smallIds.ts';

interface Assignments {
  value: Array<{ properties: { principalType: string; principalId: string; roleDefinitionId: string } }>;
}

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ world: 'small', tls: false });
});
afterAll(() => simulator.close());

const claim = (token: string, name: string) =>
  (JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, string>)[name] ?? '';
const read = (token: string, subscription: string, path: string, version = '2022-04-01') => {
  const query = `${path.includes('?') ? '&' : '?'}api-version=${version}`;
  return get(simulator, 'resourceManager', `/subscriptions/${subscription}/providers/${path}${query}`, token);
};

test('admin on behalf of: a foreign group is Owner, and the user is in it', async () => {
  const token = await tokenFor(simulator, SMALL.contoso, ARM);
  const filters = ['atScope()', `assignedTo('${claim(token, 'oid')}')`];
  for (const filter of filters) {
    const path = `Microsoft.Authorization/roleAssignments?$filter=${encodeURIComponent(filter)}`;
    const { value } = (await read(token, SMALL.contosoProduction, path)).json<Assignments>();
    expect(
      value.map((one) => [one.properties.principalType, one.properties.roleDefinitionId.split('/').at(-1)]),
    ).toEqual([['ForeignGroup', '8e3af657-a8ff-443c-a75c-2fe8c4bcb635']]);
  }
  const permissions = await read(token, SMALL.contosoProduction, 'Microsoft.Authorization/permissions');
  expect(permissions.json()).toEqual({
    value: [{ actions: ['*'], notActions: [], dataActions: [], notDataActions: [] }],
  });
  expect((await read(token, SMALL.contosoConfidential, 'Microsoft.Authorization/roleAssignments')).status).toBe(403);
});

test('a service principal has the role that it was given itself', async () => {
  const token = (await signInDirect(simulator, SMALL.northwind)).json<{ access_token: string }>().access_token;
  const filter = encodeURIComponent(`assignedTo('${claim(token, 'oid')}')`);
  const path = `Microsoft.Authorization/roleAssignments?$filter=${filter}`;
  const { value } = (await read(token, SMALL.northwindWeb, path)).json<Assignments>();
  expect(value.map((one) => [one.properties.principalType, one.properties.principalId])).toEqual([
    ['ServicePrincipal', claim(token, 'oid')],
  ]);
});

test('one provider says whether it is registered', async () => {
  const token = await tokenFor(simulator, SMALL.contoso, ARM);
  const state = async (subscription: string) =>
    (await read(token, subscription, 'microsoft.resourcehealth', '2021-04-01')).json<{ registrationState: string }>()
      .registrationState;
  expect([await state(SMALL.contosoProduction), await state(SMALL.contosoDevelopment)]).toEqual([
    'Registered',
    'NotRegistered',
  ]);
  expect((await read(token, SMALL.contosoProduction, 'Microsoft.Nothing', '2021-04-01')).status).toBe(404);
});
