import { createMicrosoft } from '../../../src/backend/microsoft/microsoft.ts';
import type { RouteContext } from '../../../src/backend/queries/routes/route.ts';
import { route } from '../../../src/backend/queries/routes/routes.ts';
import { readSettings } from '../../../src/backend/settings/read.ts';
import { KeptLog } from '../../microsoft/harness.ts';
import { LOOPBACK } from '../../microsoft/loopback.ts';
import { RecentAccess } from '../../microsoft/recentAccess.ts';
import { SMALL_ALERTS } from '../../simulator/world/smallIds.ts';
import { rowsOf, TestEstate } from '../estate.ts';
import { truthOf } from '../truth.ts';

let estate: TestEstate;
beforeEach(async () => {
  estate = await TestEstate.start();
});
afterEach(() => estate.close());

const log = new KeptLog();
const accessLog = new RecentAccess();

async function change(body: unknown, more: Partial<RouteContext> = {}) {
  const settings = readSettings(estate.simulator.jsonData, estate.simulator.secureJsonData, LOOPBACK);
  const microsoft = createMicrosoft({ settings, clock: estate.clock, log, accessLog });
  const context: RouteContext = {
    snapshot: estate.estate.snapshot(),
    now: estate.clock.now(),
    portal: 'https://portal.azure.com',
    signal: new AbortController().signal,
    onDemand: estate.onDemand,
    accessLog,
    user: { login: 'adele', name: 'Adele Vance', role: 'Editor' },
    alertActions: { microsoft, log, refresh: (tenantId) => estate.estate.refreshNow(tenantId, 'alerts') },
    ...more,
  };
  const request = { path: 'incidents/changestate', query: new URLSearchParams(), method: 'POST' };
  const answer = await route({ ...request, body: Buffer.from(JSON.stringify(body)) }, context);
  microsoft.close();
  return answer;
}

const stateOf = async (alertId: string) =>
  (await truthOf<{ alertId: string; state: string }>(estate, 'alerts?visible=true')).find(
    (one) => one.alertId === alertId,
  )?.state;

test('a changed state is kept in Azure, with the name of the person', async () => {
  const [row] = rowsOf(await estate.ask({ queryType: 'incidents', filters: { rule: ['failed-orders'] } }));
  const answer = await change({ id: row?.alertId, state: 'Acknowledged', comment: 'Looking\ninto it' });
  expect(answer).toEqual({ status: 200, body: { id: row?.alertId, alertState: 'Acknowledged' } });
  expect(await stateOf(SMALL_ALERTS.failedOrders)).toBe('Acknowledged');
  await estate.estate.idle();
  expect(await estate.rows({ queryType: 'incidents', filters: { rule: ['failed-orders'] } }, ['alertState'])).toEqual([
    ['Acknowledged'],
  ]);
  const history = await estate.route('incidents/history', { id: String(row?.alertId) });
  expect(history.status).toBe(200);
  expect((history.body as { modifications: object[] }).modifications.at(-1)).toMatchObject({
    event: 'StateChange',
    from: 'New',
    to: 'Acknowledged',
    comments: 'Acknowledged by Adele Vance (adele) in Grafana: Looking into it',
  });
  expect(log.lines.join('\n')).toMatch(/"user":"adele".*"to":"Acknowledged"/);
  expect(accessLog.records().map((record) => [record.method, record.reason])).toContainEqual([
    'POST',
    'changeAlertState by adele',
  ]);
});

test.each([
  ['where the settings do not allow it', { alertActions: undefined }, {}, 403],
  ['by viewers', { user: { login: 'lee', name: 'Lee Gu', role: 'Viewer' } }, {}, 403],
  ['by nobody', { user: undefined }, {}, 403],
  ['to a state that is none', {}, { state: 'Ignored' }, 400],
  ['of alerts that this data source does not show', {}, { id: SMALL_ALERTS.confidential }, 404],
  ['without an id', {}, { id: '' }, 400],
])('a change is refused %s', async (_, more: Partial<RouteContext>, body, status) => {
  const answer = await change({ id: SMALL_ALERTS.failedOrders, state: 'Closed', ...body }, more);
  expect(answer.status).toBe(status);
  expect(await stateOf(SMALL_ALERTS.failedOrders)).toBe('New');
});

test('a change is a POST, and the settings do not allow it unless they say so', async () => {
  expect((await estate.route('incidents/changestate')).status).toBe(405);
  const settings = readSettings(estate.simulator.jsonData, estate.simulator.secureJsonData, LOOPBACK);
  expect(settings.allowChangeState).toBe(false);
});
