import type { CspError } from '../common/errors.ts';
import { readMachine } from './machine.ts';
import { readOperator } from './operator.ts';
import { readSettings } from './read.ts';

const TENANT = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee';
const credentials = [{ id: 'app', kind: 'clientSecret', tenantId: TENANT, clientId: TENANT }];
const good = { credentials, tenants: [{ tenantId: TENANT, tags: { team: ' north ' } }] };
const secrets = { 'credential.app.clientSecret': 'secret' };
const strict = { allowInsecureEndpoints: false };

function mistakes(change: Record<string, unknown>, secure: Record<string, string> = {}): string {
  try {
    return readSettings({ ...good, ...change }, { ...secrets, ...secure }, strict).mistakes.join(' ');
  } catch (error) {
    return (error as CspError).message;
  }
}

test('reads the proxy, what is switched off, tags, and what the log may take', () => {
  const settings = readSettings(
    {
      ...good,
      network: { proxyUrl: 'http://proxy.contoso.com:8080', proxyUser: 'noc@contoso' },
      collection: { sections: { alerts: false, alertRules: true }, accessLogMegabytes: 32 },
    },
    { ...secrets, proxyPassword: 'p:ss/word', tokenStoreKey: 'the newest key\n\nthe older key\n' },
    { ...strict, tokenStoreKey: "the operator's key" },
  );
  expect(settings.proxy).toBe('http://noc%40contoso:p%3Ass%2Fword@proxy.contoso.com:8080/');
  expect([...settings.sectionsOff]).toEqual(['alerts']);
  expect(settings.accessLogBytes).toBe(32 * 1024 * 1024);
  expect(settings.tokenStoreKeys).toEqual(['the newest key', 'the older key', "the operator's key"]);
  expect(settings.tenants[0]?.tags).toEqual({ team: 'north' });
});

test.each<[string, Record<string, unknown>, string]>([
  [
    'a proxy that is none',
    { network: { proxyUrl: 'socks5://proxy:1080' } },
    'Proxy must start with http:// or https://',
  ],
  ['a proxy with a path', { network: { proxyUrl: 'http://proxy.contoso.com/x' } }, 'without a path'],
  ['a password in the URL', { network: { proxyUrl: 'http://u:MARKED@proxy.contoso.com' } }, 'must not carry'],
  ['a user without a proxy', { network: { proxyUser: 'noc' } }, 'Proxy is missing'],
  ['a password without a user', { network: { proxyUrl: 'http://proxy:8080' } }, 'Proxy user is missing'],
  ['an unknown section', { collection: { sections: { everything: false } } }, 'names "everything"'],
  ['a section that is no switch', { collection: { sections: { alerts: 'no' } } }, 'for "alerts"'],
  ['sections that are a list', { collection: { sections: ['alerts'] } }, 'Sections must be an object'],
  ['tags that are no texts', { tenants: [{ tenantId: TENANT, tags: { team: 5 } }] }, 'Tenant 1, Tags must be'],
  ['tags that are a list', { tenants: [{ tenantId: TENANT, tags: ['north'] }] }, 'Tenant 1, Tags must be'],
])('says what is wrong with %s', (_, change, sentence) => {
  const message = mistakes(change, { proxyPassword: 'MARKED' });
  expect(message).toContain(sentence);
  expect(message).not.toContain('MARKED');
});

test('the operator says what the machine may do, and Azure where to ask', () => {
  const env = { GF_PLUGIN_DATA_PATH: '/dev/null/nowhere', GF_PLUGIN_ALLOW_MANAGED_IDENTITY: 'True' };
  expect(readOperator(env, '/x')).toMatchObject({
    allowManagedIdentity: true,
    federatedTokenFile: null,
    tokenStoreKey: null,
    machine: { on: 'imds', origin: 'http://169.254.169.254' },
  });
  expect(
    readOperator({ AZURE_FEDERATED_TOKEN_FILE: '/a', GF_PLUGIN_FEDERATED_TOKEN_FILE: '/b' }, '/x').federatedTokenFile,
  ).toBe('/b');
});

test.each([
  [{ GF_PLUGIN_IMDS_ENDPOINT: 'http://127.0.0.1:9000/' }, { on: 'imds', origin: 'http://127.0.0.1:9000' }],
  [
    { IDENTITY_ENDPOINT: 'http://127.0.0.1:1/msi', IDENTITY_HEADER: 'x' },
    { on: 'appService', endpoint: 'http://127.0.0.1:1/msi', header: 'x' },
  ],
  [
    { IDENTITY_ENDPOINT: 'http://localhost:40342/t', IMDS_ENDPOINT: 'http://localhost:40342' },
    { on: 'arc', endpoint: 'http://localhost:40342/t', keyFolder: '/var/opt/azcmagent/tokens' },
  ],
  [
    {
      GF_PLUGIN_IDENTITY_ENDPOINT: 'http://localhost:40342/t',
      GF_PLUGIN_IMDS_ENDPOINT: 'http://localhost:40342',
      GF_PLUGIN_ARC_KEY_FOLDER: '/srv/tokens',
    },
    { on: 'arc', endpoint: 'http://localhost:40342/t', keyFolder: '/srv/tokens' },
  ],
  [{ IDENTITY_ENDPOINT: 'no address' }, { on: 'imds', origin: 'http://169.254.169.254' }],
])('finds the identity service in %o', (env, machine) => {
  expect(readMachine(env, 'linux')).toEqual(machine);
});
