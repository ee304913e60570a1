import { decodeJwt } from 'jose';
import { startSimulator } from '../../simulator.ts';
import type { Simulator } from '../../simulator.ts';
import { ARM, endpoint, get, PARTNER_CENTER, postToken, redeem, send, signInDirect, tokenFor } from '../../testing.ts';
import { SMALL } from '../../world/smallIds.ts';
import { AADSTS } from './errors.ts';

interface ErrorBody {
  error: string;
  error_description: string;
  error_codes: number[];
  suberror?: string;
}

const MINUTE = 60_000;
let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ world: 'small', tls: false });
});
beforeEach(() => simulator.simulation.reset());
afterAll(() => simulator.close());

test('a refresh token is redeemed in any customer tenant, named by id or domain', async () => {
  const answer = await redeem(simulator, 'contoso.com', ARM, { client_info: '1' });
  const body = answer.json<{ access_token: string; client_info: string; expires_in: number; token_type: string }>();
  expect(answer.status).toBe(200);
  expect(body.token_type).toBe('Bearer');
  expect(body.expires_in).toBeGreaterThanOrEqual(3600);
  expect(decodeJwt(body.access_token)).toMatchObject({
    aud: ARM,
    tid: SMALL.contoso,
    appid: SMALL.partnerApp,
    amr: ['pwd', 'mfa'],
    scp: 'user_impersonation',
  });
  expect(JSON.parse(Buffer.from(body.client_info, 'base64url').toString())).toMatchObject({
    utid: SMALL.partnerTenant,
  });
});

test('every redemption hands out a new refresh token, and the old one goes on working', async () => {
  const first = (await redeem(simulator, SMALL.contoso, ARM)).json<{ refresh_token: string }>().refresh_token;
  simulator.setClock('2026-11-21T12:00:00Z');
  const second = await redeem(simulator, SMALL.contoso, ARM, { refresh_token: first });
  expect(second.status).toBe(200);
  expect(second.json<{ refresh_token: string }>().refresh_token).not.toBe(first);
  expect((await redeem(simulator, SMALL.contoso, ARM, { refresh_token: first })).status).toBe(200);
});

test.each<[string, string, Record<string, string>, number, number]>([
  ['a wrong secret', SMALL.contoso, { client_secret: 'wrong' }, 401, 7000215],
  ['an expired secret', SMALL.contoso, { client_secret: 'small-partner-client-secret-expired' }, 401, 7000222],
  ['an unknown application', SMALL.contoso, { client_id: SMALL.contosoPlan }, 400, 700016],
  ['an unknown tenant', '00000000-0000-4000-8000-000000000000', {}, 400, 90002],
  ['a malformed tenant', 'not a tenant', {}, 400, 900023],
  ['a tenant without GDAP', SMALL.fabrikam, {}, 400, 50020],
  ['a foreign refresh token', SMALL.contoso, { refresh_token: '1.Sim.e30.forged' }, 400, 9002313],
  ['two resources at once', SMALL.contoso, { scope: `${ARM}/.default ${PARTNER_CENTER}/.default` }, 400, 70011],
  ['an unknown resource', SMALL.contoso, { scope: 'https://example.com/.default' }, 400, 500011],
  ['another grant type', SMALL.contoso, { grant_type: 'password' }, 400, 70003],
])('%s is refused', async (_, tenant, form, status, code) => {
  const answer = await redeem(simulator, encodeURIComponent(tenant), ARM, form);
  const body = answer.json<ErrorBody>();
  expect([answer.status, body.error_codes]).toEqual([status, [code]]);
  expect(body.error_description).toMatch(
    new RegExp(
      `^AADSTS${code}: .* Trace ID: [0-9a-f-]{36} Correlation ID: [0-9a-f-]{36} Timestamp: 2026-11-20 12:00:00Z$`,
    ),
  );
});

test('a missing secret, missing consent, a blocking policy and revoked sessions have codes of their own', async () => {
  const { world } = simulator;
  const form = {
    grant_type: 'refresh_token',
    client_id: SMALL.partnerApp,
    scope: `${ARM}/.default`,
    refresh_token: 'x',
  };
  expect((await postToken(simulator, SMALL.contoso, form)).json<ErrorBody>().error_codes).toEqual([7000218]);
  const at = simulator.simulation.clock.now();
  world.addTransition({ at, kind: 'consent', tenantId: SMALL.tailwind, appId: SMALL.partnerApp, given: false });
  world.addTransition({ at, kind: 'conditionalAccess', tenantId: SMALL.contoso, allows: false });
  expect((await redeem(simulator, SMALL.tailwind, ARM)).json<ErrorBody>().error_codes).toEqual([65001]);
  expect((await redeem(simulator, SMALL.contoso, ARM)).json()).toMatchObject({
    error_codes: [53003],
    suberror: 'message_only',
  });
  world.addTransition({ at, kind: 'revokeSessions' });
  expect((await redeem(simulator, SMALL.partnerTenant, ARM)).json<ErrorBody>().error_codes).toEqual([50173]);
});

test('a refresh token works for the client that it was issued to, and for no other', async () => {
  const foreign = simulator.simulation.tokens.refreshToken({ clientId: SMALL.directApp, issuedAt: 0, amr: [] });
  const answer = await redeem(simulator, SMALL.contoso, ARM, { refresh_token: foreign });
  expect(answer.json<ErrorBody>()).toMatchObject({ error: 'invalid_grant', error_codes: [70000] });
});

