import type { Microsoft } from '../../src/backend/microsoft/api/microsoft.ts';
import { startSimulator } from '../simulator/simulator.ts';
import { SMALL } from '../simulator/world/smallIds.ts';
import { CONTOSO, errorOf, startHarness, type Harness } from './harness.ts';

const PASSWORD = 'MARKED-password';
let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({ world: 'small', proxy: { user: 'noc', password: PASSWORD } });
});
afterAll(() => harness.close());

const through = (change: { proxyUrl?: string; password?: string }): Microsoft => {
  const { network } = harness.simulator.jsonData as { network: { proxyUrl: string } };
  return harness.another({
    jsonData: { network: { ...network, ...(change.proxyUrl && { proxyUrl: change.proxyUrl }) } },
    secureJsonData: { ...(change.password && { proxyPassword: change.password }) },
    operator: { allowedEndpoints: ['127.0.0.1:*', 'proxy.invalid:8080'] },
  });
};

test("goes to Microsoft's own hosts through the proxy", async () => {
  expect((await through({}).listSubscriptions(CONTOSO, harness.options)).rows.length).toBe(3);
  expect(harness.log.lines.join('\n')).not.toContain(PASSWORD);
});

test.each<[string, Parameters<typeof through>[0], string, string]>([
  ['refuses the password', { password: 'MARKED-other' }, 'ProxyRefused', 'proxy user and its password'],
  ['is not there', { proxyUrl: 'http://127.0.0.1:9' }, 'ProxyUnreachable', "proxy can't be reached"],
  ['has no such name', { proxyUrl: 'http://proxy.invalid:8080' }, 'ProxyUnreachable', "proxy can't be reached"],
])('a proxy that %s has its own sentence, without the password', async (_, change, code, words) => {
  const error = await errorOf(through(change).listSubscriptions(CONTOSO, harness.options));
  expect(error.code).toBe(code);
  expect(error.message).toContain(words);
  expect(`${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`).not.toContain('MARKED');
});

test('a proxy that opens no way to a host says so', async () => {
  const { jsonData } = harness.simulator;
  const microsoft = harness.another({
    jsonData: { ...jsonData, endpoints: { login: 'https://login.contoso.com' } },
    operator: { allowedEndpoints: ['127.0.0.1:*', 'login.contoso.com'] },
  });
  expect((await errorOf(microsoft.listSubscriptions(CONTOSO, harness.options))).code).toBe('ProxyBlocked');
});

test("the machine's identity service is asked around the proxy", async () => {
  const { imds } = await harness.simulator.identities();
  const credential = { id: 'machine', kind: 'managedIdentity', tenantId: SMALL.northwind };
  const { credentials } = harness.simulator.jsonData as { credentials: unknown[] };
  const microsoft = harness.another({
    jsonData: { credentials: [...credentials, credential] },
    operator: { allowManagedIdentity: true, machine: { on: 'imds', origin: imds } },
  });
  const access = { tenantId: SMALL.northwind, credentialId: 'machine' };
  expect((await microsoft.listSubscriptions(access, harness.options)).rows.length).toBe(1);
});

test('NO_PROXY leads around it', async () => {
  const { NO_PROXY } = process.env;
  process.env.NO_PROXY = '127.0.0.1';
  const direct = await startSimulator({ world: 'small', tls: false });
  try {
    const microsoft = harness.another({
      jsonData: { ...direct.jsonData, network: { proxyUrl: 'http://127.0.0.1:9' } },
      secureJsonData: { ...direct.secureJsonData, proxyPassword: '' },
      operator: { allowInsecureEndpoints: true },
    });
    expect((await microsoft.listSubscriptions(CONTOSO, harness.options)).rows.length).toBe(3);
  } finally {
    if (NO_PROXY === undefined) {
      delete process.env.NO_PROXY;
    } else {
      process.env.NO_PROXY = NO_PROXY;
    }
    await direct.close();
  }
});
