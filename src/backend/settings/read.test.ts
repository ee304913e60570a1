import { CspError } from '../common/errors.ts';
import { credentialOf } from './credentialOf.ts';
import { readSettings } from './read.ts';

const GUID = '11111111-2222-3333-4444-555555555555';
const TENANT = 'AAAAAAAA-BBBB-CCCC-DDDD-EEEEEEEEEEEE';
const good = {
  credentials: [{ id: 'partner', kind: 'secureApplicationModel', tenantId: TENANT, clientId: GUID }],
  partner: { enabled: true },
};
const secrets = { 'credential.partner.clientSecret': ' s3cret ', 'credential.partner.refreshToken': 'token' };
const strict = { allowInsecureEndpoints: false };
const named = { ...strict, allowedEndpoints: ['127.0.0.1:8443', '[::1]:*', '*.contoso.com:8443'] };

function mistakes(jsonData: unknown, secureJsonData: Record<string, string> = secrets): string {
  try {
    return readSettings(jsonData, secureJsonData, strict).mistakes.join(' ');
  } catch (error) {
    expect(error).toBeInstanceOf(CspError);
    expect(error).toMatchObject({ code: 'Settings', status: 400 });
    return (error as CspError).message;
  }
}

test('fills in the defaults', () => {
  const settings = readSettings(good, secrets, strict);
  expect(settings).toMatchObject({
    cloud: 'AzurePublic',
    partnerCredentialId: 'partner',
    tenants: [],
    intervals: {
      discovery: 3_600_000,
      inventory: 1_800_000,
      resourceHealth: 120_000,
      events: 300_000,
      alertRules: 1_800_000,
      alerts: 60_000,
      changes: 600_000,
    },
    history: { days: 90, bytes: 1024 * 1024 * 1024 },
    concurrency: 32,
    ca: null,
  });
  expect(settings.hosts.resourceManager).toBe('https://management.azure.com');
  expect(settings.credentials.get('partner')).toEqual({
    id: 'partner',
    kind: 'secureApplicationModel',
    tenantId: TENANT.toLowerCase(),
    clientId: GUID,
    proof: { by: 'clientSecret', clientSecret: 's3cret' },
    refreshToken: 'token',
    refreshTokenVault: null,
  });
});

test("keeps the cloud's audience when its requests are sent elsewhere", () => {
  const settings = readSettings(
    { ...good, cloud: 'AzureChinaCloud', endpoints: { resourceManager: 'https://proxy.contoso.com:8443/' } },
    secrets,
    named,
  );
  expect(settings.hosts.resourceManager).toBe('https://proxy.contoso.com:8443');
  expect(settings.hosts.resourceManagerScope).toBe('https://management.chinacloudapi.cn/.default');
});

test('names every mistake by its label in one error', () => {
  const message = mistakes(
    {
      cloud: 'Mars',
      endpoints: { login: 'http://login.contoso.com', portal: 7 },
      credentials: [
        { id: 'a b', kind: 'clientSecret', tenantId: TENANT, clientId: GUID },
        { id: 'direct', kind: 'magic', tenantId: 'no tenant', clientId: 'x' },
      ],
      defaultCredential: 'nobody',
      tenants: [{ tenantId: 'contoso.onmicrosoft.com', enabled: 'yes' }, { tenantId: 'Contoso.onmicrosoft.com' }, 5],
      collection: { concurrency: 0, inventorySeconds: 1.5 },
    },
    { tlsCACert: 'nonsense' },
  );
  for (const part of [
    'Cloud must be one of',
    'Sign-in endpoint must start with https://',
    'Azure portal endpoint must be text',
    'Credential 1, Name may hold',
    'Credential "direct", Kind must be one of',
    'Credential "direct", Tenant must be',
    'Credential "direct", Application (client) id must be a GUID',
    'Default credential names "nobody"',
    'Tenant 1, Watch must be on or off',
    'Tenant 2, Tenant id or domain repeats',
    'Tenant 3, Tenant id or domain is missing',
    'Requests at once must be a whole number',
    'Inventory, seconds must be a whole number',
    'CA certificates are not certificates',
  ]) {
    expect(message).toContain(part);
  }
});

test.each([
  ['no object', 'text', 'not a JSON object'],
  ['nothing', {}, 'Credentials: add at least one'],
  ['nothing to watch', { ...good, partner: { enabled: false } }, 'there is nothing to watch'],
  ['credentials that are no list', { credentials: {} }, 'Credentials must be a list'],
  ['twins', { ...good, credentials: [...good.credentials, ...good.credentials] }, 'is used twice'],
])('says what is wrong with %s', (_, jsonData, sentence) => {
  expect(mistakes(jsonData)).toContain(sentence);
});

