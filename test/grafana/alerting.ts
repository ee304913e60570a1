import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type { GrafanaApi, RuleState } from './api.ts';
import type { RunningSimulator } from './simulator.ts';
import { type Steps, until } from './steps.ts';
import { SMALL, SMALL_RESOURCES, World } from './world.ts';

const RULE = 'Customer has unavailable resources';

/** The shipped rule follows the world: Normal, Alerting, still Alerting while the tenant can't be read, Normal. */
export async function checkAlerting(steps: Steps, grafana: GrafanaApi, simulator: RunningSimulator): Promise<void> {
  const world = new World(simulator);
  const ruleIs = (state: string) =>
    until(
      `rule is ${state}`,
      90,
      () => grafana.rule(RULE),
      (rule) => rule?.state === state && rule.health === 'ok',
    );

  await steps.run('the rule fires for what is unavailable at the start', () => ruleIs('firing'));
  await steps.run('the rule is Normal once everything is available', async () => {
    await world.health(SMALL_RESOURCES.web02, 'Available');
    await world.health(SMALL_RESOURCES.vault, 'Available');
    await ruleIs('inactive');
  });
  await steps.run('the rule fires when a machine becomes unavailable', async () => {
    await world.health(SMALL_RESOURCES.web02, 'Unavailable');
    const rule = await ruleIs('firing');
    assert.deepEqual(firing(rule), ['Contoso']);
  });
  await steps.run('it keeps firing, with the same series, while the tenant fails', async () => {
    const heal = await world.faults({ tenant: SMALL.contoso, status: 503, body: {} });
    const before = (await grafana.rule(RULE))?.alerts?.length;
    const end = Date.now() + 60_000;
    while (Date.now() < end) {
      const rule = await grafana.rule(RULE);
      assert.equal(rule?.health, 'ok', rule?.lastError);
      assert.deepEqual(firing(rule), ['Contoso']);
      assert.equal(rule?.alerts?.length, before);
      await delay(2_000);
    }
    await heal();
  });
  await steps.run('the rule is Normal again when the machine is back', async () => {
    await world.health(SMALL_RESOURCES.web02, 'Available');
    await ruleIs('inactive');
  });
}

function firing(rule: RuleState | undefined): string[] {
  return (rule?.alerts ?? [])
    .filter((alert) => alert.state === 'Alerting')
    .map((alert) => alert.labels['customer'] ?? '');
}
