/** Every flow of the executable with every kind of credential; no secret of any of them comes out anywhere. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { QUERY_TYPES, type QueryType } from '../../src/shared/queryTypes.ts';
import { TOKEN_STORE_KEY } from '../../src/shared/secretKeys.ts';
import { Person } from '../microsoft/signInPerson.ts';
import { pairOf } from '../microsoft/credentialKinds.ts';
import { SMALL } from '../simulator/world/smallIds.ts';
import type { Resource } from './host/pluginProcess.ts';
import { collected, launchProduct, queryOf } from './product.ts';
import { PROXY_USER, startWays, type Source, type Ways } from './ways.ts';
import { keep, leaks, overhear, type Secrets } from './wireSecrets.ts';

const NAMES = Object.keys(QUERY_TYPES) as QueryType[];
const GRAFANA = 'http://localhost:3000/';
const ADMIN = { login: 'admin', role: 'Admin' };
const STORE_KEY = 'marked-token-store-key-0123456789';
/** Data sources in which a person signs in. */
const SIGNED_IN = ['secrets', 'certificates', 'certificates in Key Vault'];
/** Answers that go wrong, also by repeating what was asked. */
const FAULTS: Record<string, unknown>[] = [
  { status: 401, headers: { 'www-authenticate': 'Bearer realm="MARKED-ECHO"' }, body: 'MARKED-ECHO' },
  { status: 500, body: { error: { code: 'MARKED-ECHO in words', message: 'MARKED-ECHO' } } },
  { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>MARKED-ECHO</html>' },
  { status: 200, body: { value: 'MARKED-ECHO', access_token: 'MARKED-ECHO', items: 'MARKED-ECHO' } },
  { status: 400, body: { error: 'invalid_grant', error_description: 'MARKED-ECHO', error_codes: [50173] } },
  { effect: 'truncate' },
];

jest.setTimeout(240_000);

let ways: Ways;
let secrets: Secrets;
/** All that came out, by where. */
const outputs = new Map<string, Buffer>();

const put = (name: string, ...parts: (string | Uint8Array)[]): void => {
  const before = outputs.get(name) ?? Buffer.alloc(0);
  outputs.set(name, Buffer.concat([before, ...parts.map((part) => Buffer.from(part as string))]));
};

beforeAll(async () => {
  ways = await startWays('AzurePublic', {
    redirectUris: SIGNED_IN.map((name) => callbackOf(uidOf(name))),
    behaviour: { deviceCodeInterval: 1 },
  });
  secrets = overhear(ways.simulator);
  for (const { settings } of ways.sources.values()) {
    Object.assign(settings.secureJsonData!, { [TOKEN_STORE_KEY]: STORE_KEY });
  }
});
afterAll(() => ways.close());

test('people, alert rules, sign-ins, checks and faults see no secret', async () => {
  const resources = ways.simulator.truth.resources({ visible: 'true' }).length;
  await each(async (source, name) => {
    await collected(source.plugin, source.settings, resources);
    await everything(source);
    if (SIGNED_IN.includes(name)) {
      await signIn(source);
    }
  });
  const device = ways.sources.get('secrets')!;
  await signInByDevice(device);
  for (const fault of FAULTS) {
    ways.simulator.faults.add({ ...fault, count: 30 });
    await each((source) => asked(source, ['tenantAccess', 'credentials', 'resourceGraph', 'metrics'], [{}]));
    ways.simulator.faults.clear();
  }
  // Another process begins with what the first one kept, and with a key that doesn't fit.
  const { settings } = device;
  const again = await launchProduct({ GF_PLUGIN_DATA_PATH: path.join(ways.folder, 'imds') });
  const secureJsonData = { ...settings.secureJsonData, [TOKEN_STORE_KEY]: `${STORE_KEY}-other` };
  await asked({ plugin: again, settings: { ...settings, secureJsonData } }, ['credentials'], [{}]);
  await again.shutdown();
  for (const plugin of [...ways.plugins, again]) {
    put('stderr', plugin.stderr.map(({ text }) => text).join('\n'));
    put('stdout', plugin.stdout.join('\n'));
    put('handshake', plugin.handshake);
  }
  ['imds', 'appService', 'arc'].forEach((machine) => files(path.join(ways.folder, machine)));
  await plantedInSettings();

  expect([...secrets.keys()].sort()).toEqual([
    ...['Basic', 'Bearer', 'access_token', 'client_assertion', 'client_secret', 'code', 'code_verifier'],
    ...['device_code', 'federated token', 'id_token', 'private key', 'proxy', 'refresh_token', 'secureJsonData'],
    ...['token store key', 'vault value', 'x-identity-header'],
  ]);
  for (const [name, known] of Object.entries({
    frames: 'Contoso',
    errors: 'Unknown query type',
    resources: 'Signed in',
    export: 'Azure Resource Manager',
    check: 'FAILED',
    metrics: 'plugin_requests_total',
    stderr: 'A person signed in',
    store: 'Contoso',
    'refresh tokens': 'records',
  })) {
    expect({ name, holds: outputs.get(name)?.includes(known) }).toEqual({ name, holds: true });
  }
  expect(leaks(secrets, outputs)).toEqual([]);
  for (const [name, output] of outputs) {
    const suspicious = output
      .toString('latin1')
      .match(/MARKED-ECHO|Bearer [\w-]|eyJ[\w-]{10}|-----BEGIN|MII[\w+/]{20}/g);
    expect({ name, suspicious }).toEqual({ name, suspicious: null });
  }
});

test('a secret that came out would be found', () => {
  const [token] = [...secrets.get('access_token')!];
  const whole = new Map([['frames', Buffer.from(`{"x":"${token}"}`)]]);
  expect(leaks(secrets, whole)).toContain('access_token: frames');
  const piece = new Map([['store', Buffer.from(token!.slice(token!.length / 2 - 40, token!.length / 2 + 40))]]);
  expect(leaks(secrets, piece)).toContain('access_token: store');
});

/** Of all data sources at once, as Grafana would. */
async function each(does: (source: Source, name: string) => Promise<void>): Promise<void> {
  await Promise.all([...ways.sources].map(([name, source]) => does(source, name)));
}

/** Every query in both forms, Save & test, every resource that is read, and metrics. */
async function everything(source: Source): Promise<void> {
  const { plugin, settings } = source;
  await asked(source, NAMES, [{}, { FromAlert: 'true' }]);
  const resource = (request: Resource, name = 'resources') => ask({ plugin, settings }, request, name);
  await resource({ path: 'accessLog/export' }, 'export');
  for (const [at, query] of Object.entries(READ)) {
    await resource({ path: at, query });
  }
  for (const [tenantId, credential] of [
    ['northwind', 'direct'],
    [SMALL.contoso, 'partner'],
    [SMALL.fabrikam, 'partner'],
  ]) {
    await resource(post('tenants/check', { tenantId, credential }));
  }
  put('metrics', await plugin.collectMetrics());
  put('jsonData', JSON.stringify(settings.jsonData));
}

async function asked(
  { plugin, settings }: Source,
  names: readonly QueryType[],
  forms: Record<string, string>[],
): Promise<void> {
  for (const headers of forms) {
    const queries = [...names.map((name) => queryOf(name, name)), { refId: 'wrong', model: { queryType: 'nothing' } }];
    const { responses } = await plugin.queryData({ settings, headers, queries });
    for (const { error, frames } of Object.values(responses)) {
      put('errors', error);
      put('frames', ...frames);
    }
  }
  const { message, details } = await plugin.checkHealth({ settings });
  put('check', message, JSON.stringify(details));
}

const READ: Record<string, string> = {
  tree: '',
  options: 'kind=customer',
  metricNamespaces: `resource=${SMALL.contosoProduction}`,
  metricDefinitions: `resource=${SMALL.contosoProduction}`,
  'incidents/history': 'alertId=x',
  'consent/scopes': '',
  'consent/status': 'attempt=x',
  'consent/callback': 'code=MARKED-ECHO&state=x',
};

async function ask({ plugin, settings }: Source, request: Resource, name = 'resources') {
  const answer = await plugin.callResource({
    settings,
    user: ADMIN,
    grafanaConfig: { GF_APP_URL: GRAFANA },
    ...request,
  });
  put(name, JSON.stringify(answer.headers), answer.body);
  return answer;
}

function post(at: string, body: object): Resource {
  return { path: at, method: 'POST', body: Buffer.from(JSON.stringify(body)) };
}

/** By authorization code, in a browser that goes where it is sent; and once more with a code that was used. */
async function signIn(source: Source): Promise<void> {
  const started = await ask(source, post('consent/start', { credential: 'partner', appUrl: GRAFANA }));
  const { attempt, authorizeUrl } = JSON.parse(started.body.toString()) as Record<string, string>;
  const query = await new Person(ways.simulator).signIn(atSimulator(authorizeUrl!));
  for (let time = 0; time < 2; time++) {
    await ask(source, { path: 'consent/callback', query: query.toString() });
  }
  const { body } = await ask(source, { path: 'consent/status', query: `attempt=${attempt}` });
  expect(JSON.parse(body.toString())).toMatchObject({ state: 'done' });
  await ask(source, post('consent/customer', { tenantId: SMALL.contoso }));
}

async function signInByDevice(source: Source): Promise<void> {
  const started = await ask(source, post('consent/device', { credential: 'partner' }));
  const { attempt, userCode, verificationUri } = JSON.parse(started.body.toString()) as Record<string, string>;
  await new Person(ways.simulator).enterCode(atSimulator(verificationUri!), userCode!);
  for (const end = Date.now() + 60_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 200))) {
    const { body } = await ask(source, { path: 'consent/status', query: `attempt=${attempt}` });
    if ((JSON.parse(body.toString()) as { state: string }).state === 'done') {
      return;
    }
  }
  throw new Error('The sign-in by device code did not end.');
}

