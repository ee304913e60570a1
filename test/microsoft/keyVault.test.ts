import forge from 'node-forge';
import { RefreshTokens } from '../../src/backend/microsoft/auth/refreshTokens/refreshTokens.ts';
import { KeyVaultTokenStore } from '../../src/backend/microsoft/auth/stores/keyVaultTokenStore.ts';
import { tokenStores } from '../../src/backend/microsoft/auth/stores/tokenStores.ts';
import { LocalTokenStore } from '../../src/backend/microsoft/auth/stores/localTokenStore.ts';
import { certificatesOfSecret } from '../../src/backend/microsoft/clients/keyVault/vaultCertificate.ts';
import type { Credential, VaultItem } from '../../src/backend/settings/settings.ts';
import { SMALL } from '../simulator/world/smallIds.ts';
import { PARTNER_CERTIFICATE } from '../simulator/world/vaults/vaultSecrets.ts';
import { BAD_TOKEN } from './tokenStore/tokenShelf.ts';
import { CONTOSO, errorOf, startHarness, type Change, type Harness } from './harness.ts';

const DAY = 86_400_000;
let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
beforeEach(() => harness.simulator.simulation.reset());
afterEach(() => harness.simulator.faults.clear());
afterAll(() => harness.close());

const vault = () => harness.simulator.simulation.origins.keyVault;
const item = (name: string, more: Partial<VaultItem> = {}): VaultItem => ({
  vault: vault(),
  name,
  credentialId: 'vault',
  ...more,
});
const opener = { id: 'vault', kind: 'clientSecret', tenantId: SMALL.partnerTenant, clientId: SMALL.vaultApp };
const reference = () => ({ vaultUrl: vault(), name: 'partner-refresh-token', credential: 'vault' });

/** The simulator's settings with a credential for the vault, and the partner's refresh token kept there. */
function withVault(): Change {
  const [partner, ...others] = harness.simulator.jsonData.credentials as Record<string, unknown>[];
  return {
    jsonData: {
      credentials: [{ ...partner, refreshTokenStore: 'keyVault', refreshTokenVault: reference() }, ...others, opener],
    },
    secureJsonData: {
      'credential.vault.clientSecret': 'small-vault-client-secret',
    },
  };
}
const keyVault = () => harness.connection(withVault()).keyVault;

test('the newest version is read, one by name, and what is written becomes the newest', async () => {
  const client = keyVault();
  expect((await client.getSecret(item('sample'), harness.options)).value).toBe('vault-sample-2');
  const [newest, before] = await client.listVersions(item('sample'), harness.options);
  expect(newest?.createdAt).toBeGreaterThan(before?.createdAt ?? Infinity);
  expect((await client.getSecret(item('sample'), harness.options, before?.version)).value).toBe('vault-sample-1');
  await client.setSecret(item('sample'), { value: 'MARK', contentType: 'text', tags: { a: 'b' } }, harness.options);
  expect(await client.getSecret(item('sample'), harness.options)).toMatchObject({ value: 'MARK', tags: { a: 'b' } });
  expect(JSON.stringify(harness.accessLog.records())).not.toMatch(/MARK|sample/);
});

test.each([
  ['ForbiddenByRbac', 'Key Vault Secrets User'],
  ['ForbiddenByPolicy', 'access policy'],
  ['ForbiddenByFirewall', 'Networking'],
  ['ForbiddenByConnection', 'private endpoint'],
  ['SecretDisabled', 'Enable'],
  ['SecretNotFound', 'Check the name'],
  ['ObjectIsDeletedButRecoverable', 'Recover it'],
  ['ObjectIsBeingDeleted', 'wait some minutes'],
  ['ObjectIsBeingRecovered', 'tries again'],
  ['AKV10000', 'strip the Authorization'],
  ['AKV10032', 'tenant that owns the vault'],
  ['Throttled', 'too many requests'],
])('%s has its own sentence', async (code, words) => {
  harness.simulator.faults.add({ host: 'keyVault', error: code });
  const error = await errorOf(keyVault().getSecret(item('sample'), harness.options));
  expect(error.code).toBe(code);
  expect(error.message).toContain(words);
  expect(error.message).toContain(`Azure Key Vault ${new URL(vault()).host} for tenant`);
});

