import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { AADSTS } from '../simulator/services/login/errors.ts';
import type { Identities } from '../simulator/identities.ts';
import { SMALL } from '../simulator/world/smallIds.ts';
import { arcOf, inVault, opener, pemOf, putSecret, settingsWith, tokenFile, type Setup } from './credentialKinds.ts';
import { CONTOSO, errorOf, startHarness, type Harness } from './harness.ts';

const TESTED = { tenantId: SMALL.northwind, credentialId: 'tested' };
const SECRET = { kind: 'clientSecret', clientId: SMALL.directApp };
const CERTIFICATE = { kind: 'certificate', clientId: SMALL.certificateApp };
const WORKLOAD = { kind: 'workloadIdentity', clientId: SMALL.workloadApp };
const MANAGED = { kind: 'managedIdentity' };
const PEM = 'credential.tested.certificate';
const HOUR = 3_600_000;
/** Answers of ways to sign in that the client doesn't take, and of the device code's protocol. */
const PROTOCOL = new Set(
  ['70016', '70018', '70020', '70003', '90011', '50058', '50059', '90023', '700054'].map((code) => `AADSTS${code}`),
);
let harness: Harness;
let identities: Identities;

beforeAll(async () => {
  harness = await startHarness({ world: 'small', tls: false, clock: 'real', enforceLimits: false });
  identities = await harness.simulator.identities();
});
beforeEach(() => harness.simulator.faults.clear());
afterAll(() => harness.close());

const imds = (origin = identities.imds) => ({
  allowManagedIdentity: true,
  machine: { on: 'imds', origin } as const,
});
const secret = (value: string): Setup => ({
  credential: SECRET,
  secrets: { 'credential.tested.clientSecret': value },
});
const goodSecret = () => secret(harness.simulator.secureJsonData['credential.direct.clientSecret'] ?? '');
const file = (content: string): Setup => ({
  credential: WORKLOAD,
  operator: { federatedTokenFile: tokenFile(content) },
});
const fault = (setup: Setup, change: Record<string, unknown>): Setup => {
  harness.simulator.faults.add(change);
  return setup;
};
const vaulted = (name: string): Setup => {
  const { row, secrets } = opener(harness.simulator);
  const credential = { ...CERTIFICATE, certificateVault: inVault(harness.simulator, name) };
  return { credential, others: [row], secrets };
};

/** A port where nobody listens. */
async function deadOrigin(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return `http://127.0.0.1:${port}`;
}

const failures: [string, () => Setup | Promise<Setup>, string, string, tenantId?: string][] = [
  ['a wrong secret', () => secret('wrong'), 'AADSTS7000215', "secret's value"],
  [
    'an expired secret',
    () => fault(goodSecret(), { host: 'login', client: SMALL.directApp, error: 'AADSTS7000222' }),
    'AADSTS7000222',
    'has expired',
  ],
  ['a tenant that the application is not in', goodSecret, 'AADSTS700016', 'application (client) ID', SMALL.contoso],
  ['a deleted tenant', goodSecret, 'AADSTS90002', 'may have been deleted', '99999999-0000-4000-8000-000000000001'],
  [
    'Conditional Access',
    () => fault(goodSecret(), { host: 'login', client: SMALL.directApp, error: 'AADSTS53003' }),
    'AADSTS53003',
    'Conditional Access',
  ],
  [
    'missing consent',
    () => fault(goodSecret(), { host: 'login', client: SMALL.directApp, error: 'AADSTS65001' }),
    'AADSTS65001',
    'Consent to the application',
  ],
  [
    'a certificate that Entra does not know',
    () => ({ credential: CERTIFICATE, secrets: { [PEM]: pemOf(identities, SMALL.partnerApp) } }),
    'AADSTS700027',
    'Upload it',
  ],
  [
    'a certificate that ended',
    () => ({ credential: CERTIFICATE, secrets: { [PEM]: pemOf(identities, SMALL.certificateApp, 'expired') } }),
    'CertificateExpired',
    'has expired',
  ],
  ['a vault without the certificate', () => vaulted('missing'), 'SecretNotFound', 'no secret of that name'],
  [
    'a vault with something else',
    () => {
      putSecret(harness.simulator, 'no-certificate', 'a password', 'text/plain');
      return vaulted('no-certificate');
    },
    'VaultCertificateUnusable',
    'is not PEM',
  ],
  [
    'a federated token file that is not there',
    () => ({ credential: WORKLOAD, operator: { federatedTokenFile: '/nowhere/token' } }),
    'FederatedTokenMissing',
    "can't be read",
  ],
  ['an empty federated token file', () => file('\n'), 'FederatedTokenEmpty', 'is empty'],
  ['a federated token file without a token', () => file('MARKED'), 'FederatedTokenMalformed', 'no JSON Web Token'],
  [
    'a federated token that ended',
    async () => file(await harness.simulator.federatedToken({ expiresIn: -1_000 })),
    'FederatedTokenExpired',
    'has expired',
  ],
  [
    'a federated token of another subject',
    async () => file(await harness.simulator.federatedToken({ subject: 'system:serviceaccount:other:other' })),
    'AADSTS700213',
    'subject',
  ],
  [
    'a federated token for somebody else',
    async () => file(await harness.simulator.federatedToken({ audience: 'api://other' })),
    'AADSTS700212',
    'audience',
  ],
  [
    'an identity that the machine does not have',
    () => ({ credential: { ...MANAGED, clientId: SMALL.directApp }, operator: imds() }),
    'ManagedIdentityNotFound',
    'Assign it to the machine',
  ],
  [
    'an identity that was assigned just now',
    () => fault({ credential: MANAGED, operator: imds() }, { host: 'identity', status: 404, body: {} }),
    'ManagedIdentityNotReady',
    'takes a minute',
  ],
  [
    'an identity service that is being updated',
    () => fault({ credential: MANAGED, operator: imds() }, { host: 'identity', status: 410, body: {} }),
    'ManagedIdentityUpdating',
    'being updated',
  ],
  [
    'an identity service that has enough',
    () => fault({ credential: MANAGED, operator: imds() }, { host: 'identity', status: 429, body: {} }),
    'ManagedIdentityThrottled',
    'too many requests',
  ],
  [
    'an identity service that answers nonsense',
    () => fault({ credential: MANAGED, operator: imds() }, { host: 'identity', status: 200, body: { value: 'x' } }),
    'ManagedIdentityAnswerUnusable',
    'without a token',
  ],
  [
    'a machine that is not in Azure',
    async () => ({ credential: MANAGED, operator: imds(await deadOrigin()) }),
    'ManagedIdentityUnreachable',
    "doesn't look like a machine in Azure",
  ],
  [
    "Azure Arc's challenge outside its folder",
    async () => {
      const machine = await arcOf(identities);
      const keyFolder = mkdtempSync(`${tmpdir()}/azurecsp-arc-`);
      return {
        credential: MANAGED,
        operator: { allowManagedIdentity: true, machine: { ...machine, keyFolder } as never },
      };
    },
    'ManagedIdentityRefused',
    'himds',
  ],
  [
    'a managed identity in another tenant',
    () => ({ credential: MANAGED, operator: imds() }),
    'ManagedIdentityForeignTenant',
    'Azure Lighthouse',
    SMALL.contoso,
  ],
  [
    'a managed identity whose tenant is another than the settings say',
    () => ({ credential: { ...MANAGED, tenantId: SMALL.contoso }, operator: imds() }),
    'ManagedIdentityForeignTenant',
    'own tenant only',
    SMALL.contoso,
  ],
];

