import { X509Certificate } from 'node:crypto';
import { startSimulator } from './simulator.ts';
import type { Simulator } from './simulator.ts';
import { PARTNER_REFRESH_TOKEN } from './settingsCredentials.ts';
import { get, signInVault } from './testing.ts';
import { SMALL } from './world/smallIds.ts';

let simulator: Simulator | undefined;

afterEach(() => simulator?.close());

test.each([
  [
    'clientSecret',
    ['secureApplicationModel', 'clientSecret'],
    ['direct.clientSecret', 'partner.clientSecret', 'partner.refreshToken'],
  ],
  [
    'certificate',
    ['secureApplicationModel', 'certificate'],
    ['direct.certificate', 'partner.certificate', 'partner.refreshToken'],
  ],
  ['managedIdentity', ['secureApplicationModel', 'managedIdentity'], ['partner.clientSecret', 'partner.refreshToken']],
  [
    'workloadIdentity',
    ['secureApplicationModel', 'workloadIdentity'],
    ['partner.clientSecret', 'partner.refreshToken'],
  ],
  ['keyVault', ['secureApplicationModel', 'clientSecret', 'certificate'], ['vault.clientSecret']],
] as const)('settings that prove themselves by %s', async (credentials, kinds, secrets) => {
  simulator = await startSimulator({ world: 'small', tls: false, credentials });
  const { jsonData, secureJsonData } = simulator;
  const rows = jsonData.credentials as Array<{ kind: string; tenantId: string }>;
  expect(rows.map((one) => one.kind)).toEqual(kinds);
  expect(Object.keys(secureJsonData).sort()).toEqual(secrets.map((one) => `credential.${one}`));
  const pem = secureJsonData['credential.partner.certificate'];
  const subject =
    pem === undefined ? undefined : new X509Certificate(pem.slice(pem.indexOf('-----BEGIN CERT'))).subject;
  expect(subject).toBe(credentials === 'certificate' ? 'CN=CSP monitoring' : undefined);
});

test('a refresh token in the vault is there, also after a reset', async () => {
  simulator = await startSimulator({ world: 'small', tls: false, credentials: 'keyVault' });
  simulator.simulation.reset();
  const signedIn = await signInVault(simulator, SMALL.partnerTenant);
  const { access_token: token } = signedIn.json<{ access_token: string }>();
  const secret = await get(simulator, 'keyVault', `/secrets/${PARTNER_REFRESH_TOKEN}?api-version=7.4`, token);
  expect(secret.json<{ value: string }>().value).toMatch(/^1\.Sim\./);
});