test('asks for the secrets that a kind needs, and never repeats one', () => {
  const message = mistakes({ ...good, cloud: 'Mars' }, { 'credential.partner.refreshToken': 'MARKED' });
  expect(message).toContain('Credential "partner", Client secret is missing');
  expect(message).not.toContain('MARKED');
});

test.each([
  'https://user:pass@management.azure.com',
  'https://management.azure.com@evil.example',
  'https://management.azure.com\\@evil.example',
  'https://management.azure.com/path',
  'https://management.azure.com?x=1',
  'https://management.azure.com#x',
  'https://2130706433',
  'https://0x7f.1',
  'https://mаnagement.azure.com',
  'https://management.azure.com%2eevil.example',
  'ftp://management.azure.com',
  'https:management.azure.com',
  'management.azure.com',
  'http://management.azure.com',
])('refuses the endpoint %s', (endpoint) => {
  expect(mistakes({ ...good, endpoints: { resourceManager: endpoint } })).toContain('Resource Manager endpoint');
});

test.each([
  ['https://Login.MicrosoftOnline.com:443/', 'https://login.microsoftonline.com'],
  ['https://127.0.0.1:8443', 'https://127.0.0.1:8443'],
  ['https://[::1]:8443', 'https://[::1]:8443'],
])('takes the endpoint %s', (endpoint, origin) => {
  expect(readSettings({ ...good, endpoints: { login: endpoint } }, secrets, named).hosts.login).toBe(origin);
});

test('takes plain http only when the operator allows it', () => {
  const jsonData = { ...good, endpoints: { login: 'http://127.0.0.1:9001' } };
  expect(readSettings(jsonData, secrets, { allowInsecureEndpoints: true }).hosts.login).toBe('http://127.0.0.1:9001');
  expect(mistakes(jsonData)).toContain('allow_insecure_endpoints');
});

describe('a mistake in one row', () => {
  const direct = { id: 'direct', kind: 'clientSecret', tenantId: TENANT, clientId: GUID };
  const tenant = { tenantId: 'contoso.onmicrosoft.com', credential: 'direct' };
  const read = (change: object) => readSettings({ ...good, ...change }, secrets, strict);

  test('sets a half-entered credential apart, with its sentence', () => {
    const settings = read({ credentials: [direct, ...good.credentials], tenants: [tenant] });
    expect([...settings.credentials.keys()]).toEqual(['partner']);
    expect(settings.mistakes).toEqual(['Credential "direct", Client secret is missing.']);
    expect(settings.tenants).toMatchObject([{ credentialId: 'direct' }]);
    expect(() => credentialOf(settings, 'direct')).toThrow('Credential "direct", Client secret is missing.');
    // What names no credential still means the first, not the first that happens to be complete.
    expect(settings.defaultCredentialId).toBe('direct');
  });

  test('runs nothing as another credential than the one it names', () => {
    const settings = read({ defaultCredential: 'gone', tenants: [{ ...tenant, credential: 'lost' }] });
    expect([settings.defaultCredentialId, settings.tenants[0]?.credentialId]).toEqual(['gone', 'lost']);
    expect(() => credentialOf(settings, 'lost')).toThrow('There is no credential "lost"');
  });

  test('leaves out rows that name no tenant, or one again, and keeps the others', () => {
    const wrong = { tenantId: 'no tenant' };
    const settings = read({ tenants: [wrong, { tenantId: TENANT }, { tenantId: TENANT, name: 'Again' }, tenant] });
    expect(settings.tenants.map(({ tenantId }) => tenantId)).toEqual([TENANT.toLowerCase(), tenant.tenantId]);
    expect(settings.mistakes.map((one) => one.slice(0, 9))).toEqual(['Tenant 1,', 'Tenant 3,', 'Tenant 4,']);
  });

  test.each([
    [['x', GUID], true, [GUID]],
    [['x'], false, []],
    [[], true, []],
  ])('watches of a tenant %o no more than was wanted', (includeSubscriptions, enabled, left) => {
    const settings = read({ tenants: [{ tenantId: TENANT, includeSubscriptions }] });
    expect(settings.tenants).toMatchObject([{ enabled, includeSubscriptions: left }]);
  });

  test('of a tenant stops everything where a policy may go by what is written of it', () => {
    const visibility = { rules: [{ subject: 'role', values: ['Viewer'], deny: { tags: ['team=north'] } }] };
    const tenants = [{ tenantId: TENANT, tags: 7 }];
    expect(() => read({ tenants })).not.toThrow();
    expect(() => read({ visibility })).not.toThrow();
    expect(() => read({ tenants, visibility })).toThrow('Tags must be');
  });

  test.each([
    [{ cloud: 'Mars' }],
    [{ endpoints: { login: 'http://login.contoso.com' } }],
    [{ network: { proxyUrl: 'proxy' } }],
  ])('about where requests go stops everything: %o', (change) => {
    expect(() => read(change)).toThrow("The data source's settings need correcting");
  });
});
