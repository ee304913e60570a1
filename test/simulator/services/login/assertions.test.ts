import { randomUUID } from 'node:crypto';
import { decodeJwt, importPKCS8, SignJWT } from 'jose';
import type { CertificatePair } from '../../core/applicationCertificates.ts';
import { startSimulator } from '../../simulator.ts';
import type { Simulator } from '../../simulator.ts';
import { ARM, endpoint, get, postToken, redeem, send } from '../../testing.ts';
import { SMALL } from '../../world/smallIds.ts';

const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const EXCHANGE = 'api://AzureADTokenExchange';
let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ world: 'small', tls: false });
});
beforeEach(() => simulator.simulation.reset());
afterAll(() => simulator.close());

async function certificate(clientId: string, name = 'current'): Promise<CertificatePair> {
  const { applications } = await simulator.identities();
  const pair = applications.find((app) => app.clientId === clientId)?.certificates[name];
  if (!pair) {
    throw new Error(`No certificate '${name}' of ${clientId}`);
  }
  return pair;
}

interface Draft {
  clientId?: string;
  name?: string;
  signedBy?: string;
  alg?: 'RS256' | 'PS256';
  header?: Record<string, string>;
  claims?: Record<string, unknown>;
}

async function assertion(draft: Draft = {}): Promise<string> {
  const clientId = draft.clientId ?? SMALL.certificateApp;
  const pair = await certificate(clientId, draft.name);
  const signer = await certificate(draft.signedBy ?? clientId, draft.name);
  const alg = draft.alg ?? 'PS256';
  const now = Math.floor(Date.now() / 1000);
  const thumbprint =
    alg === 'PS256'
      ? { 'x5t#S256': Buffer.from(pair.thumbprintSha256, 'hex').toString('base64url') }
      : { x5t: Buffer.from(pair.thumbprint, 'hex').toString('base64url') };
  const claims = {
    aud: `${endpoint(simulator, 'login')}/${SMALL.northwind}/oauth2/v2.0/token`,
    iss: clientId,
    sub: clientId,
    jti: randomUUID(),
    nbf: now,
    exp: now + 600,
    ...draft.claims,
  };
  return new SignJWT(claims)
    .setProtectedHeader({ alg, typ: 'JWT', ...thumbprint, ...draft.header })
    .sign(await importPKCS8(signer.privateKey, alg));
}

const signIn = (client_assertion: string, form: Record<string, string> = {}, tenant: string = SMALL.northwind) =>
  postToken(simulator, tenant, {
    grant_type: 'client_credentials',
    client_id: SMALL.certificateApp,
    client_assertion_type: JWT_BEARER,
    client_assertion,
    scope: `${ARM}/.default`,
    ...form,
  });

const codes = async (answer: ReturnType<typeof signIn>) =>
  (await answer).json<{ error_codes?: number[] }>().error_codes;

test.each<[string, Draft]>([
  ['PS256 and x5t#S256', {}],
  ['RS256 and x5t', { alg: 'RS256' }],
  [
    'the issuer of the tenant as audience',
    { claims: { aud: `https://login.microsoftonline.com/${SMALL.northwind}/v2.0` } },
  ],
])('a certificate application signs in with %s, and reads its subscription', async (_, draft) => {
  const answer = await signIn(await assertion(draft));
  expect(answer.status).toBe(200);
  const token = answer.json<{ access_token: string }>().access_token;
  expect(decodeJwt(token)).toMatchObject({ appid: SMALL.certificateApp, appidacr: '2', idtyp: 'app' });
  const list = await get(simulator, 'resourceManager', '/subscriptions?api-version=2022-12-01', token);
  expect(list.json<{ value: unknown[] }>().value).toHaveLength(1);
});

test.each<[string, Draft, number]>([
  ['the key of another application', { signedBy: SMALL.partnerApp }, 700027],
  ['a certificate that is not registered', { header: { 'x5t#S256': Buffer.alloc(32).toString('base64url') } }, 700027],
  ['a certificate that ended', { name: 'expired' }, 700027],
  [
    'the audience of another tenant',
    { claims: { aud: `https://login.microsoftonline.com/${SMALL.contoso}/v2.0` } },
    700023,
  ],
  ['another subject than the client', { claims: { sub: SMALL.directApp } }, 700021],
  ['an end in the past', { claims: { exp: Math.floor(Date.now() / 1000) - 400 * 24 * 3600 } }, 700024],
  ['more than a day to live', { claims: { exp: Math.floor(Date.now() / 1000) + 400 * 24 * 3600 } }, 700024],
  ['no id of its own', { claims: { jti: undefined } }, 50027],
])('an assertion with %s is refused', async (_, draft, code) => {
  expect(await codes(signIn(await assertion(draft)))).toEqual([code]);
});