test.each(
  failures.map(
    ([name, setup, code, words, tenantId = SMALL.northwind]) => [name, setup, code, words, tenantId] as const,
  ),
)('%s has its own sentence, and the others keep working', async (_, setup, code, words, tenantId) => {
  const { another, options, simulator } = harness;
  const microsoft = another(settingsWith(simulator, await setup()));
  const error = await errorOf(microsoft.listSubscriptions({ ...TESTED, tenantId }, options));
  expect(error.code).toBe(code);
  expect(error.message).toContain(words);
  expect(error.message).toMatch(/\.( The plugin.*\.)? \(\w+(, HTTP \d+)?\)/);
  expect(error.message).not.toMatch(/MARKED|nowhere|eyJ/);
  expect((await microsoft.listSubscriptions(CONTOSO, options)).rows.length).toBe(3);
});

test('what is wrong with a credential is noted, what a tenant refuses is not', async () => {
  const { another, options, simulator } = harness;
  const wrong = another(settingsWith(simulator, secret('wrong')));
  await errorOf(wrong.listSubscriptions(TESTED, options));
  const noted = wrong.credentialStates().find(({ id }) => id === 'tested');
  expect(noted).toMatchObject({ lastSuccessAt: null, lastError: { code: 'AADSTS7000215' } });
  wrong.knownSecretEnd('tested', 5 * HOUR);
  expect(wrong.credentialStates().at(-1)).toMatchObject({ expiresAt: 5 * HOUR, expires: 'clientSecret' });
  const partner = another({});
  expect((await errorOf(partner.listSubscriptions({ ...CONTOSO, tenantId: SMALL.fabrikam }, options))).code).toBe(
    'AADSTS50020',
  );
  expect(partner.credentialStates()[0]).toMatchObject({ id: 'partner', lastError: null, thumbprint: null });
});

test.each(
  Object.keys(AADSTS)
    .map((code) => `AADSTS${code}`)
    .filter((code) => !PROTOCOL.has(code)),
)('%s has a sentence of its own with what to do', async (code) => {
  const { another, options, simulator } = harness;
  simulator.faults.add({ host: 'login', error: code });
  const error = await errorOf(another({}).listSubscriptions(CONTOSO, options));
  expect(error.code).toBe(code);
  expect(error.message).not.toContain('the request was refused');
  expect(error.message).not.toContain('the token was refused');
  expect(error.message).not.toContain('the service failed');
  expect(error.message).toMatch(/: [a-zA-Z].*\. [A-Z].*\. \(AADSTS\d+, HTTP \d{3}\)$/);
});
