import type { Microsoft } from '../../src/backend/microsoft/api/microsoft.ts';
import { createMicrosoft } from '../../src/backend/microsoft/microsoft.ts';
import { Attempts } from '../../src/backend/queries/consent/attempts.ts';
import { ConsentOutcomes } from '../../src/backend/queries/consent/outcomes.ts';
import type { RouteUser, RouteAnswer, RouteContext } from '../../src/backend/queries/routes/route.ts';
import { route, ROUTE_METHODS } from '../../src/backend/queries/routes/routes.ts';
import { readSettings } from '../../src/backend/settings/read.ts';
import { KeptLog } from '../microsoft/harness.ts';
import { LOOPBACK } from '../microsoft/loopback.ts';
import { SMALL, TestEstate } from '../queries/estate.ts';
import { SMALL_ALERTS } from '../simulator/world/smallIds.ts';
import { layBait, type Bait } from './watch.ts';

jest.setTimeout(60_000);

let estate: TestEstate;
let microsoft: Microsoft;
let bait: Bait;
const closing = new AbortController();
const log = new KeptLog();
beforeAll(async () => {
  estate = await TestEstate.start();
  const settings = readSettings(estate.simulator.jsonData, estate.simulator.secureJsonData, LOOPBACK);
  microsoft = createMicrosoft({ settings, clock: estate.clock, log, accessLog: estate.accessLog });
  bait = await layBait();
});
afterAll(async () => {
  closing.abort();
  microsoft.close();
  await estate.close();
  await bait.close();
});

function context(user: RouteUser | undefined): RouteContext {
  const settings = readSettings(estate.simulator.jsonData, estate.simulator.secureJsonData, LOOPBACK);
  return {
    snapshot: estate.estate.snapshot(),
    now: estate.clock.now(),
    portal: 'https://portal.azure.com',
    signal: new AbortController().signal,
    onDemand: estate.onDemand,
    accessLog: estate.accessLog,
    alertActions: { microsoft, log, refresh: () => undefined },
    consent: {
      microsoft,
      settings,
      clock: estate.clock,
      log,
      attempts: new Attempts(estate.clock),
      outcomes: new ConsentOutcomes(),
      orgId: 1,
      uid: 'csp',
      appUrl: 'https://grafana.example.com',
      closed: closing.signal,
    },
    ...(user && { user }),
  };
}

function ask(path: string, given: Record<string, unknown>, user: RouteUser | undefined): Promise<RouteAnswer> {
  const method = ROUTE_METHODS.get(path) ?? 'GET';
  const texts = Object.entries(given).map(([name, value]): [string, string] => [name, String(value)]);
  const query = new URLSearchParams(method === 'GET' ? texts : []);
  return route({ path, method, query, body: Buffer.from(JSON.stringify(given)) }, context(user));
}

const person = (role: string, login = 'lee'): RouteUser => ({ login, name: 'Lee Gu', role });
/** Who asks, and what that counts as. Grafana's server administrators have a role in the organization like others. */
const ACTORS: readonly [who: string, user: RouteUser | undefined, as: 'nobody' | 'viewer' | 'editor' | 'admin'][] = [
  ['an admin', person('Admin'), 'admin'],
  ['a service account with the role Admin', person('Admin', 'sa-1-noc'), 'admin'],
  ['an editor', person('Editor'), 'editor'],
  ['a viewer', person('Viewer'), 'viewer'],
  ['a server administrator who is Viewer here', person('Viewer', 'admin'), 'viewer'],
  ['the role None', person('None'), 'viewer'],
  ['no role', person(''), 'viewer'],
  ['a role that Grafana has not', person('Grafana Admin'), 'viewer'],
  ['a role in lower case', person('admin'), 'viewer'],
  ['an anonymous viewer', person('Viewer', ''), 'viewer'],
  ['an anonymous editor', person('Editor', ''), 'viewer'],
  ['an anonymous admin', person('Admin', ''), 'viewer'],
  ['an admin whose login is a space', person('Admin', ' '), 'viewer'],
  ['nobody, as alert rules ask', undefined, 'nobody'],
];

