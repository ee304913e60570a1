import assert from 'node:assert/strict';
import { LIVE_PATH } from '../../../src/shared/live.ts';
import type { TruthNames } from '../../visibility/truthNames.ts';
import type { GrafanaApi } from '../api.ts';
import { PLUGIN_ID } from '../ini.ts';
import type { RunningSimulator } from '../simulator.ts';
import { type Steps, until } from '../steps.ts';
import { SMALL, SMALL_RESOURCES, type World } from '../world.ts';
import { evaluate } from './alertSight.ts';
import { askQueries, askRows } from './asking.ts';
import { listen } from './liveSocket.ts';
import { type Person, personAmong } from './people.ts';
import { createPublicDashboard } from './publicDashboard.ts';

interface Given {
  admin: GrafanaApi;
  names: TruthNames;
  simulator: RunningSimulator;
  world: World;
  people: readonly Person[];
  otherOrg: number;
  memberOfBoth: GrafanaApi;
}

const BY_CUSTOMER = { queryType: 'healthSummary', groupBy: 'customer', format: 'alerting' };

/** Ways to the plugin beside queries and routes: headers that lie, expressions, Live, other organizations, public dashboards. */
export async function checkSideDoors(steps: Steps, given: Given): Promise<void> {
  const { admin, names, people } = given;
  const [ada, edda] = [personAmong(people, 'ada'), personAmong(people, 'edda')];
  const noLeaks = (answer: unknown, sees: readonly string[]) =>
    assert.deepEqual(names.leaks(JSON.stringify(answer), sees), []);

  await steps.run('who says to be an alert rule, or somebody else, is who he is', async () => {
    for (const { grafana, sees } of people) {
      const liar = grafana.as({
        ...grafana.identity,
        FromAlert: 'true',
        http_FromAlert: 'true',
        'X-Grafana-User': 'admin',
      });
      noLeaks(await askQueries(liar, [{ queryType: 'customers' }, BY_CUSTOMER]), sees);
      const customers = (await askRows(liar, { queryType: 'customers', format: 'table' })).map(
        (row) => row['customerId'],
      );
      assert.deepEqual(customers.sort(), [...sees].sort());
    }
  });
  await steps.run('expressions and rules that are tried out get what their author sees', async () => {
    const expression = { datasource: { uid: '__expr__', type: '__expr__' }, type: 'math', expression: '$Q0 + 1' };
    const answer = await askQueries(ada.grafana, [BY_CUSTOMER, expression]);
    noLeaks(answer, ada.sees);
    assert.match(JSON.stringify(answer), /Contoso/);
    const tried = await evaluate(edda.grafana);
    noLeaks(tried, edda.sees);
    assert.match(JSON.stringify(tried), /Northwind Traders/);
  });
  await steps.run('Live lets in who sees anything, and says nothing of anybody', () => checkLiveChannel(given));
  await steps.run('another organization sees its own data source by its own rules, and no other', () =>
    checkOtherOrganization(given),
  );
  await steps.run('a public dashboard shows nothing', async () => {
    const answers = await (await createPublicDashboard(admin)).ask();
    noLeaks(answers, []);
    const text = JSON.stringify(answers);
    assert.match(text, /visibility policy of this data source shows you no customer/);
  });
  await steps.run('there is no proxy, and metrics name nobody', async () => {
    const proxied = await ada.grafana.call(
      'GET',
      '/api/datasources/proxy/uid/azurecsp/subscriptions?api-version=2022-12-01',
    );
    assert.ok(proxied.status >= 400, `the proxy answered ${proxied.status}`);
    for (const path of [`/metrics/plugins/${PLUGIN_ID}`, `/api/plugins/${PLUGIN_ID}/metrics`]) {
      const answer = await fetch(`${admin.url}${path}`, { headers: admin.identity });
      const text = await answer.text();
      assert.ok(answer.status !== 200 || text.includes('# HELP'), path);
      noLeaks(text, []);
    }
  });
}

async function checkLiveChannel({ people, names, world }: Given): Promise<void> {
  const channel = `1/ds/azurecsp/${LIVE_PATH}`;
  const listening = [];
  for (const { name, grafana, sees } of people) {
    const one = await listen(grafana, channel);
    assert.equal(one.refused, sees.length === 0 ? 'Forbidden' : undefined, name);
    listening.push({ ...one, sees });
  }
  await world.health(SMALL_RESOURCES.web02, 'Degraded');
  const heard = listening.filter(({ refused }) => !refused);
  await until(
    'everybody who may listen hears of a change',
    60,
    async () => heard.map(({ pushed }) => pushed.length),
    (counts) => counts.every((count) => count > 0),
  );
  for (const { pushed, refused, close } of listening) {
    assert.deepEqual(names.leaks(JSON.stringify(pushed), []), []);
    assert.equal(refused ? pushed.length : 0, 0);
    close();
  }
}

async function checkOtherOrganization({ admin, names, simulator, otherOrg, memberOfBoth }: Given): Promise<void> {
  const there = { 'X-Grafana-Org-Id': String(otherOrg) };
  const rules = [{ subject: 'org', values: [String(otherOrg)], allow: { customers: [SMALL.tailwind] } }];
  const created = await admin.as({ ...admin.identity, ...there }).call('POST', '/api/datasources', {
    ...{ name: 'Azure CSP', uid: 'theirs', type: PLUGIN_ID, access: 'proxy' },
    jsonData: { ...simulator.jsonData, visibility: { rules } },
    secureJsonData: simulator.secureJsonData,
  });
  assert.equal(created.status, 200, JSON.stringify(created.body));
  const member = admin.as({ ...memberOfBoth.identity, ...there });
  const query = { queryType: 'customers' };
  await until(
    'Tailwind Traders alone',
    60,
    async () => (await askRows(member, query, 'theirs')).map((row) => row['customerId']).join(),
    (customers) => customers === SMALL.tailwind,
  );
  for (const [grafana, uid] of [
    [member, 'azurecsp'],
    [memberOfBoth, 'theirs'],
  ] as const) {
    const answer = await askQueries(grafana, [query], uid);
    assert.deepEqual(answer.results, undefined);
    assert.deepEqual(names.leaks(JSON.stringify(answer), []), []);
  }
}