test('an assertion of another type, and one that is no token, are refused', async () => {
  expect(await codes(signIn(await assertion(), { client_assertion_type: 'jwt-bearer' }))).toEqual([90011]);
  expect(await codes(signIn('not a token'))).toEqual([50027]);
});

test("the partner's application redeems its refresh token with a certificate, in any tenant", async () => {
  const aud = `${endpoint(simulator, 'login')}/${SMALL.contoso}/oauth2/v2.0/token`;
  const client_assertion = await assertion({ clientId: SMALL.partnerApp, claims: { aud } });
  const answer = await postToken(simulator, SMALL.contoso, {
    grant_type: 'refresh_token',
    client_id: SMALL.partnerApp,
    client_assertion_type: JWT_BEARER,
    client_assertion,
    refresh_token: simulator.secureJsonData['credential.partner.refreshToken'] ?? '',
    scope: `${ARM}/.default`,
  });
  expect([answer.status, decodeJwt(answer.json<{ access_token: string }>().access_token).tid]).toEqual([
    200,
    SMALL.contoso,
  ]);
});

test("a cluster's token stands for the application that trusts it, until it ends", async () => {
  const workload = { client_id: SMALL.workloadApp };
  const token = await simulator.federatedToken({ expiresIn: 600 });
  expect((await signIn(token, workload)).status).toBe(200);
  simulator.simulation.clock.advance(601_000);
  expect(await codes(signIn(token, workload))).toEqual([700024]);
  expect((await signIn(await simulator.federatedToken(), workload)).status).toBe(200);
});

test('each wrong part of a federated token has a code of its own', async () => {
  const workload = { client_id: SMALL.workloadApp };
  const wrong = (part: Parameters<Simulator['federatedToken']>[0]) => simulator.federatedToken(part);
  expect(await codes(signIn(await wrong({ issuer: 'https://cluster.example.com' }), workload))).toEqual([700211]);
  expect(await codes(signIn(await wrong({ audience: 'sts.amazonaws.com' }), workload))).toEqual([700212]);
  const subject = 'system:serviceaccount:default:default';
  expect(await codes(signIn(await wrong({ subject }), workload))).toEqual([700213]);
  expect(await codes(signIn(await wrong({})))).toEqual([70021]);
  const [header, , signature] = (await wrong({})).split('.');
  const [, payload] = (await wrong({})).split('.');
  expect(await codes(signIn([header, payload, signature].join('.'), workload))).toEqual([700027]);
});

async function machineToken(client: string): Promise<string> {
  const url = `${endpoint(simulator, 'identity')}/metadata/identity/oauth2/token?api-version=2018-02-01&resource=${EXCHANGE}&client_id=${client}`;
  return (await send(url, { headers: { Metadata: 'true' } })).json<{ access_token: string }>().access_token;
}

test('a managed identity vouches for an application of its tenant, a user does not', async () => {
  const workload = { client_id: SMALL.workloadApp };
  expect((await signIn(await machineToken(SMALL.userIdentity), workload)).status).toBe(200);
  expect(await codes(signIn(await machineToken(SMALL.systemIdentity), workload))).toEqual([700213]);
  const user = (await redeem(simulator, SMALL.partnerTenant, EXCHANGE)).json<{ access_token: string }>().access_token;
  const partner = { client_id: SMALL.partnerApp };
  expect(await codes(signIn(user, partner, SMALL.partnerTenant))).toEqual([700229]);
});

test("the partner's machine stands for the multi-tenant application in customers' tenants", async () => {
  simulator.simulation.behaviour.machine = 'partner';
  const token = await machineToken(SMALL.partnerUserIdentity);
  expect(decodeJwt(token)).toMatchObject({
    iss: `https://login.microsoftonline.com/${SMALL.partnerTenant}/v2.0`,
    aud: EXCHANGE,
  });
  const answer = await signIn(token, { client_id: SMALL.partnerApp }, SMALL.contoso);
  expect(decodeJwt(answer.json<{ access_token: string }>().access_token)).toMatchObject({
    tid: SMALL.contoso,
    appid: SMALL.partnerApp,
  });
});
