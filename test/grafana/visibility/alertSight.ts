import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type { GrafanaApi, QueryAnswer, RuleState } from '../api.ts';
import { type Steps, until } from '../steps.ts';
import { NORTHWIND_APP, type World } from '../world.ts';

const RULE = 'Customer has unavailable resources';
/** Grafana forgets a series that two evaluations miss; the rules are evaluated every 10 seconds. */
const THREE_EVALUATIONS_MS = 30_000;

/** Alert rules see what the policy lets their evaluation see, whoever wrote them. */
export async function checkAllowedAlerts(steps: Steps, admin: GrafanaApi, world: World): Promise<void> {
  await steps.run('a rule fires for the customers that alert rules may see, and knows no others', async () => {
    await world.health(NORTHWIND_APP, 'Unavailable');
    const rule = await until(
      'Northwind Traders fires, alone',
      90,
      () => admin.rule(RULE),
      (found) =>
        found?.health === 'ok' && seriesOf(found).join() === 'Fabrikam Österreich: Normal,Northwind Traders: Alerting',
    );
    assert.equal(rule?.lastError ?? '', '');
  });
}

/** Who tries a rule out is a person, though Grafana says that it is an alert rule. */
export async function evaluate(person: GrafanaApi): Promise<QueryAnswer> {
  const model = { refId: 'A', queryType: 'healthSummary', groupBy: 'customer', format: 'alerting' };
  const data = [{ refId: 'A', datasourceUid: 'azurecsp', relativeTimeRange: { from: 600, to: 0 }, model }];
  const { body } = await person.call<QueryAnswer>('POST', '/api/v1/eval', { data });
  return body;
}

/** A policy that takes everything from alert rules must not look like the end of what they watch. */
export async function checkBlindAlerts(steps: Steps, admin: GrafanaApi): Promise<void> {
  await steps.run('rules that may see nothing go on firing, and another one tells that nothing is seen', async () => {
    const stateOf = async () => seriesOf(await admin.rule(RULE), true).find((series) => series.includes('Northwind'));
    const kept = 'Northwind Traders: Alerting (Error, KeepLast)';
    await until('the evaluation fails', 60, stateOf, (state) => state === kept);
    for (const end = Date.now() + THREE_EVALUATIONS_MS; Date.now() < end; await delay(1_000)) {
      assert.equal(await stateOf(), kept);
    }
    const watchdog = await admin.rule('Nothing is collected');
    assert.equal(watchdog?.state, 'firing');
    assert.match(JSON.stringify(watchdog), /visibility policy of this data source shows you no customer/);
  });
}

/** Customers of a rule's series and their states, with the reason that Grafana may add or without. */
function seriesOf(rule: RuleState | undefined, withReason = false): string[] {
  return (rule?.alerts ?? [])
    .filter(({ labels }) => labels['customer'] !== undefined)
    .map(({ labels, state }) => `${labels['customer']}: ${withReason ? state : state.replace(/ \(.*/, '')}`)
    .sort();
}
