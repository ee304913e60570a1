import { startSimulator } from '../../simulator.ts';
import type { Simulator } from '../../simulator.ts';
import { ARM, control, GRAPH, PARTNER_CENTER, postToken, redeem, send, tokenFor } from '../../testing.ts';
import { SMALL } from '../../world/smallIds.ts';

const ARM_APP = '797f4846-ba00-4fd7-ba43-dac1f8f63013';
const GRAPH_APP = '00000003-0000-0000-c000-000000000000';
const consent = {
  applicationId: SMALL.partnerApp,
  displayName: 'CSP monitoring',
  applicationGrants: [
    { enterpriseApplicationId: ARM_APP, scope: 'user_impersonation' },
    { enterpriseApplicationId: GRAPH_APP, scope: 'Directory.Read.All,User.Read' },
  ],
};

let simulator: Simulator;
let token: string;

beforeAll(async () => {
  simulator = await startSimulator({ world: 'small', tls: false });
});
beforeEach(async () => {
  simulator.simulation.reset();
  token = await tokenFor(simulator, SMALL.partnerTenant, PARTNER_CENTER);
});
afterAll(() => simulator.close());

const ask = (method: string, customer: string, path = '', body?: unknown) =>
  send(`${simulator.simulation.origins.partnerCenter}/v1/customers/${customer}/applicationconsents${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
const withdraw = () =>
  control(simulator, 'POST', 'transitions', {
    kind: 'consent',
    tenantId: SMALL.tailwind,
    appId: SMALL.partnerApp,
    given: false,
  });
const errorCode = async (tenant: string) =>
  (await redeem(simulator, tenant, ARM)).json<{ error_codes?: number[] }>().error_codes;

test('consent lets the application into the tenant, with the permissions that were granted', async () => {
  await withdraw();
  expect(await errorCode(SMALL.tailwind)).toEqual([65001]);
  const answer = await ask('POST', SMALL.tailwind, '', consent);
  expect([answer.status, answer.json()]).toEqual([201, consent]);
  expect(await errorCode(SMALL.tailwind)).toBeUndefined();
  const graph = await tokenFor(simulator, SMALL.tailwind, GRAPH);
  const claims = JSON.parse(Buffer.from(graph.split('.')[1] ?? '', 'base64url').toString()) as { scp: string };
  expect(claims.scp).toBe('Directory.Read.All User.Read');
});

test('what is there already conflicts, and may be taken away again', async () => {
  const twice = await ask('POST', SMALL.contoso, '', consent);
  expect([twice.status, twice.json()]).toEqual([
    409,
    { code: 'Conflict', description: 'Permission entry already exists.', data: [], source: 'PartnerFD' },
  ]);
  expect((await ask('DELETE', SMALL.contoso, `/${SMALL.partnerApp}`)).status).toBe(204);
  expect(await errorCode(SMALL.contoso)).toEqual([65001]);
  expect((await ask('DELETE', SMALL.contoso, `/${SMALL.partnerApp}`)).status).toBe(404);
});

test.each([
  ['no GDAP', SMALL.fabrikam, consent, 403],
  ['no relationship', SMALL.northwind, consent, 404],
  ['an application of another tenant', SMALL.tailwind, { ...consent, applicationId: SMALL.directApp }, 404],
  ['no application id', SMALL.tailwind, { ...consent, applicationId: 'monitoring' }, 400],
  ['no grants', SMALL.tailwind, { ...consent, applicationGrants: [] }, 400],
  [
    'scopes separated by blanks',
    SMALL.tailwind,
    { ...consent, applicationGrants: [{ enterpriseApplicationId: GRAPH_APP, scope: 'A.Read B.Read' }] },
    400,
  ],
])('refused: %s', async (_, customer, body, status) => {
  await withdraw();
  expect((await ask('POST', customer, '', body)).status).toBe(status);
});

test('an application alone may not consent, nor a user without multifactor authentication', async () => {
  const form = {
    grant_type: 'client_credentials',
    client_id: SMALL.partnerApp,
    client_secret: 'small-partner-client-secret',
    scope: `${PARTNER_CENTER}/.default`,
  };
  token = (await postToken(simulator, SMALL.partnerTenant, form)).json<{ access_token: string }>().access_token;
  expect((await ask('POST', SMALL.tailwind, '', consent)).text).toContain('900329');
  const weak = simulator.simulation.tokens.refreshToken({ clientId: SMALL.partnerApp, issuedAt: 0, amr: ['pwd'] });
  const redeemed = await redeem(simulator, SMALL.partnerTenant, PARTNER_CENTER, { refresh_token: weak });
  token = redeemed.json<{ access_token: string }>().access_token;
  expect((await ask('POST', SMALL.tailwind, '', consent)).text).toContain('900421');
});