test('what the vault itself refuses', async () => {
  const client = keyVault();
  const put = { value: 'x', contentType: 'text', tags: {} };
  const codes = await Promise.all(
    [
      client.getSecret(item('disabled'), harness.options),
      client.getSecret(item('nothing'), harness.options),
      client.setSecret(item('deleted'), put, harness.options),
    ].map(async (call) => (await errorOf(call)).code),
  );
  expect(codes).toEqual(['SecretDisabled', 'SecretNotFound', 'ObjectIsDeletedButRecoverable']);
});

test('a vault of another tenant gets no token of that tenant, and no second try', async () => {
  const before = harness.simulator.calls.list().length;
  const error = await errorOf(keyVault().getSecret(item('sample', { credentialId: 'direct' }), harness.options));
  expect([error.code, error.status]).toEqual(['VaultOfAnotherTenant', 401]);
  const calls = harness.simulator.calls.list().slice(before);
  expect(calls.filter(({ host }) => host === 'keyVault')).toHaveLength(1);
  expect(calls.filter(({ host }) => host === 'login').map(({ tenant }) => tenant)).toEqual([SMALL.northwind]);
});

test('a vault that is not there', async () => {
  const error = await errorOf(keyVault().getSecret(item('sample', { vault: 'https://127.0.0.1:1' }), harness.options));
  expect(error.code).toBe('ECONNREFUSED');
  expect(error.message).toContain('private endpoint');
});

test('a link to another host is not followed', async () => {
  harness.simulator.faults.add({
    host: 'keyVault',
    status: 200,
    body: { value: [], nextLink: 'https://evil.invalid/' },
  });
  expect((await errorOf(keyVault().listVersions(item('sample'), harness.options))).code).toBe('ForeignLink');
});

test('a certificate is read with its key, the newest two versions, the one that ends last first', async () => {
  const found = await keyVault().readCertificates(item(PARTNER_CERTIFICATE), harness.options);
  expect(found).toHaveLength(2);
  expect(found[0]?.privateKey).toContain('PRIVATE KEY');
  expect(found[0]?.notAfter).toBeGreaterThan(found[1]?.notAfter ?? Infinity);
  expect((await errorOf(keyVault().readCertificates(item('sample'), harness.options))).code).toBe(
    'VaultCertificateUnusable',
  );
  expect((await errorOf(keyVault().readCertificates(item('nothing'), harness.options))).code).toBe('SecretNotFound');
  expect((await errorOf(keyVault().readCertificates(item('disabled'), harness.options))).code).toBe('SecretDisabled');
});

test('PKCS#12 becomes the same certificate; what is none becomes a sentence', async () => {
  const [certificate] = await keyVault().readCertificates(item(PARTNER_CERTIFICATE), harness.options);
  const { asn1, pki, pkcs12, util } = forge;
  const bag = pkcs12.toPkcs12Asn1(
    pki.privateKeyFromPem(certificate?.privateKey ?? ''),
    [pki.certificateFromPem(certificate?.chain[0] ?? '')],
    '',
  );
  const secret = { version: '', contentType: 'application/x-pkcs12', tags: {}, createdAt: 0 };
  const value = util.encode64(asn1.toDer(bag).getBytes());
  expect(certificatesOfSecret(item('c'), { ...secret, value })).toMatchObject([
    { thumbprint: certificate?.thumbprint },
  ]);
  expect(() => certificatesOfSecret(item('c'), { ...secret, value: 'MARK' })).toThrow(
    /the certificate "c" is PKCS#12 that can not be read.*VaultCertificateUnusable/,
  );
});

