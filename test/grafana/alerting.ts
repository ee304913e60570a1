import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type { GrafanaApi, RuleState } from './api.ts';
import type { RunningSimulator } from './simulator.ts';
import { type Steps, until } from './steps.ts';

const RULE = 'Customer has unavailable resources';
/** Contoso of world `small`, and the machine whose state is moved. */
const CONTOSO = '22222222-0000-4000-8000-000000000001';
const PRODUCTION = '22222222-0000-4000-8000-0000000000d1';
const GROUPS = `/subscriptions/${PRODUCTION}/resourceGroups`;
const MACHINE = `${GROUPS}/rg-web/providers/Microsoft.Compute/virtualMachines/vm-web-02`;
const VAULT = `${GROUPS}/RG-Data/providers/Microsoft.KeyVault/vaults/kv-contoso`;

/** The shipped rule follows the world: Normal, Alerting, still Alerting while the tenant can't be read, Normal. */
export async function checkAlerting(steps: Steps, grafana: GrafanaApi, simulator: RunningSimulator): Promise<void> {
  const become = async (resourceId: string, state: string, reason?: string) => {
    await simulator.call('POST', '/transitions', { in: 60, kind: 'health', resourceId, state, reason });
    await simulator.call('PUT', '/clock', { advanceSeconds: 120 });
  };
  const ruleIs = (state: string) =>
    until(
      `rule is ${state}`,
      90,
      () => grafana.rule(RULE),
      (rule) => rule?.state === state && rule.health === 'ok',
    );

  await steps.run('the rule fires for what is unavailable at the start', () => ruleIs('firing'));
  await steps.run('the rule is Normal once everything is available', async () => {
    await become(MACHINE, 'Available');
    await become(VAULT, 'Available');
    await ruleIs('inactive');
  });
  await steps.run('the rule fires when a machine becomes unavailable', async () => {
    await become(MACHINE, 'Unavailable', 'Unplanned');
    const rule = await ruleIs('firing');
    assert.deepEqual(firing(rule), ['Contoso']);
  });
  await steps.run('it keeps firing, with the same series, while the tenant fails', async () => {
    const { id } = (await simulator.call('POST', '/faults', { tenant: CONTOSO, status: 503, body: {} })) as {
      id: string;
    };
    const before = (await grafana.rule(RULE))?.alerts?.length;
    const end = Date.now() + 60_000;
    while (Date.now() < end) {
      const rule = await grafana.rule(RULE);
      assert.equal(rule?.health, 'ok', rule?.lastError);
      assert.deepEqual(firing(rule), ['Contoso']);
      assert.equal(rule?.alerts?.length, before);
      await delay(2_000);
    }
    await simulator.call('DELETE', `/faults/${id}`);
  });
  await steps.run('the rule is Normal again when the machine is back', async () => {
    await become(MACHINE, 'Available');
    await ruleIs('inactive');
  });
}

function firing(rule: RuleState | undefined): string[] {
  return (rule?.alerts ?? [])
    .filter((alert) => alert.state === 'Alerting')
    .map((alert) => alert.labels['customer'] ?? '');
}
