import { startSimulator } from '../../simulator.ts';
import type { Simulator } from '../../simulator.ts';
import { ARM, control, endpoint, get, send, signInDirect, tokenFor } from '../../testing.ts';
import { SMALL, SMALL_ALERTS, SMALL_RESOURCES } from '../../world/smallIds.ts';

interface List {
  value: Array<{ id: string; name: string; properties: { essentials: Record<string, unknown>; context?: unknown } }>;
  nextLink: string | null;
}

const ALERTS = `/subscriptions/${SMALL.contosoProduction}/providers/Microsoft.AlertsManagement/alerts`;
const VERSION = 'api-version=2019-03-01';
let simulator: Simulator;
let token: string;

beforeAll(async () => {
  simulator = await startSimulator({ world: 'small', tls: false });
});
beforeEach(async () => {
  simulator.simulation.reset();
  token = await tokenFor(simulator, SMALL.contoso, ARM);
});
afterAll(() => simulator.close());

const read = (path: string) => get(simulator, 'resourceManager', path, token);
const post = (path: string, body?: unknown) =>
  send(endpoint(simulator, 'resourceManager') + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
const list = async (query = '') => (await read(`${ALERTS}?${VERSION}${query}`)).json<List>();
const ids = async (query = '') => (await list(query)).value.map((row) => row.id.split('/').pop());

test('a day by default, thirty at most, newest change first; the name is the rule', async () => {
  const { cpuAcknowledged, serviceHealth, failedOrders, anomalies, cpuResolved } = SMALL_ALERTS;
  expect(await ids()).toEqual([cpuAcknowledged, serviceHealth, failedOrders, anomalies, cpuResolved]);
  expect((await list()).value[0]?.name).toBe('cpu-web');
  expect(await ids('&timeRange=30d')).toHaveLength(7);
  expect((await ids('&timeRange=30d&sortBy=severity&sortOrder=asc'))[0]).toBe(failedOrders);
});

test('filters take one value each', async () => {
  expect(await ids('&severity=Sev1')).toEqual([SMALL_ALERTS.failedOrders]);
  expect(await ids('&monitorCondition=Resolved')).toEqual([SMALL_ALERTS.cpuResolved]);
  expect(await ids(`&targetResource=${SMALL_RESOURCES.web02.toUpperCase()}`)).toEqual([SMALL_ALERTS.cpuAcknowledged]);
});

test.each([
  'severity=Sev0,Sev1',
  'pageCount=251',
  'pageCount=26&includeContext=true',
  'timeRange=2d',
  'customTimeRange=2026-01-01T00:00:00Z/2026-11-01T00:00:00Z',
  'sortBy=age',
])('%s is refused', async (query) => {
  expect((await read(`${ALERTS}?${VERSION}&${query}`)).status).toBe(400);
});

test('pages go on with a link that names the port', async () => {
  const first = await list('&timeRange=30d&pageCount=4');
  expect(first.nextLink).toMatch(/:\d+\/subscriptions\/.*ctoken=/);
  const second = (await read(first.nextLink ?? '')).json<List>();
  expect([first.value.length, second.value.length, second.nextLink]).toEqual([4, 3, null]);
});

test('a state stays changed, with the person and the comment in its history', async () => {
  const path = `${ALERTS}/${SMALL_ALERTS.failedOrders}`;
  const answer = await post(`${path}/changestate?${VERSION}&newState=Acknowledged`, { comments: 'Looking' });
  expect(answer.status).toBe(200);
  expect((await list()).value[0]?.properties.essentials).toMatchObject({ alertState: 'Acknowledged' });
  const history = (await read(`${path}/history?${VERSION}`)).json<{ properties: { modifications: unknown[] } }>();
  expect(history.properties.modifications[0]).toMatchObject({
    modificationEvent: 'StateChange',
    oldValue: 'New',
    newValue: 'Acknowledged',
    modifiedBy: 'csp-service@wideworldimporters.onmicrosoft.com',
    comments: 'Looking',
  });
  expect((await post(`${path}/changestate?${VERSION}&newState=Gone`)).status).toBe(400);
  await control(simulator, 'POST', 'world/reset');
  expect(simulator.truth.alerts({ state: 'Acknowledged' })).toHaveLength(1);
});

test('a reader may not change a state', async () => {
  token = (await signInDirect(simulator, SMALL.northwind)).json<{ access_token: string }>().access_token;
  const path = `/subscriptions/${SMALL.northwindWeb}/providers/Microsoft.AlertsManagement/alerts/${SMALL_ALERTS.resourceHealth}`;
  expect((await read(`${path}?${VERSION}`)).status).toBe(200);
  const refused = await post(`${path}/changestate?${VERSION}&newState=Closed`);
  expect([refused.status, refused.json<{ error: { code: string } }>().error.code]).toEqual([
    403,
    'AuthorizationFailed',
  ]);
});

test('an alert fires and resolves by the clock, one of the activity log never resolves', async () => {
  const fired = { subscription: SMALL.northwindWeb, condition: 'Fired' };
  expect(simulator.truth.alerts(fired)).toHaveLength(1);
  simulator.setClock('2026-11-20T13:01:00Z');
  expect(simulator.truth.alerts(fired)).toHaveLength(2);
  simulator.setClock('2026-11-20T13:31:00Z');
  expect(simulator.truth.alerts(fired)).toHaveLength(1);
  simulator.setClock('2026-12-10T12:00:00Z');
  expect(simulator.truth.alerts({ subscription: SMALL.contosoProduction }).map((row) => row.alertId)).toContain(
    SMALL_ALERTS.serviceHealth,
  );
});

test('the summary has been retired', async () => {
  expect((await read(`${ALERTS.replace(/alerts$/, 'alertsSummary')}?${VERSION}&groupby=severity`)).status).toBe(410);
});
