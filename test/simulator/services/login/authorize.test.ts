import { createHash } from 'node:crypto';
import { decodeJwt } from 'jose';
import { startSimulator } from '../../simulator.ts';
import type { Simulator } from '../../simulator.ts';
import { control, endpoint, PARTNER_CENTER, postToken, redeem, send } from '../../testing.ts';
import { SMALL } from '../../world/smallIds.ts';

const CALLBACK = 'https://grafana.example.com/noc/callback?from=sign-in';
const VERIFIER = 'a-verifier-that-is-at-least-forty-three-characters-long';
const SCOPE = `${PARTNER_CENTER}/user_impersonation offline_access openid`;
const MINUTE = 60_000;
let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ world: 'small', tls: false, redirectUris: [CALLBACK] });
});
beforeEach(() => simulator.simulation.reset());
afterAll(() => simulator.close());

const challenge = createHash('sha256').update(VERIFIER).digest('base64url');

function authorizeUrl(changes: Record<string, string | undefined> = {}, tenant: string = SMALL.partnerTenant): string {
  const query = {
    client_id: SMALL.partnerApp,
    response_type: 'code',
    redirect_uri: CALLBACK,
    scope: SCOPE,
    state: 'a state/with "signs" & more',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...changes,
  };
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `${endpoint(simulator, 'login')}/${tenant}/oauth2/v2.0/authorize?${new URLSearchParams(given).toString()}`;
}

const press = (url: string, form: Record<string, string>) =>
  send(url, { method: 'POST', body: new URLSearchParams(form).toString() });

async function code(url = authorizeUrl(), form: Record<string, string> = { mfa: 'on' }): Promise<string> {
  const answer = await press(url, { decision: 'accept', ...form });
  return new URL(answer.headers.location ?? '').searchParams.get('code') ?? '';
}

const exchangeCode = (value: string, form: Record<string, string> = {}, tenant: string = SMALL.partnerTenant) =>
  postToken(simulator, tenant, {
    grant_type: 'authorization_code',
    client_id: SMALL.partnerApp,
    client_secret: simulator.secureJsonData['credential.partner.clientSecret'] ?? '',
    code: value,
    redirect_uri: CALLBACK,
    code_verifier: VERIFIER,
    ...form,
  });

const codes = async (answer: ReturnType<typeof exchangeCode>) =>
  (await answer).json<{ error_codes?: number[] }>().error_codes;

test('the page says who asks for what, and escapes it', async () => {
  const page = await send(authorizeUrl());
  expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
  expect(page.text).toContain('CSP monitoring');
  expect(page.text).toContain('csp-service@wideworldimporters.onmicrosoft.com');
  const failed = await send(authorizeUrl({ redirect_uri: 'https://evil.example.com/<script>' }));
  expect(failed.status).toBe(400);
  expect(failed.text).toContain('AADSTS50011');
  expect(failed.text).not.toContain('<script>');
});

test('accepting leads back with a code and the state, and the code to tokens that carry the sign-in', async () => {
  const answer = await press(authorizeUrl({ nonce: 'n1' }), { decision: 'accept', mfa: 'on' });
  const target = new URL(answer.headers.location ?? '');
  expect([answer.status, target.origin + target.pathname]).toEqual([302, 'https://grafana.example.com/noc/callback']);
  expect(target.searchParams.get('from')).toBe('sign-in');
  expect(target.searchParams.get('state')).toBe('a state/with "signs" & more');
  const tokens = (await exchangeCode(target.searchParams.get('code') ?? '', { client_info: '1' })).json<{
    access_token: string;
    refresh_token: string;
    id_token: string;
  }>();
  expect(decodeJwt(tokens.access_token)).toMatchObject({ aud: PARTNER_CENTER, amr: ['pwd', 'mfa'] });
  expect(decodeJwt(tokens.id_token)).toMatchObject({ aud: SMALL.partnerApp, nonce: 'n1' });
  const again = await redeem(simulator, SMALL.contoso, PARTNER_CENTER, { refresh_token: tokens.refresh_token });
  expect(decodeJwt(again.json<{ access_token: string }>().access_token)).toMatchObject({ tid: SMALL.contoso });
});

test('a sign-in without MFA stays without, and one without offline_access has no refresh token', async () => {
  const url = authorizeUrl({ scope: `${PARTNER_CENTER}/user_impersonation` });
  const tokens = (await exchangeCode(await code(url, {}))).json<Record<string, string>>();
  expect(decodeJwt(tokens.access_token ?? '').amr).toEqual(['pwd']);
  expect([tokens.refresh_token, tokens.id_token]).toEqual([undefined, undefined]);
});

test('declining, a silent attempt, and a fault lead back with the error', async () => {
  const back = (location: string | undefined) => {
    const { searchParams } = new URL(location ?? '');
    return [searchParams.get('error'), /AADSTS\d+/.exec(searchParams.get('error_description') ?? '')?.[0]];
  };
  expect(back((await press(authorizeUrl(), { decision: 'decline' })).headers.location)).toEqual([
    'access_denied',
    'AADSTS65004',
  ]);
  expect(back((await send(authorizeUrl({ prompt: 'none' }))).headers.location)).toEqual([
    'login_required',
    'AADSTS50058',
  ]);
  simulator.faults.add({ operation: 'authorizeDecision', error: 'AADSTS53003', count: 1 });
  expect(back((await press(authorizeUrl(), { decision: 'accept' })).headers.location)).toEqual([
    'invalid_grant',
    'AADSTS53003',
  ]);
});

