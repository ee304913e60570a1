import { KeepAlive } from '../../src/backend/microsoft/auth/keepAlive.ts';
import { readSettings } from '../../src/backend/settings/read.ts';
import { SMALL } from '../simulator/world/smallIds.ts';
import { PARTNER_CERTIFICATE } from '../simulator/world/vaults/vaultSecrets.ts';
import { CONTOSO, errorOf, startHarness, type Change, type Harness } from './harness.ts';
import { Person } from './signInPerson.ts';
import { LOOPBACK } from './loopback.ts';

const CALLBACK = 'https://grafana.example.com/api/datasources/uid/csp/resources/consent/callback';
const DAY = 86_400_000;
let harness: Harness;
let person: Person;
beforeAll(async () => {
  harness = await startHarness({ world: 'small', redirectUris: [CALLBACK] });
  person = new Person(harness.simulator);
});
beforeEach(() => harness.simulator.simulation.reset());
afterEach(() => harness.simulator.faults.clear());
afterAll(() => harness.close());

type Client = ReturnType<Harness['another']>;

async function signIn(microsoft: Client, change: { redirectUri?: string; codeVerifier?: string } = {}) {
  const attempt = { redirectUri: CALLBACK, state: 'state' };
  const { authorizeUrl, codeVerifier } = await microsoft.beginSignIn('partner', attempt, harness.options);
  const code = (await person.signIn(authorizeUrl)).get('code') ?? '';
  const proof = { code, redirectUri: CALLBACK, codeVerifier, ...change };
  return microsoft.redeemSignIn('partner', proof, harness.options);
}

/** The partner's credential with other fields, and one that opens the vault. */
function partner(fields: Record<string, unknown>, secureJsonData: Record<string, string> = {}): Change {
  const [first, ...others] = harness.simulator.jsonData.credentials as Record<string, unknown>[];
  const vault = { id: 'vault', kind: 'clientSecret', tenantId: SMALL.partnerTenant, clientId: SMALL.vaultApp };
  return {
    jsonData: { credentials: [{ ...first, ...fields }, ...others, vault] },
    secureJsonData: { 'credential.vault.clientSecret': 'small-vault-client-secret', ...secureJsonData },
  };
}

/** A token as Entra's, whose signature nobody here looks at. */
const token = (claims: Record<string, unknown>) =>
  ['{}', JSON.stringify(claims), 'x'].map((part) => Buffer.from(part).toString('base64url')).join('.');

test('each attempt has a verifier of its own', async () => {
  const attempt = { redirectUri: CALLBACK, state: 'state' };
  const begun = await Promise.all([1, 2].map(() => harness.microsoft.beginSignIn('partner', attempt, harness.options)));
  expect(new Set(begun.map(({ codeVerifier }) => codeVerifier)).size).toBe(2);
  expect(begun[0]?.codeVerifier).toHaveLength(43);
});

test('a code is bound to its verifier and its address', async () => {
  const microsoft = harness.another({});
  const wrong = await errorOf(signIn(microsoft, { codeVerifier: 'a'.repeat(43) }));
  expect(wrong.code).toBe('AADSTS501481');
  expect((await errorOf(signIn(microsoft, { redirectUri: 'https://grafana.example.com/' }))).code).toBe('AADSTS500112');
  expect(await signIn(microsoft)).toMatchObject({ account: expect.stringContaining('csp-service') as string });
});

test.each([
  ['a token of another tenant', { tid: SMALL.contoso, amr: ['mfa'] }, { refresh_token: 'r' }, 'TokenOfAnotherTenant'],
  ['a token that can not be read', null, { refresh_token: 'r' }, 'TokenOfAnotherTenant'],
  ['no MFA', { tid: SMALL.partnerTenant, amr: ['pwd'] }, { refresh_token: 'r' }, 'SignInWithoutMfa'],
  ['no word of MFA', { tid: SMALL.partnerTenant }, { refresh_token: 'r' }, 'SignInWithoutMfa'],
  ['no refresh token', { tid: SMALL.partnerTenant, amr: ['mfa'] }, {}, 'NoRefreshToken'],
])('%s is refused and nothing is kept', async (_, claims, more, code) => {
  const microsoft = harness.another({});
  const body = { token_type: 'Bearer', access_token: claims === null ? 'opaque' : token(claims), ...more };
  harness.simulator.faults.add({ operation: 'token', status: 200, body });
  expect((await errorOf(signIn(microsoft))).code).toBe(code);
  expect(microsoft.credentialStates()[0]?.refreshToken).toMatchObject({ keptIn: 'settings' });
});

test('an application that proves itself by a certificate in Key Vault signs people in as well', async () => {
  const certificateVault = {
    vaultUrl: harness.simulator.simulation.origins.keyVault,
    name: PARTNER_CERTIFICATE,
    credential: 'vault',
  };
  const microsoft = harness.another(partner({ proof: 'certificate', certificateVault }));
  expect(await signIn(microsoft)).toMatchObject({ account: expect.stringContaining('csp-service') as string });
  expect(microsoft.credentialStates()[0]).toMatchObject({ expires: 'certificate' });
});

test('a wrong secret is told by its sentence', async () => {
  const microsoft = harness.another(partner({}, { 'credential.partner.clientSecret': 'MARK' }));
  const error = await errorOf(signIn(microsoft));
  expect(error.code).toBe('AADSTS7000215');
  expect(error.message).toContain("Paste the secret's value");
  expect(error.message).not.toContain('MARK');
});

test('after a sign-in what failed before is asked again at once', async () => {
  const microsoft = harness.another({});
  // Some time after the settings' token was issued.
  harness.simulator.simulation.clock.advance(60_000);
  const at = harness.simulator.simulation.clock.now();
  harness.simulator.world.addTransition({ at, kind: 'revokeSessions' });
  expect((await errorOf(microsoft.listSubscriptions(CONTOSO, harness.options))).code).toBe('AADSTS50173');
  harness.simulator.simulation.clock.advance(1_000);
  await signIn(microsoft);
  expect((await microsoft.listSubscriptions(CONTOSO, harness.options)).rows.length).toBeGreaterThan(0);
});

test('a refresh token that nothing redeems is redeemed once a week', async () => {
  const { simulator, clock } = harness;
  const settings = readSettings(simulator.jsonData, simulator.secureJsonData, LOOPBACK);
  const { entra, refreshTokens, tokens } = harness.connection({});
  const keepAlive = new KeepAlive({ settings, clock, entra, refreshTokens, tokens });
  const redeemed = async () => {
    const before = harness.accessLog.records().length;
    await keepAlive.beat();
    return harness.accessLog
      .records()
      .slice(before)
      .map(({ path, reason }) => `${reason} ${path}`);
  };
  expect(await redeemed()).toEqual(['keepAlive /{tenant}/oauth2/v2.0/token']);
  expect(await redeemed()).toEqual([]);
  clock.advance(6 * DAY);
  expect(await redeemed()).toEqual([]);
  clock.advance(DAY);
  expect(await redeemed()).toHaveLength(1);
  harness.simulator.faults.add({ operation: 'token', error: 'AADSTS700082' });
  clock.advance(8 * DAY);
  // The newest token and the one from the settings; that both failed ends nothing.
  expect(await redeemed()).toHaveLength(2);
  keepAlive.stop();
});