/** A person's browser needs no proxy to the simulator. */
function atSimulator(address: string): string {
  const { pathname, search } = new URL(address);
  return `${ways.simulator.simulation.origins.login}${pathname}${search}`;
}

/** What is kept on disk, by what it is. */
function files(folder: string): void {
  for (const name of readdirSync(folder)) {
    put(name.startsWith('refresh-tokens') ? 'refresh tokens' : 'store', readFileSync(path.join(folder, name)));
  }
}

async function plantedInSettings(): Promise<void> {
  for (const { settings } of ways.sources.values()) {
    for (const [key, value] of Object.entries(settings.secureJsonData!)) {
      if (key !== 'tlsCACert') {
        keep(secrets, 'secureJsonData', value);
      }
    }
  }
  const identities = await ways.simulator.identities();
  for (const app of [SMALL.partnerApp, SMALL.certificateApp]) {
    keep(secrets, 'private key', pairOf(identities, app).privateKey);
  }
  keep(secrets, 'token store key', STORE_KEY);
  keep(secrets, 'federated token', ways.federatedToken);
  const { user, password } = PROXY_USER;
  [password, encodeURIComponent(password), Buffer.from(`${user}:${password}`).toString('base64')].forEach((form) =>
    keep(secrets, 'proxy', form),
  );
}

function uidOf(name: string): string {
  return name.replace(/\W+/g, '-');
}

function callbackOf(uid: string): string {
  return `${GRAFANA}api/datasources/uid/${uid}/resources/consent/callback`;
}
