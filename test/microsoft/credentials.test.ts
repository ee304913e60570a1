import { writeFileSync } from 'node:fs';
import { tenantOfToken } from '../../src/backend/microsoft/auth/jwt.ts';
import type { Identities } from '../simulator/identities.ts';
import { SMALL } from '../simulator/world/smallIds.ts';
import {
  arcOf,
  inVault,
  opener,
  pairOf,
  pemOf,
  pkcs12Of,
  putSecret,
  settingsWith,
  tokenFile,
  type Setup,
} from './credentialKinds.ts';
import { startHarness, type Harness } from './harness.ts';

const TESTED = { tenantId: SMALL.northwind, credentialId: 'tested' };
const CERTIFICATE = { kind: 'certificate', clientId: SMALL.certificateApp };
const WORKLOAD = { kind: 'workloadIdentity', clientId: SMALL.workloadApp };
const MANAGED = { kind: 'managedIdentity' };
const PEM = 'credential.tested.certificate';
let harness: Harness;
let identities: Identities;

beforeAll(async () => {
  harness = await startHarness({ world: 'small', tls: false, clock: 'real', enforceLimits: false });
  identities = await harness.simulator.identities();
});
afterAll(() => harness.close());

const imds = () => ({ allowManagedIdentity: true, machine: { on: 'imds', origin: identities.imds } as const });

/** A certificate in Key Vault, with the credential that opens it. */
function vaulted(name: string): Setup {
  const { row, secrets } = opener(harness.simulator);
  return {
    credential: { ...CERTIFICATE, certificateVault: inVault(harness.simulator, name) },
    others: [row],
    secrets,
  };
}

const ways: [string, () => Setup | Promise<Setup>][] = [
  ['a certificate', () => ({ credential: CERTIFICATE, secrets: { [PEM]: pemOf(identities, SMALL.certificateApp) } })],
  [
    'a certificate beside one that ended',
    () => ({
      credential: CERTIFICATE,
      secrets: {
        [PEM]: `${pemOf(identities, SMALL.certificateApp, 'expired')}\n${pemOf(identities, SMALL.certificateApp)}`,
      },
    }),
  ],
  [
    'a certificate beside a newer one that Entra does not know yet',
    () => ({
      credential: CERTIFICATE,
      secrets: { [PEM]: `${pemOf(identities, SMALL.partnerApp)}\n${pemOf(identities, SMALL.certificateApp)}` },
    }),
  ],
  [
    'a PEM certificate in Key Vault',
    () => {
      putSecret(harness.simulator, 'as-pem', pemOf(identities, SMALL.certificateApp), 'application/x-pem-file');
      return vaulted('as-pem');
    },
  ],
  [
    'a PKCS#12 certificate in Key Vault',
    () => {
      putSecret(harness.simulator, 'as-pfx', pkcs12Of(identities, SMALL.certificateApp), 'application/x-pkcs12');
      return vaulted('as-pfx');
    },
  ],
  [
    'a federated token file',
    async () => ({
      credential: WORKLOAD,
      operator: { federatedTokenFile: tokenFile(await harness.simulator.federatedToken()) },
    }),
  ],
  [
    'a managed identity that vouches for an application',
    () => ({
      credential: { ...WORKLOAD, federatedBy: 'managedIdentity', managedIdentityClientId: SMALL.userIdentity },
      operator: imds(),
    }),
  ],
  ["the machine's own identity from IMDS", () => ({ credential: MANAGED, operator: imds() })],
  [
    'an assigned identity from IMDS',
    () => ({ credential: { ...MANAGED, clientId: SMALL.userIdentity }, operator: imds() }),
  ],
  [
    'an assigned identity from App Service',
    () => ({
      credential: { ...MANAGED, clientId: SMALL.userIdentity },
      operator: { allowManagedIdentity: true, machine: { on: 'appService', ...identities.appService } },
    }),
  ],
  [
    "Azure Arc's identity",
    async () => ({
      credential: MANAGED,
      operator: { allowManagedIdentity: true, machine: await arcOf(identities) },
    }),
  ],
];