describe('refresh tokens in Key Vault', () => {
  const stored = () => harness.connection(withVault());
  const credentialOf = (change: Partial<Credential> = {}): Credential => ({
    id: 'partner',
    kind: 'secureApplicationModel',
    tenantId: SMALL.partnerTenant,
    clientId: SMALL.partnerApp,
    proof: null,
    refreshToken: 'typed',
    refreshTokenVault: { vault: vault(), name: 'partner-refresh-token', credentialId: 'vault' },
    ...change,
  });
  const start = () => {
    const connection = stored();
    const store = new KeyVaultTokenStore(connection.keyVault);
    const { clock, log } = harness;
    return { connection, store, tokens: new RefreshTokens({ storeOf: () => store, clock, log }) };
  };

  test('the newest version is the current token, the one before the previous, and one a day is enough', async () => {
    const { store, tokens } = start();
    const credential = credentialOf();
    expect(await store.load(credential)).toBeNull();
    let turn = 1;
    const redeem = () => Promise.resolve({ refreshToken: `MARK-${++turn}` });
    for (let times = 0; times < 3; times += 1) {
      await tokens.use(credential, redeem);
      await tokens.settled();
    }
    expect(await store.load(credential)).toMatchObject({ current: 'MARK-2', previous: null });
    harness.clock.advance(DAY);
    await tokens.use(credential, redeem);
    await tokens.settled();
    expect(await start().store.load(credential)).toMatchObject({ current: 'MARK-5', previous: 'MARK-2' });
    expect(await start().tokens.load(credential)).toMatchObject({ keptIn: 'keyVault', problem: null });
  });

  test('tokens that Entra refuses, one after another, never push the one that works out of the vault', async () => {
    const credential = credentialOf();
    const redeem = (renewed: string) => (token: string) =>
      /good|typed/.test(token) ? Promise.resolve({ refreshToken: renewed }) : Promise.reject(BAD_TOKEN);
    for (const renewed of ['MARK-good', 'MARK-bad-1', 'MARK-bad-2', 'MARK-bad-3']) {
      const { tokens } = start();
      await tokens.use(credential, redeem(renewed));
      await tokens.settled();
      harness.clock.advance(DAY);
    }
    expect(await start().store.load(credential)).toMatchObject({ current: 'MARK-bad-3', previous: 'MARK-good' });
    const { tokens } = start();
    await tokens.use({ ...credential, refreshToken: null }, redeem('MARK-good-again'));
    await tokens.settled();
    expect(await start().store.load(credential)).toMatchObject({ current: 'MARK-good-again', previous: 'MARK-good' });
  });

  test('a vault that is closed costs no sign-in: the token lives in memory, and the state says why', async () => {
    const { tokens } = start();
    const credential = credentialOf();
    const at = harness.simulator.simulation.clock.now();
    harness.simulator.world.addTransition({
      at,
      kind: 'vault',
      vaultName: SMALL.vault,
      refuses: 'ForbiddenByFirewall',
    });
    await tokens.use(credential, () => Promise.resolve({ refreshToken: 'MARK-new' }));
    await tokens.settled();
    const state = tokens.state(credential);
    expect(state.keptIn).toBe('memory');
    expect(state.problem).toContain('ForbiddenByFirewall');
    expect(harness.log.lines.join('\n')).not.toContain('MARK');
    const error = await errorOf(
      start().tokens.use({ ...credential, refreshToken: null }, () => Promise.reject(new Error())),
    );
    expect(error.code).toBe('ForbiddenByFirewall');
  });

  test('a token that a person or another program put there is used', async () => {
    const { connection, store, tokens } = start();
    const credential = credentialOf({ refreshToken: null });
    const value = harness.simulator.secureJsonData['credential.partner.refreshToken'] ?? '';
    const put = { value, contentType: 'text/plain', tags: {} };
    await connection.keyVault.setSecret(item('partner-refresh-token'), put, harness.options);
    expect(await store.load(credential)).toMatchObject({ current: value, from: null });
    expect(await tokens.load(credential)).toMatchObject({ keptIn: 'keyVault', lastUsedAt: null });
  });

  test('through the whole client: the token comes from the vault, and the renewed one goes there', async () => {
    const local = new LocalTokenStore({ directory: null, identity: 'x', keys: [], clock: harness.clock });
    const change = { ...withVault(), tokenStoreOf: tokenStores(local) };
    const microsoft = harness.another(change);
    expect((await microsoft.listSubscriptions(CONTOSO, harness.options)).rows.length).toBeGreaterThan(0);
    const client = harness.connection(change).keyVault;
    // The answer doesn't wait for the save.
    let versions = 0;
    for (const until = Date.now() + 20_000; versions === 0 && Date.now() < until;) {
      const found = await client.listVersions(item('partner-refresh-token'), harness.options);
      versions = found.length;
    }
    expect(versions).toBe(1);
  });
});
