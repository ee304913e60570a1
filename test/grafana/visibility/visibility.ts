import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import type { VisibilityRule } from '../../../src/shared/visibility.ts';
import { TruthNames } from '../../visibility/truthNames.ts';
import { type GrafanaApi, rows } from '../api.ts';
import { changeSettings, retag } from '../changeSettings.ts';
import type { RunningSimulator } from '../simulator.ts';
import { type Steps, until } from '../steps.ts';
import { SMALL, World } from '../world.ts';
import { checkAllowedAlerts, checkBlindAlerts } from './alertSight.ts';
import { askEverything, askRows, framesOf, walkRoutes } from './asking.ts';
import { createPeople, EVERYBODY, type Person, personAmong, rulesFor, VISITOR } from './people.ts';
import { checkSideDoors } from './sideDoors.ts';
import { checkWalls } from './walls.ts';

const ALERTING: VisibilityRule = {
  subject: 'alerting',
  allow: { customers: [SMALL.northwind, 'Fabrikam Österreich'] },
};
const NOBODY: VisibilityRule = { subject: 'nobody', allow: { customers: [SMALL.contoso] } };

/** Everybody whom Grafana tells apart asks for everything, by every way that there is, and gets what a policy shows him. */
export async function checkVisibility(
  steps: Steps,
  admin: GrafanaApi,
  simulator: RunningSimulator,
  browser: Browser,
): Promise<void> {
  const world = new World(simulator);
  const names = await TruthNames.read(simulator.control, EVERYBODY);
  const everybody = await steps.run('an administrator makes people, a service account and another organization', () =>
    createPeople(admin),
  );
  if (!everybody) {
    return;
  }
  const { people, wallboard, otherOrg } = everybody;
  const rules = rulesFor(wallboard, otherOrg);
  const follow = (...all: VisibilityRule[]) =>
    changeSettings(admin, (jsonData) => ({ ...jsonData, visibility: { rules: all } }));
  const customersOf = async ({ grafana }: Person) =>
    (await askRows(grafana, { queryType: 'customers' })).map((row) => row['customerId']).sort();
  await steps.run('everything is collected', async () => {
    const there = await countOf(simulator, EVERYBODY);
    const shown = async () => (await askRows(admin, { queryType: 'resources' })).length;
    await until('resources', 60, shown, (count) => count === there);
    await changeSettings(admin, retag);
  });
  await steps.run('a policy comes into force within seconds', async () => {
    await follow(...rules, ALERTING);
    // Grafana itself keeps settings for five seconds.
    await until(
      'nobody sees more',
      10,
      () => customersOf(personAmong(people, 'eve')),
      ({ length }) => length === 0,
    );
  });
  for (const person of people) {
    await steps.run(
      `${person.name} gets ${person.sees.length} of ${EVERYBODY.length} customers, and no byte of others`,
      () => checkPerson(person, names, simulator),
    );
  }
  await checkSideDoors(steps, { admin, names, simulator, world, ...everybody });
  await checkAllowedAlerts(steps, admin, world);
  await steps.run('people who do not sign in get what the rule for them allows', async () => {
    await follow(...rules, NOBODY);
    const visitor = people.find(({ name }) => name === VISITOR) as Person;
    await until(
      'one customer',
      10,
      () => customersOf(visitor),
      ({ length }) => length > 0,
    );
    await checkPerson({ ...visitor, sees: [SMALL.contoso] }, names, simulator);
  });
  // Half a minute of waiting, in which the walls are looked at.
  await Promise.all([checkBlindAlerts(steps, admin), checkWalls(steps, browser, { people, names })]);
}

async function checkPerson(
  { grafana, sees, withToken }: Person,
  names: TruthNames,
  simulator: RunningSimulator,
): Promise<void> {
  const answers = await askEverything(grafana);
  for (const [type, answer] of answers) {
    assert.deepEqual(names.leaks(JSON.stringify(answer), sees), [], type);
    const frames = framesOf(answer);
    assert.ok(Object.keys(answer.results ?? {}).length > 0, `${type}: ${JSON.stringify(answer).slice(0, 200)}`);
    if (sees.length === 0) {
      assert.equal(frames.flatMap(rows).length, 0, type);
      assert.match(JSON.stringify(answer), /visibility policy of this data source shows you no customer/);
    }
  }
  const customers = (await askRows(grafana, { queryType: 'customers' })).map((row) => row['customerId']);
  assert.deepEqual(customers.sort(), [...sees].sort());
  const resources = await countOf(simulator, sees);
  assert.equal((await askRows(grafana, { queryType: 'resources' })).length, resources);
  const totals = await askRows(grafana, { queryType: 'customers' });
  assert.equal(
    totals.reduce((sum, row) => sum + Number(row['resources']), 0),
    resources,
  );
  if (sees.length < EVERYBODY.length) {
    for (const [request, answer] of await walkRoutes(grafana, withToken)) {
      assert.deepEqual(names.leaks(JSON.stringify(answer), sees), [], request);
    }
  }
}

/** How many resources the world has of tenants, as far as the data source may read them. */
async function countOf(simulator: RunningSimulator, tenants: readonly string[]): Promise<number> {
  const counts = tenants.map(async (tenant) => {
    const all = await simulator.call('GET', `/truth/resources?visible=true&tenant=${tenant}`);
    return (all as unknown[]).length;
  });
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
}
