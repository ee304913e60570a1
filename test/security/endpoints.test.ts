import type { CspError } from '../../src/backend/common/errors.ts';
import { readAllowedEndpoints } from '../../src/backend/settings/endpoints/allowedEndpoints.ts';
import { CLOUD_HOSTS } from '../../src/shared/clouds.ts';
import type { SettingsOperator } from '../../src/backend/settings/operator.ts';
import { readOperator } from '../../src/backend/settings/operator.ts';
import { readSettings } from '../../src/backend/settings/read.ts';
import { CLOUDS } from '../../src/shared/settings.ts';
import { makeCertificates } from '../simulator/core/certificates.ts';

const ID = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee';
const good = {
  credentials: [{ id: 'app', kind: 'clientSecret', tenantId: ID, clientId: ID }],
  tenants: [{ tenantId: ID }],
};
const secrets = { 'credential.app.clientSecret': 'MARKED' };
const strict: SettingsOperator = { allowInsecureEndpoints: false };

const read = (change: Record<string, unknown>, operator = strict, more: Record<string, string> = {}) =>
  readSettings({ ...good, ...change }, { ...secrets, ...more }, operator);

/** What is wrong with settings, of which some may be used all the same. */
function refusal(...asked: Parameters<typeof read>): string {
  try {
    return read(...asked).mistakes.join(' ') || 'accepted';
  } catch (error) {
    return (error as CspError).message;
  }
}

const names = ['login', 'partnerCenter', 'resourceManager', 'graph', 'portal'] as const;
const foreign: [endpoint: string, said: string][] = [
  ['https://evil.example', 'leads to evil.example'],
  ['https://management.azure.com.evil.example', 'leads to management.azure.com.evil.example'],
  ['https://evilmanagement.azure.com', 'leads to evilmanagement.azure.com'],
  ['https://login.microsoftonline.com.', 'leads to login.microsoftonline.com.'],
  ['https://login.microsoftonline.com:8443', 'leads to login.microsoftonline.com:8443'],
  ['https://LOGIN.microsoftonline.com.Evil.Example', 'leads to login.microsoftonline.com.evil.example'],
  ['https://xn--lgin-1na.microsoftonline.com', 'leads to xn--lgin-1na.microsoftonline.com'],
  ['https://*.microsoftonline.com', 'leads to *.microsoftonline.com'],
  ['https://localhost', 'leads to localhost'],
  ['https://127.0.0.1:9', 'leads to 127.0.0.1:9'],
  ['https://[::1]', 'leads to [::1]'],
  ['https://[::ffff:7f00:1]', 'leads to [::ffff:7f00:1]'],
  ['https://169.254.169.254', 'leads to 169.254.169.254'],
  ['https://10.0.0.1', 'leads to 10.0.0.1'],
  ['http://login.microsoftonline.com', 'must start with https://'],
  ['http://169.254.169.254', 'must start with https://'],
  ['https://login.microsoftonline.com@evil.example', 'must not carry a user name'],
  ['https://evil.example\\@login.microsoftonline.com', 'must not carry a user name'],
  ['https://evil.example\\login.microsoftonline.com', 'unusual spelling'],
  ['https://login.microsoftonline.com%2eevil.example', 'unusual spelling'],
  ['https://login.microsoftonline.com%2f.evil.example', 'is not a URL'],
  ['https://evil.example/login.microsoftonline.com', 'without a path'],
  ['https://evil.example?login.microsoftonline.com', 'without a path'],
  ['https://evil.example#login.microsoftonline.com', 'without a path'],
  ['https:evil.example', 'unusual spelling'],
  ['https:/evil.example', 'unusual spelling'],
  ['//evil.example', 'is not a URL'],
  ['https://log\tin.microsoftonline.com', 'unusual spelling'],
  ['https://login.microsoftonline.com\n.evil.example', 'unusual spelling'],
  ['https://lоgin.microsoftonline.com', 'unusual spelling'],
  ['https://login。microsoftonline.com', 'unusual spelling'],
  ['https://2130706433', 'unusual spelling'],
  ['https://0x7f000001', 'unusual spelling'],
  ['https://0177.0.0.1', 'unusual spelling'],
  ['https://127.1', 'unusual spelling'],
  ['https://[::ffff:127.0.0.1]', 'unusual spelling'],
  ['https://login.microsoftonline.com:99999', 'is not a URL'],
  ['https://login.microsoftonline.com:0443', 'unusual spelling'],
  ['ftp://login.microsoftonline.com', 'must start with https://'],
  ['file:///etc/passwd', 'must start with https://'],
];

test.each(foreign)('the endpoint %j is refused: %s', (endpoint, said) => {
  for (const name of [...names, 'keyVault']) {
    expect(refusal({ endpoints: { [name]: endpoint } })).toContain(` ${said}`);
  }
});

