import { CspError } from '../../common/errors.ts';
import type { SettingsOperator } from '../operator.ts';
import { readSettings } from '../read.ts';
import type { Settings } from '../settings.ts';

const GUID = '11111111-2222-3333-4444-555555555555';
const TENANT = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee';
const VAULT = 'https://contoso-noc.vault.azure.net';
const app = { id: 'app', kind: 'clientSecret', tenantId: TENANT, clientId: GUID };
const secrets = { 'credential.app.clientSecret': 'secret' };
const strict: SettingsOperator = { allowInsecureEndpoints: false };

type Row = Record<string, unknown>;

function read(row: Row, operator = strict, more: Row = {}, secure: Record<string, string> = secrets): Settings {
  const tested = { id: 'tested', tenantId: TENANT, clientId: GUID, ...row };
  const jsonData = { credentials: [app, tested], tenants: [{ tenantId: TENANT }], ...more };
  return readSettings(jsonData, secure, operator);
}

function mistakes(row: Row, operator = strict, more: Row = {}, secure = secrets): string {
  try {
    return read(row, operator, more, secure).mistakes.join(' ');
  } catch (error) {
    expect(error).toBeInstanceOf(CspError);
    return (error as CspError).message;
  }
}

const inVault = (change: Row = {}) => ({ vaultUrl: VAULT, name: 'monitoring', credential: 'app', ...change });
const certificate = (change: Row = {}) => ({ kind: 'certificate', certificateVault: inVault(change) });

test('reads each kind with what it proves itself with', () => {
  const operator = { ...strict, allowManagedIdentity: true, federatedTokenFile: '/var/run/token' };
  const proof = (row: Row) => read(row, operator).credentials.get('tested')?.proof;
  expect(proof(certificate())).toEqual({
    by: 'vaultCertificate',
    item: { vault: VAULT, name: 'monitoring', credentialId: 'app' },
  });
  expect(proof({ kind: 'workloadIdentity' })).toEqual({ by: 'federatedFile', path: '/var/run/token' });
  expect(proof({ kind: 'workloadIdentity', federatedBy: 'managedIdentity' })).toEqual({
    by: 'federatedIdentity',
    managedIdentityClientId: null,
  });
  expect(proof({ kind: 'managedIdentity' })).toBeNull();
  const system = read({ kind: 'managedIdentity', clientId: '' }, operator).credentials.get('tested');
  expect(system?.clientId).toBe('');
});

test('the refresh token may be missing, and go to a vault', () => {
  const row = { kind: 'secureApplicationModel', refreshTokenStore: 'keyVault', refreshTokenVault: inVault() };
  const { credentials } = read(row, strict, {}, { ...secrets, 'credential.tested.clientSecret': 'x' });
  expect(credentials.get('tested')).toMatchObject({
    refreshToken: null,
    refreshTokenVault: { vault: VAULT, name: 'monitoring', credentialId: 'app' },
  });
});

test.each<[string, Row, string]>([
  ['a half-entered certificate', { kind: 'certificate' }, 'Certificate is missing'],
  ['a bad certificate', { kind: 'certificate', id: 'pem' }, 'Certificate is not PEM'],
  ['an unknown proof', { kind: 'secureApplicationModel', proof: 'magic' }, 'Proof of the application must be one of'],
  [
    'a store without its vault',
    { kind: 'secureApplicationModel', refreshTokenStore: 'keyVault' },
    'Refresh token in Key Vault is missing',
  ],
  ['a half-entered vault', certificate({ vaultUrl: '', name: '' }), 'Certificate in Key Vault, Vault is missing'],
  ['a vault elsewhere', certificate({ vaultUrl: 'https://vault.contoso.com' }), 'is no vault of this cloud'],
  ['a vault of another cloud', certificate({ vaultUrl: 'https://noc.vault.azure.cn' }), 'is no vault of this cloud'],
  ['the suffix alone', certificate({ vaultUrl: 'https://vault.azure.net' }), 'is no vault of this cloud'],
  ['a vault below another', certificate({ vaultUrl: 'https://a.b.vault.azure.net' }), 'is no vault of this cloud'],
  ['a vault with a port', certificate({ vaultUrl: `${VAULT}:8443` }), 'is no vault of this cloud'],
  ['a vault by http', certificate({ vaultUrl: VAULT.replace('https', 'http') }), 'must start with https://'],
  ['a name with a path', certificate({ name: 'a/b' }), 'letters, digits and - only'],
  ['nobody to open the vault', certificate({ credential: '' }), 'Credential for the vault is missing'],
  ['an unknown opener', certificate({ credential: 'x' }), 'names "x", but no credential has that name'],
  ['a vault that opens itself', certificate({ credential: 'tested' }), 'which needs a vault itself'],
  ['a managed identity', { kind: 'managedIdentity' }, 'allow_managed_identity = true'],
  ['one that vouches', { kind: 'workloadIdentity', federatedBy: 'managedIdentity' }, 'allow_managed_identity = true'],
  ['a token file', { kind: 'workloadIdentity' }, 'federated_token_file = /path'],
  [
    'an unknown source',
    { kind: 'workloadIdentity', federatedBy: 'file:///etc/shadow' },
    'Vouched for by must be one of',
  ],
])('says what is wrong with %s', (_, row, sentence) => {
  const secure = { ...secrets, 'credential.tested.clientSecret': 'x', 'credential.pem.certificate': 'MARKED' };
  expect(mistakes(row, strict, {}, secure)).toContain(sentence);
  expect(mistakes(row, strict, {}, secure)).not.toContain('MARKED');
});

test('the one other vault of the endpoints is let through', () => {
  const endpoints = { keyVault: 'https://vault.contoso.com:8443' };
  const row = certificate({ vaultUrl: 'https://vault.contoso.com:8443/' });
  const operator = { ...strict, allowedEndpoints: ['vault.contoso.com:8443'] };
  expect(read(row, operator, { endpoints }).hosts.keyVault).toBe('https://vault.contoso.com:8443');
});

test('each cloud has its own vaults', () => {
  const row = certificate({ vaultUrl: 'https://noc.vault.azure.cn' });
  expect(read(row, strict, { cloud: 'AzureChinaCloud' }).hosts.keyVaultScope).toBe('https://vault.azure.cn/.default');
  expect(mistakes(certificate(), strict, { cloud: 'AzureUSGovernment' })).toContain('.vault.usgovcloudapi.net');
});
