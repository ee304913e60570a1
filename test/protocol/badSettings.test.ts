/** Settings with a mistake in them, as somebody saves them: what Grafana shows of it, and what goes on. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { PluginProcess, Settings } from './host/pluginProcess.ts';
import { ask, askRows, collected, launchProduct } from './product.ts';
import { runSimulator, type RunningSimulator } from './simulator.ts';

type Row = Record<string, unknown>;
const GUID = '99999999-0000-4000-8000-000000000001';
const HALF = { id: 'half', kind: 'clientSecret', tenantId: 'contoso.com', clientId: GUID };
const CERTIFICATE = { ...HALF, kind: 'certificate' };
const TENANT = { tenantId: 'fabrikam.com', name: 'Fabrikam', credential: 'half' };

jest.setTimeout(90_000);

let simulator: RunningSimulator;
let folder: string;
let plugin: PluginProcess;
let number = 0;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'bad-settings-'));
  simulator = await runSimulator();
  plugin = await launchProduct({ GF_PLUGIN_DATA_PATH: folder });
});
afterAll(async () => {
  await plugin.shutdown();
  simulator.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The simulator's settings with rows added, or with other fields. */
function settingsWith({ credentials = [], tenants = [], ...more }: Record<string, unknown> & Rows): Settings {
  const { jsonData, secureJsonData } = simulator;
  const { secrets = {}, ...fields } = more as { secrets?: Record<string, string> };
  return {
    uid: `bad-${number++}`,
    jsonData: {
      ...jsonData,
      credentials: [...credentials, ...(jsonData.credentials ?? [])],
      tenants: [...tenants, ...(jsonData.tenants ?? [])],
      ...fields,
    },
    secureJsonData: { ...secureJsonData, ...secrets },
  };
}

interface Rows {
  credentials?: Row[];
  tenants?: Row[];
}

const PEM = 'credential.half.certificate';
const key = '-----BEGIN PRIVATE KEY-----\nMARKED\n-----END PRIVATE KEY-----';

const tolerated: [string, Record<string, unknown> & Rows, string][] = [
  [
    'a half-entered credential',
    { credentials: [HALF], tenants: [TENANT] },
    'Credential "half", Client secret is missing.',
  ],
  [
    'a half-entered certificate',
    { credentials: [CERTIFICATE], tenants: [TENANT] },
    'Credential "half", Certificate is missing.',
  ],
  ['a bad PEM', { credentials: [CERTIFICATE], secrets: { [PEM]: 'MARKED' } }, 'Credential "half", Certificate '],
  [
    'a private key without its certificate',
    { credentials: [CERTIFICATE], secrets: { [PEM]: key } },
    'Credential "half", Certificate ',
  ],
  [
    'a machine identity that is not allowed',
    { credentials: [{ ...HALF, kind: 'managedIdentity' }] },
    'allow_managed_identity = true',
  ],
  [
    'a federated token that nobody names',
    { credentials: [{ ...HALF, kind: 'workloadIdentity' }] },
    'set federated_token_file = /path',
  ],
  ['a tenant twice', { tenants: [TENANT, { ...TENANT, credential: 'direct' }] }, 'repeats "fabrikam.com"'],
  ['a tenant without its id', { tenants: [{ name: 'Fabrikam' }] }, 'Tenant 1, Tenant id or domain is missing.'],
  ['a tenant whose credential is gone', { tenants: [{ ...TENANT, credential: 'gone' }] }, 'names "gone"'],
  ['a cadence that is none', { collection: { alertsSeconds: 'often' } }, 'Alerts, seconds must be'],
  ['a key of the token store that is short', { secrets: { tokenStoreKey: 'MARKED' } }, 'at least 16 characters'],
];

test.each(tolerated)(
  '%s is said at Save & test and in panels, and stops no other tenant',
  async (_, change, sentence) => {
    const settings = settingsWith(change);
    const visible = await (await fetch(`${simulator.control}/truth/resources?visible=true`)).json();
    await collected(plugin, settings, (visible as unknown[]).length);
    const check = await plugin.checkHealth({ settings });
    expect(check.status).toBe('ERROR');
    expect(check.message).toContain(sentence);
    const [frame] = await ask(plugin, settings, 'customers');
    expect(JSON.stringify(frame?.meta)).toContain(JSON.stringify(sentence).slice(1, -1));
    expect(`${check.message}${JSON.stringify([check.details, frame])}`).not.toContain('MARKED');
    // An alert rule gets its rows as they are.
    const [alerting] = await ask(plugin, settings, 'customers', {}, { headers: { FromAlert: 'true' } });
    expect(alerting?.meta?.notices ?? []).toEqual([]);
  },
);

test('the tenant of a half-entered credential says what its credential lacks', async () => {
  const settings = settingsWith({
    credentials: [HALF],
    tenants: [{ ...TENANT, tenantId: 'fabrikam.onmicrosoft.com' }],
  });
  await plugin.checkHealth({ settings });
  const failing = async () => (await askRows(plugin, settings, 'credentials')).find((row) => row.credential === 'half');
  expect(await failing()).toMatchObject({
    credentialState: 'Failing',
    credentialValue: 2,
    lastError: 'Credential "half", Client secret is missing.',
  });
});

const fatal: [string, Record<string, unknown> & Rows, string][] = [
  ['an unknown cloud', { cloud: 'Mars' }, 'Cloud must be one of'],
  ['a proxy that is no address', { network: { proxyUrl: 'proxy' } }, 'Proxy must start with http'],
  ['an endpoint in clear', { endpoints: { login: 'http://login.contoso.com' } }, 'Sign-in endpoint'],
];

test.each(fatal)('%s stops everything, and Save & test and every query say so', async (_, change, sentence) => {
  const settings = settingsWith(change);
  expect(await plugin.checkHealth({ settings })).toMatchObject({
    status: 'ERROR',
    message: expect.stringContaining(sentence),
  });
  await expect(ask(plugin, settings, 'customers')).rejects.toThrow(sentence);
});