test.each(CLOUDS)('in %s each purpose has its own host, and no other purpose or cloud lends one', (cloud) => {
  const own = CLOUD_HOSTS[cloud];
  const all = new Set(CLOUDS.flatMap((one) => names.map((name) => CLOUD_HOSTS[one][name])));
  for (const name of names) {
    const accepted = [...all].filter((endpoint) => refusal({ cloud, endpoints: { [name]: endpoint } }) === 'accepted');
    expect(accepted).toEqual([own[name]]);
  }
  const vaults = CLOUDS.map((one) => `https://noc${CLOUD_HOSTS[one].keyVaultSuffix}`);
  const opened = vaults.filter((keyVault) => refusal({ cloud, endpoints: { keyVault } }) === 'accepted');
  expect(opened).toEqual([`https://noc${own.keyVaultSuffix}`]);
});

test.each<[string, string, boolean]>([
  ['proxy.contoso.com', 'https://proxy.contoso.com', true],
  ['PROXY.contoso.com, other.example', 'https://proxy.contoso.com', true],
  ['https://proxy.contoso.com/', 'https://proxy.contoso.com', true],
  ['proxy.contoso.com:443', 'https://proxy.contoso.com', true],
  ['proxy.contoso.com', 'https://proxy.contoso.com:8443', false],
  ['proxy.contoso.com:8443', 'https://proxy.contoso.com:8443', true],
  ['proxy.contoso.com:8443', 'https://proxy.contoso.com', false],
  ['proxy.contoso.com:*', 'https://proxy.contoso.com:8443', true],
  ['*.contoso.com', 'https://a.b.contoso.com', true],
  ['*.contoso.com', 'https://contoso.com', false],
  ['*.contoso.com', 'https://evilcontoso.com', false],
  ['*.contoso.com', 'https://contoso.com.evil.example', false],
  ['contoso.com', 'https://proxy.contoso.com', false],
  ['*', 'https://evil.example', false],
  ['*.', 'https://evil.example', false],
  ['', 'https://evil.example', false],
  ['[::1]:*', 'https://[::1]:8443', true],
  ['127.0.0.1:*', 'https://127.0.0.1:8443', true],
])('allowed_endpoints = %s, and %s: %s', (said, endpoint, isAllowed) => {
  const operator = { ...strict, allowedEndpoints: readAllowedEndpoints(said) };
  expect(refusal({ endpoints: { login: endpoint } }, operator) === 'accepted').toBe(isAllowed);
});

test('the operator says it in the environment, and http stays refused', () => {
  const env = { GF_PLUGIN_DATA_PATH: '/dev/null/nowhere', GF_PLUGIN_ALLOWED_ENDPOINTS: 'a.example b.example:*' };
  const operator = readOperator(env, '/x');
  expect(operator.allowedEndpoints).toEqual(['a.example', 'b.example:*']);
  expect(refusal({ endpoints: { login: 'http://b.example:80' } }, operator)).toContain('must start with https://');
});

test('a proxy with a CA of the settings could read all that is sent, so the operator has to name it', async () => {
  const { ca } = await makeCertificates('127.0.0.1');
  const network = { proxyUrl: 'http://proxy.contoso.com:8080' };
  expect(refusal({ network }, strict, { tlsCACert: ca })).toContain('leads to proxy.contoso.com:8080 while');
  const named = { ...strict, allowedEndpoints: ['proxy.contoso.com:8080'] };
  expect(read({ network }, named, { tlsCACert: ca }).proxy).toBe('http://proxy.contoso.com:8080/');
  expect(read({ network }).proxy).toBe('http://proxy.contoso.com:8080/');
  expect(read({}, strict, { tlsCACert: ca }).ca).toBe(ca.trim());
});

test.each([
  'socks5://evil.example:1080',
  'http://user:MARKED@evil.example:8080',
  'http://evil.example\\@proxy:8080',
  'http://0x7f.1:8080',
  'http://2130706433:8080',
  'http://proxy:8080/path',
  'http://pr\toxy:8080',
  '//evil.example:8080',
])('the proxy %j is refused', (proxyUrl) => {
  expect(refusal({ network: { proxyUrl } })).toMatch(/Proxy/);
  expect(refusal({ network: { proxyUrl } })).not.toContain('MARKED');
});

test.each([
  'https://noc.vault.azure.net.evil.example',
  'https://evilvault.azure.net',
  'https://vault.azure.net',
  'https://a.b.vault.azure.net',
  'https://noc.vault.azure.net:8443',
  'http://noc.vault.azure.net',
  'https://noc.vault.azure.cn',
  'https://noc@evil.vault.azure.net',
  'https://-x_.vault.azure.net',
  'https://noc.vault.azure.net/secrets/x',
])('the vault %s is refused', (vaultUrl) => {
  const credential = { id: 'app', kind: 'certificate', tenantId: ID, clientId: ID };
  const certificateVault = { vaultUrl, name: 'noc', credential: 'opener' };
  const opener = { id: 'opener', kind: 'clientSecret', tenantId: ID, clientId: ID };
  const credentials = [{ ...credential, certificateVault }, opener];
  const more = { 'credential.opener.clientSecret': 'MARKED' };
  const said = refusal({ credentials }, strict, more);
  expect(said).toMatch(/Vault/i);
  expect([...read({ credentials }, strict, more).credentials.keys()]).toEqual(['opener']);
  expect(said).not.toContain('MARKED');
});