test.each<[string, Record<string, string | undefined>, string]>([
  ['another response type', { response_type: 'token' }, 'AADSTS700054'],
  ['no scope', { scope: undefined }, 'AADSTS900144'],
  ['two resources', { scope: `${SCOPE} https://graph.microsoft.com/User.Read` }, 'AADSTS70011'],
  ['a short challenge', { code_challenge: 'short' }, 'AADSTS501491'],
  ['an unknown method', { code_challenge_method: 'S512' }, 'AADSTS501491'],
  ['an unknown prompt', { prompt: 'maybe' }, 'AADSTS90023'],
])('%s is told to the registered address', async (_, changes, expected) => {
  const answer = await send(authorizeUrl(changes));
  expect(answer.status).toBe(302);
  expect(new URL(answer.headers.location ?? '').searchParams.get('error_description')).toContain(expected);
});

test.each<[string, Record<string, string | undefined>, string, string]>([
  ['an unknown client', { client_id: SMALL.contosoPlan }, SMALL.partnerTenant, 'AADSTS700016'],
  ['an address with another query', { redirect_uri: CALLBACK.split('?')[0] }, SMALL.partnerTenant, 'AADSTS50011'],
  ['a single-tenant application at common', { client_id: SMALL.vaultApp }, 'common', 'AADSTS50194'],
])('%s stays on a page', async (_, changes, tenant, expected) => {
  const answer = await send(authorizeUrl(changes, tenant));
  expect([answer.status, answer.headers.location]).toEqual([400, undefined]);
  expect(answer.text).toContain(expected);
});

test('a code is good once, for ten minutes, for its client, tenant, address and verifier', async () => {
  const used = await code();
  expect((await exchangeCode(used)).status).toBe(200);
  expect(await codes(exchangeCode(used))).toEqual([54005]);
  const fresh = await code();
  expect(await codes(exchangeCode(fresh, { redirect_uri: 'https://grafana.example.com/' }))).toEqual([500112]);
  expect(await codes(exchangeCode(fresh, { code_verifier: VERIFIER.toUpperCase() }))).toEqual([501481]);
  expect(await codes(exchangeCode(fresh, {}, SMALL.contoso))).toEqual([700005]);
  const vault = { client_id: SMALL.vaultApp, client_secret: 'small-vault-client-secret' };
  expect(await codes(exchangeCode(fresh, vault))).toEqual([70000]);
  expect(await codes(exchangeCode('made up'))).toEqual([70000]);
  simulator.simulation.clock.advance(10 * MINUTE);
  expect((await exchangeCode(fresh)).status).toBe(200);
  const late = await code();
  simulator.simulation.clock.advance(10 * MINUTE + 1);
  expect(await codes(exchangeCode(late))).toEqual([70008]);
});

test('who accepts consents; who is not let in learns so', async () => {
  const at = simulator.simulation.clock.now();
  simulator.world.addTransition({
    at,
    kind: 'consent',
    tenantId: SMALL.tailwind,
    appId: SMALL.partnerApp,
    given: false,
  });
  expect((await redeem(simulator, SMALL.tailwind, PARTNER_CENTER)).status).toBe(400);
  expect(await code(authorizeUrl({}, SMALL.tailwind))).not.toBe('');
  expect((await redeem(simulator, SMALL.tailwind, PARTNER_CENTER)).status).toBe(200);
  const refused = await press(authorizeUrl({}, SMALL.fabrikam), { decision: 'accept' });
  expect(refused.headers.location).toContain('AADSTS50020');
});

test('an answer may come in a fragment or a form', async () => {
  const fragment = await press(authorizeUrl({ response_mode: 'fragment' }), { decision: 'accept' });
  expect(new URL(fragment.headers.location ?? '').hash).toContain('code=');
  const form = await press(authorizeUrl({ response_mode: 'form_post' }), { decision: 'accept' });
  expect(form.status).toBe(200);
  expect(form.text).toContain('value="a state/with &quot;signs&quot; &amp; more"');
});

test('addresses are registered through the control plane, https or on this machine alone', async () => {
  const redirectUris = ['http://localhost:3000/callback'];
  expect((await control(simulator, 'PUT', 'applications', { redirectUris })).status).toBe(200);
  expect((await send(authorizeUrl({ redirect_uri: redirectUris[0] }))).status).toBe(200);
  const http = await control(simulator, 'PUT', 'applications', { redirectUris: ['http://grafana.example.com/'] });
  expect([http.status, http.json<{ error: string }>().error]).toEqual([400, expect.stringContaining('https')]);
  simulator.simulation.reset();
  expect((await send(authorizeUrl())).status).toBe(200);
});
