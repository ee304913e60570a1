import { Agent, request as httpsRequest } from 'node:https';
import { startSimulator } from './simulator.ts';
import type { Simulator, SimulatorOptions } from './simulator.ts';
import { SMALL } from './world/smallIds.ts';

let simulator: Simulator | undefined;
let agent: Agent | undefined;

afterEach(async () => {
  agent?.destroy();
  await simulator?.close();
});

interface Answer {
  status: number;
  text: string;
  challenge: string | undefined;
}

/** Starts a simulator with a proxy, and asks through it with nothing but the names that Microsoft's hosts have. */
async function start(options: Partial<SimulatorOptions>, proxyUrl?: (url: string) => string): Promise<Simulator> {
  const started = await startSimulator({ world: 'small', proxy: true, ...options });
  const { network } = started.jsonData as { network: { proxyUrl: string } };
  const HTTPS_PROXY = proxyUrl ? proxyUrl(network.proxyUrl) : network.proxyUrl;
  const { tlsCACert = '' } = started.secureJsonData;
  agent = new Agent({ ca: tlsCACert, keepAlive: false, proxyEnv: { HTTPS_PROXY } });
  simulator = started;
  return started;
}

function ask(
  url: string,
  options: { headers?: Record<string, string>; form?: Record<string, string> } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const type = options.form && { 'content-type': 'application/x-www-form-urlencoded' };
    const method = options.form ? 'POST' : 'GET';
    const request = httpsRequest(
      url,
      { method, headers: { ...type, ...options.headers }, ...(agent && { agent }) },
      (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.on('error', reject);
        const challenge = response.headers['www-authenticate'];
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text, challenge }));
      },
    );
    request.on('error', reject);
    request.end(options.form && new URLSearchParams(options.form).toString());
  });
}

const signIn = (login: string, resource: string, started: Simulator) =>
  ask(`https://${login}/${SMALL.partnerTenant}/oauth2/v2.0/token`, {
    form: {
      grant_type: 'refresh_token',
      client_id: SMALL.partnerApp,
      client_secret: started.secureJsonData['credential.partner.clientSecret'] ?? '',
      refresh_token: started.secureJsonData['credential.partner.refreshToken'] ?? '',
      scope: `${resource}/.default`,
    },
  });
const tokenOf = ({ text }: Answer) => (JSON.parse(text) as { access_token: string }).access_token;
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

test.each([
  [
    'AzurePublic',
    'login.microsoftonline.com',
    'https://management.azure.com',
    'https://graph.microsoft.com',
    '.vault.azure.net',
  ],
  [
    'AzureUSGovernment',
    'login.microsoftonline.us',
    'https://management.usgovcloudapi.net',
    'https://graph.microsoft.us',
    '.vault.usgovcloudapi.net',
  ],
  [
    'AzureChinaCloud',
    'login.partner.microsoftonline.cn',
    'https://management.chinacloudapi.cn',
    'https://microsoftgraph.chinacloudapi.cn',
    '.vault.azure.cn',
  ],
] as const)('%s is reached by its own names', async (cloud, login, arm, graph, suffix) => {
  const started = await start({ cloud });
  expect(started.jsonData).toMatchObject({ cloud });
  expect(started.jsonData.endpoints).toBeUndefined();
  const token = tokenOf(await signIn(login, arm, started));
  expect((await ask(`${arm}/subscriptions?api-version=2022-12-01`, bearer(token))).status).toBe(200);
  const vault = await ask(`https://${SMALL.vault}${suffix}/secrets/sample?api-version=7.4`);
  expect(vault.challenge).toBe(
    `Bearer authorization="https://${login}/${SMALL.partnerTenant}", resource="https://${suffix.slice(1)}"`,
  );
  const gdap = `${graph}/v1.0/tenantRelationships/delegatedAdminRelationships`;
  const graphToken = tokenOf(await signIn(login, graph, started));
  expect((await ask(gdap, bearer(graphToken))).status).toBe(cloud === 'AzureChinaCloud' ? 400 : 200);
});

test('another cloud knows the tenant and lets nobody in', async () => {
  const started = await start({ cloud: 'AzureUSGovernment' });
  expect((await signIn('login.microsoftonline.com', 'https://management.azure.com', started)).text).toContain(
    'AADSTS900382',
  );
  expect((await signIn('login.microsoftonline.us', 'https://management.azure.com', started)).text).toContain(
    'AADSTS500011',
  );
  const token = tokenOf(await signIn('login.microsoftonline.us', 'https://management.usgovcloudapi.net', started));
  const wrong = await ask('https://management.azure.com/subscriptions?api-version=2022-12-01', bearer(token));
  expect([wrong.status, wrong.text.includes('InvalidAuthenticationToken')]).toEqual([401, true]);
});

test('hosts of others are refused, and strangers too', async () => {
  const started = await start({ proxy: { user: 'noc', password: 'secret at the proxy' } });
  expect(started.jsonData.network).toMatchObject({ proxyUser: 'noc' });
  expect(started.secureJsonData.proxyPassword).toBe('secret at the proxy');
  const metadata = 'https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration';
  await expect(ask(metadata)).rejects.toThrow('407');
  agent?.destroy();
  const withUser = (url: string) => url.replace('http://', `http://noc:${encodeURIComponent('secret at the proxy')}@`);
  const { network } = started.jsonData as { network: { proxyUrl: string } };
  agent = new Agent({
    ca: started.secureJsonData.tlsCACert ?? '',
    proxyEnv: { HTTPS_PROXY: withUser(network.proxyUrl) },
  });
  expect((await ask(metadata)).status).toBe(200);
  await expect(ask('https://example.com/')).rejects.toThrow('403');
  expect(started.tunnels).toEqual([
    { target: 'login.microsoftonline.com:443', status: 407 },
    { target: 'login.microsoftonline.com:443', status: 200 },
    { target: 'example.com:443', status: 403 },
  ]);
});