const scope = JSON.stringify({ resource: ['stcontoso'] });
const namespace = 'Microsoft.Storage/storageAccounts';
const metric = { scope, namespace, metric: 'Transactions', dimension: 'ApiName' };
/** Least role, a request that is right, and the status of it for those who may. */
const TABLE: Record<string, [least: 'anyone' | 'editor' | 'admin', given: Record<string, unknown>, status: number]> = {
  tree: ['anyone', {}, 200],
  options: ['anyone', { kind: 'customer' }, 200],
  metricNamespaces: ['anyone', { scope }, 200],
  metricDefinitions: ['anyone', { scope }, 200],
  metricDimensions: ['anyone', metric, 200],
  'incidents/history': ['anyone', { id: SMALL_ALERTS.failedOrders }, 200],
  'incidents/changestate': ['editor', { id: SMALL_ALERTS.failedOrders, state: 'Acknowledged' }, 200],
  'accessLog/export': ['editor', {}, 200],
  'consent/start': ['admin', { credential: 'partner' }, 200],
  'consent/device': ['admin', { credential: 'partner' }, 200],
  'consent/customer': ['admin', { tenantId: SMALL.contoso }, 200],
  'consent/scopes': ['admin', {}, 200],
  'consent/status': ['admin', { attempt: 'none' }, 404],
  // A state that nobody began: refused for its own reason.
  'consent/callback': ['admin', { state: 'none', code: 'x' }, 403],
  'tenants/check': ['admin', { tenantId: SMALL.contoso }, 200],
};

test('the table has every route', () => {
  expect(Object.keys(TABLE).sort()).toEqual([...ROUTE_METHODS.keys()].sort());
});

const LEVEL = { anyone: 0, editor: 2, admin: 3, nobody: 0, viewer: 1 };
const textOf = ({ body }: RouteAnswer) =>
  body instanceof Uint8Array ? Buffer.from(body).toString() : JSON.stringify(body);
const cases = Object.keys(TABLE).flatMap((path) => ACTORS.map(([who, user, as]) => [path, who, user, as] as const));

test.each(cases)('%s asked by %s', async (path, _, user, as) => {
  const [least, given, status] = TABLE[path] ?? ['admin', {}, 0];
  const before = estate.simulator.calls.list().length;
  const answer = await ask(path, given, user);
  const refusedByRole = textOf(answer).includes('Only people who are signed in with the role');
  if (LEVEL[as] >= LEVEL[least]) {
    expect([answer.status, refusedByRole]).toEqual([status, false]);
  } else {
    expect([answer.status, refusedByRole]).toEqual([403, true]);
    expect(estate.simulator.calls.list().length).toBe(before);
  }
});

test.each([...ROUTE_METHODS])('%s takes %s and nothing else', async (path, method) => {
  for (const other of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'].filter((one) => one !== method)) {
    const answer = await route({ path, method: other, query: new URLSearchParams() }, context(person('Admin')));
    expect([path, other, answer.status]).toEqual([path, other, path === 'consent/callback' ? 404 : 405]);
  }
});

/** Every name that a route might read, with what would lead it away. */
const LEADS = [
  'https://localhost:PORT/',
  '//localhost:PORT/',
  '../../../providers/x',
  '/subscriptions/evil-path',
  'a%2f..%2fevil-path',
  'x?evil-path=1',
  'x#evil-path',
  'localhost:PORT@',
];
const NAMES = [
  'url',
  'uri',
  'path',
  'host',
  'endpoint',
  'target',
  'method',
  'appUrl',
  'redirectUri',
  'id',
  'parent',
  'scope',
  'search',
  'after',
  'namespace',
  'metric',
  'dimension',
  'kind',
  'queryType',
  'tenantId',
  'tenant',
  'credential',
  'subscription',
  'resource',
  'attempt',
  'state',
  'code',
  'customer',
  'api',
  'from',
  'to',
];

test.each([...ROUTE_METHODS.keys()])('%s passes on no address or path', async (path) => {
  const before = estate.simulator.calls.list().length;
  for (const lead of LEADS.map((one) => one.replace('PORT', String(bait.port)))) {
    const wrong = Object.fromEntries(NAMES.map((name) => [name, lead]));
    await ask(path, wrong, person('Admin'));
    expect(
      (await route({ path: `${path}/${lead}`, method: 'GET', query: new URLSearchParams() }, context(person('Admin'))))
        .status,
    ).toBe(404);
  }
  // One at a time beside what is right, so that the rest does not stop it.
  for (const [at, name] of NAMES.entries()) {
    const lead = LEADS[at % LEADS.length]?.replace('PORT', String(bait.port));
    await ask(path, { ...TABLE[path]?.[1], [name]: lead }, person('Admin'));
  }
  const asked = estate.simulator.calls
    .list()
    .slice(before)
    .map((call) => new URL(call.path, 'https://management.azure.com'));
  // The name of a metric's namespace is a parameter and stays one.
  expect(asked.filter((url) => /evil-path|\.\.|%2e%2e|localhost|providers\/x/i.test(url.pathname))).toEqual([]);
  expect(asked.filter((url) => [...url.searchParams.keys(), url.hash].some((one) => one.includes('evil')))).toEqual([]);
  expect(bait.connections).toBe(0);
});