test.each(ways)('%s opens the tenant, and says how it is', async (_, setup) => {
  const microsoft = harness.another(settingsWith(harness.simulator, await setup()));
  const before = harness.clock.now();
  expect((await microsoft.listSubscriptions(TESTED, harness.options)).rows).toMatchObject([
    { subscriptionId: SMALL.northwindWeb },
  ]);
  const state = microsoft.credentialStates().find(({ id }) => id === 'tested');
  expect(state).toMatchObject({ lastError: null, refreshToken: null });
  expect(state?.lastSuccessAt).toBeGreaterThanOrEqual(before);
  const { thumbprintSha256, expiresAt } = pairOf(identities, SMALL.certificateApp);
  expect([state?.thumbprint, state?.expiresAt, state?.expires]).toEqual(
    state?.kind === 'certificate'
      ? [thumbprintSha256, Math.floor(expiresAt / 1000) * 1000, 'certificate']
      : [null, null, null],
  );
});

test("the partner's application redeems refresh tokens with a certificate", async () => {
  const { credentials } = harness.simulator.jsonData as { credentials: Record<string, unknown>[] };
  const microsoft = harness.another({
    jsonData: { credentials: credentials.map((row) => ({ ...row, proof: 'certificate' })) },
    secureJsonData: {
      'credential.partner.clientSecret': '',
      'credential.partner.certificate': pemOf(identities, SMALL.partnerApp),
    },
  });
  expect((await microsoft.listCustomers(harness.options)).rows.length).toBe(3);
  expect(microsoft.credentialStates()[0]).toMatchObject({ expires: 'certificate', lastError: null });
});

test('of two certificates the one that was refused is tried last, and no more often than it has to be', async () => {
  const { calls } = harness.simulator;
  const secrets = { [PEM]: `${pemOf(identities, SMALL.partnerApp)}\n${pemOf(identities, SMALL.certificateApp)}` };
  const { tokens } = harness.connection(settingsWith(harness.simulator, { credential: CERTIFICATE, secrets }));
  const before = calls.counts().total;
  const scopes = ['https://management.azure.com/.default', 'https://graph.microsoft.com/.default'];
  for (const scope of scopes) {
    expect(tenantOfToken(await tokens.get({ ...TESTED, scope }, harness.options))).toBe(SMALL.northwind);
  }
  // The newer first: which of the two that is depends on the second that they were made in.
  expect(calls.counts().total - before).toBeLessThanOrEqual(3);
});

test('a certificate that Key Vault renews is read again when Entra refuses the old one', async () => {
  const { simulator } = harness;
  putSecret(simulator, 'renewed', pemOf(identities, SMALL.partnerApp), 'application/x-pem-file');
  const { tokens } = harness.connection(settingsWith(simulator, vaulted('renewed')));
  const account = { ...TESTED, scope: 'https://management.azure.com/.default' };
  await expect(tokens.get(account, harness.options)).rejects.toMatchObject({ code: 'AADSTS700027' });
  putSecret(simulator, 'renewed', pemOf(identities, SMALL.certificateApp), 'application/x-pem-file');
  harness.clock.advance(120_000);
  expect(tenantOfToken(await tokens.get(account, harness.options))).toBe(SMALL.northwind);
});

test('a federated token file is read each time', async () => {
  const { simulator, connection, clock, options } = harness;
  const file = tokenFile('no token at all');
  const setup = { credential: WORKLOAD, operator: { federatedTokenFile: file } };
  const { tokens } = connection(settingsWith(simulator, setup));
  const account = { ...TESTED, scope: 'https://management.azure.com/.default' };
  await expect(tokens.get(account, options)).rejects.toMatchObject({ code: 'FederatedTokenMalformed' });
  writeFileSync(file, await simulator.federatedToken({ expiresIn: 7_200 }));
  clock.advance(60_000);
  expect(tenantOfToken(await tokens.get(account, options))).toBe(SMALL.northwind);
});

test('one token of the machine vouches in many tenants', async () => {
  const { simulator, connection, options } = harness;
  const { calls } = simulator;
  const credential = { ...WORKLOAD, federatedBy: 'managedIdentity', managedIdentityClientId: SMALL.userIdentity };
  const { tokens } = connection(settingsWith(simulator, { credential, operator: imds() }));
  const before = calls.counts().byOperation['identity.imdsToken'] ?? 0;
  const tenants = [SMALL.northwind, SMALL.contoso, SMALL.tailwind];
  await Promise.allSettled(
    tenants.map((tenantId) =>
      tokens.get({ ...TESTED, tenantId, scope: 'https://management.azure.com/.default' }, options),
    ),
  );
  expect((calls.counts().byOperation['identity.imdsToken'] ?? 0) - before).toBe(1);
});
