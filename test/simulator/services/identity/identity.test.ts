import { existsSync, readFileSync } from 'node:fs';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { startSimulator } from '../../simulator.ts';
import type { Simulator } from '../../simulator.ts';
import { ARM, control, endpoint, get, send } from '../../testing.ts';
import { SMALL } from '../../world/smallIds.ts';

const METADATA = { Metadata: 'true' };
let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ world: 'small', tls: false });
});
beforeEach(() => simulator.simulation.reset());
afterAll(() => simulator.close());

type Body = Record<string, string>;

const imds = (query: Record<string, string> = {}, headers: Record<string, string> = METADATA) => {
  const all = new URLSearchParams({ 'api-version': '2018-02-01', resource: `${ARM}/`, ...query });
  return send(`${endpoint(simulator, 'identity')}/metadata/identity/oauth2/token?${all.toString()}`, { headers });
};

test("IMDS gives the machine's own identity a token for a day, numbers as strings", async () => {
  const answer = await imds();
  const body = answer.json<Body>();
  expect(body).toMatchObject({ expires_in: '86399', token_type: 'Bearer', resource: `${ARM}/` });
  expect(body.expires_on).toBe(String(Date.parse('2026-11-20T12:00:00Z') / 1000 + 86_399));
  expect(decodeJwt(body.access_token ?? '')).toMatchObject({
    tid: SMALL.northwind,
    appid: SMALL.systemIdentity,
    idtyp: 'app',
    aud: ARM,
  });
  const path = '/subscriptions?api-version=2022-12-01';
  const list = await get(simulator, 'resourceManager', path, body.access_token ?? '');
  expect(list.json<{ value: Array<{ displayName: string }> }>().value.map((row) => row.displayName)).toEqual([
    'Northwind Web',
  ]);
});

test('an assigned identity is chosen by client id, object id or resource id', async () => {
  const { managedIdentities } = await simulator.identities();
  const assigned = managedIdentities.find((one) => one.kind === 'userAssigned');
  const queries: Array<Record<string, string>> = [
    { client_id: SMALL.userIdentity },
    { object_id: assigned?.principalId ?? '' },
    { msi_res_id: assigned?.resourceId ?? '' },
  ];
  for (const query of queries) {
    const token = (await imds(query)).json<Body>().access_token ?? '';
    expect(decodeJwt(token)).toMatchObject({ oid: assigned?.principalId, xms_mirid: assigned?.resourceId });
  }
});

test.each<[string, Record<string, string>, Record<string, string>, Body]>([
  [
    'without the header',
    {},
    {},
    { error: 'bad_request_102', error_description: 'Required metadata header not specified' },
  ],
  ['that was forwarded', {}, { ...METADATA, 'X-Forwarded-For': '10.0.0.4' }, { error: 'bad_request' }],
  ['of an unknown version', { 'api-version': '2016-01-01' }, METADATA, {}],
  ['without a resource', { resource: '' }, METADATA, { error: 'invalid_request' }],
  ['for a scope in place of a resource', { resource: `${ARM}/.default` }, METADATA, { error: 'invalid_resource' }],
  [
    'for an unknown identity',
    { client_id: SMALL.directApp },
    METADATA,
    { error: 'invalid_request', error_description: 'Identity not found' },
  ],
])('IMDS refuses a request %s', async (_, query, headers, body) => {
  const answer = await imds(query, headers);
  expect(answer.status).toBe(400);
  expect(answer.json<Body>()).toMatchObject(body);
});

test.each([
  ['EndpointUpdating', 404],
  ['EndpointGone', 410],
  ['ImdsThrottled', 429],
  ['ImdsFailed', 500],
])('a fault %s answers %i once', async (error, status) => {
  simulator.faults.add({ host: 'identity', error, count: 1 });
  expect((await imds()).status).toBe(status);
  expect((await imds()).status).toBe(200);
});

test('App Service wants its header and answers when the token ends', async () => {
  const { endpoint: url, header } = (await simulator.identities()).appService;
  const query = `?api-version=2019-08-01&resource=${ARM}&client_id=${SMALL.userIdentity}`;
  expect((await send(url + query)).status).toBe(401);
  expect((await send(url + query, { headers: { 'X-IDENTITY-HEADER': 'guess' } })).status).toBe(401);
  const body = (await send(url + query, { headers: { 'X-IDENTITY-HEADER': header } })).json<Body>();
  expect([body.client_id, typeof body.expires_on, 'expires_in' in body]).toEqual([SMALL.userIdentity, 'string', false]);
});

test('Azure Arc asks to read a file first, takes what is in it once, and removes it in the end', async () => {
  const own = await startSimulator({ world: 'small', tls: false });
  const { identityEndpoint } = (await own.identities()).arc;
  const url = `${identityEndpoint}?api-version=2020-06-01&resource=${ARM}`;
  const challenge = await send(url, { headers: METADATA });
  const file = /^Basic realm=(.+\.key)$/.exec(challenge.headers['www-authenticate'] ?? '')?.[1] ?? '';
  expect(challenge.status).toBe(401);
  const headers = { ...METADATA, Authorization: `Basic ${readFileSync(file, 'utf8')}` };
  expect((await send(url, { headers })).json<Body>().client_id).toBe(SMALL.systemIdentity);
  expect((await send(url, { headers })).status).toBe(403);
  expect((await send(`${url}&client_id=${SMALL.userIdentity}`, { headers: METADATA })).status).toBe(400);
  await own.close();
  expect(existsSync(file)).toBe(false);
});

test("the cluster's metadata lead to the key that its tokens are signed with", async () => {
  const { cluster } = await simulator.identities();
  const metadata = (await send(`${cluster.issuer}/.well-known/openid-configuration`)).json<Body>();
  const keys = createRemoteJWKSet(new URL(metadata.jwks_uri ?? ''));
  const { token } = (await control(simulator, 'GET', 'federatedToken?expiresIn=60')).json<{ token: string }>();
  const verified = await jwtVerify(token, keys, {
    issuer: cluster.issuer,
    audience: 'api://AzureADTokenExchange',
    subject: cluster.subject,
    currentDate: new Date(simulator.simulation.clock.now()),
  });
  expect((verified.payload.exp ?? 0) - (verified.payload.iat ?? 0)).toBe(60);
});