test('a throttled tenant says when to come back', async () => {
  simulator.faults.add({ error: 'AADSTS90055', headers: { 'Retry-After': '11' }, count: 1 });
  const answer = await redeem(simulator, SMALL.contoso, ARM);
  expect([answer.status, answer.headers['retry-after']]).toEqual([429, '11']);
});

test('a refresh token ends 90 days after it was issued', async () => {
  const day = 24 * 60 * MINUTE;
  simulator.simulation.clock.advance(90 * day);
  expect((await redeem(simulator, SMALL.contoso, ARM)).status).toBe(200);
  simulator.simulation.clock.advance(MINUTE);
  expect((await redeem(simulator, SMALL.contoso, ARM)).json<ErrorBody>().error_codes).toEqual([700082]);
});

test('an application signs in where it has a service principal, and only there', async () => {
  const token = (await signInDirect(simulator, 'northwindtraders.onmicrosoft.com')).json<{
    access_token: string;
    refresh_token?: string;
  }>();
  expect(token.refresh_token).toBeUndefined();
  expect(decodeJwt(token.access_token)).toMatchObject({ tid: SMALL.northwind, idtyp: 'app' });
  expect((await signInDirect(simulator, SMALL.contoso)).json<ErrorBody>().error_codes).toEqual([700016]);
  const partnerApp = { client_id: SMALL.partnerApp, client_secret: 'small-partner-client-secret' };
  expect((await signInDirect(simulator, SMALL.northwind, partnerApp)).json()).toMatchObject({
    error: 'invalid_client',
    error_codes: [7000229],
  });
  expect(
    (await signInDirect(simulator, SMALL.northwind, { scope: `${ARM}/user_impersonation` })).json<ErrorBody>()
      .error_codes,
  ).toEqual([70011]);
});

test('the v1 endpoint takes a resource and answers numbers as strings', async () => {
  const form = {
    grant_type: 'client_credentials',
    client_id: SMALL.directApp,
    client_secret: 'small-direct-client-secret',
    resource: `${ARM}/`,
  };
  const answer = await postToken(simulator, SMALL.northwind, form, 'oauth2/token');
  const body = answer.json<{ expires_in: unknown; resource: string }>();
  expect([typeof body.expires_in, body.resource]).toEqual(['string', ARM]);
});

test('metadata leads to keys that the tokens are signed with', async () => {
  const login = endpoint(simulator, 'login');
  const metadata = (await send(`${login}/contoso.com/v2.0/.well-known/openid-configuration`)).json<
    Record<string, string>
  >();
  expect(metadata).toMatchObject({
    issuer: `${login}/${SMALL.contoso}/v2.0`,
    token_endpoint: `${login}/${SMALL.contoso}/oauth2/v2.0/token`,
  });
  const keys = (await send(metadata.jwks_uri ?? '')).json<{ keys: Array<{ kid: string }> }>();
  const token = await tokenFor(simulator, SMALL.contoso, ARM);
  const header = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as { kid: string };
  expect(keys.keys.map((key) => key.kid)).toEqual([header.kid]);
  const query = `api-version=1.1&authorization_endpoint=${login}/contoso.com/oauth2/v2.0/authorize`;
  const instance = (await send(`${login}/common/discovery/instance?${query}`)).json<{
    tenant_discovery_endpoint: string;
  }>();
  expect(instance.tenant_discovery_endpoint).toBe(`${login}/contoso.com/v2.0/.well-known/openid-configuration`);
});

test('any code of the reference is switched on for one tenant', async () => {
  simulator.faults.add({ service: 'login', tenant: SMALL.contoso, error: 'AADSTS50076', count: 1 });
  expect((await redeem(simulator, SMALL.tailwind, ARM)).status).toBe(200);
  expect((await redeem(simulator, 'contoso.com', ARM)).json()).toMatchObject({
    error_codes: [50076],
    suberror: 'basic_action',
  });
  expect((await redeem(simulator, 'contoso.com', ARM)).status).toBe(200);
});

test.each(Object.keys(AADSTS))('AADSTS%s is switched on, and named once more in its answer', async (code) => {
  simulator.faults.add({ service: 'login', error: `AADSTS${code}`, count: 1 });
  const answer = await redeem(simulator, SMALL.contoso, ARM);
  const body = answer.json<ErrorBody>();
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect([body.error_codes, body.error_description.startsWith(`AADSTS${code}: `)]).toEqual([[Number(code)], true]);
});

test('the token that a world hands out is the same on every start, and its rotated ones survive one', async () => {
  const rotated = (await redeem(simulator, SMALL.contoso, ARM)).json<{ refresh_token: string }>().refresh_token;
  const again = await startSimulator({ world: 'small', tls: false });
  expect(again.secureJsonData).toEqual(simulator.secureJsonData);
  expect((await redeem(again, SMALL.contoso, ARM, { refresh_token: rotated })).status).toBe(200);
  // An access token of another process is signed with another key.
  const foreign = await tokenFor(simulator, SMALL.contoso, ARM);
  expect((await get(again, 'resourceManager', '/subscriptions?api-version=2022-12-01', foreign)).status).toBe(401);
  await again.close();
});
