import type { Scene } from './demo.ts';
import { demoEvents } from './demoEvents.ts';
import type { WorldData } from '../model.ts';
import type { AlertPlan } from '../alertModel.ts';

const MINUTE = 60_000;
const CYCLE = 30 * MINUTE;
const PERSON = 'operations@wideworldimporters.onmicrosoft.com';

/** Alerts of the demo's story by subscription: of every outage, of the incident, and of one noisy rule. */
export function demoAlerts(
  world: WorldData,
  scenes: readonly Scene[],
  actorsOf: (scene: Scene) => string[],
  first: number,
): Map<string, AlertPlan[]> {
  const outages = scenes
    .filter((scene) => scene.health.reason === 'Unplanned')
    .flatMap((scene) => actorsOf(scene).map((id, i) => outageAlert(scene, id, i, first)));
  const site = scenes.find((scene) => scene.customer === 'Contoso');
  const noisy = (site ? actorsOf(site) : []).slice(0, 1).map((id) => noisyAlert(id, first));
  const incident = demoEvents(world, first)[0];
  const stateless = [...(incident?.touches.keys() ?? [])].map((id) => serviceHealthAlert(id, first));
  const found = new Map<string, AlertPlan[]>();
  for (const alert of [...outages, ...noisy, ...stateless]) {
    found.set(alert.subscriptionId, [...(found.get(alert.subscriptionId) ?? []), alert]);
  }
  return found;
}

function plan(target: string, name: string, minute: number, first: number) {
  const [, , subscriptionId = '', , group = ''] = target.split('/');
  const scope = group ? `/subscriptions/${subscriptionId}/resourceGroups/${group}` : `/subscriptions/${subscriptionId}`;
  return {
    alertId: `demo ${name} ${target}`,
    at: first + minute * MINUTE,
    every: CYCLE,
    subscriptionId,
    ruleName: name,
    ruleId: `${scope}/providers/Microsoft.Insights/metricAlerts/${name}`,
    target,
  };
}

/** Every second one is acknowledged while it lasts, and closed when it is over. */
function outageAlert(scene: Scene, target: string, index: number, first: number): AlertPlan {
  const lasts = scene.until - scene.from;
  return {
    ...plan(target, scene.health.state === 'Degraded' ? 'latency' : 'availability', scene.from + 1, first),
    severity: scene.health.state === 'Degraded' ? 2 : 1,
    signalType: 'Metric',
    monitorService: 'Platform',
    description: 'The resource answers slowly or not at all',
    resolvesAfter: lasts * MINUTE,
    ...(index % 2 === 0 && {
      states: [
        { after: 3 * MINUTE, state: 'Acknowledged', by: PERSON, comments: 'Known, see Service Health' },
        { after: (lasts + 3) * MINUTE, state: 'Closed', by: PERSON },
      ],
    }),
  };
}

function noisyAlert(target: string, first: number): AlertPlan {
  return {
    ...plan(target, 'noisy-response-time', 0, first),
    every: 5 * MINUTE,
    severity: 3,
    signalType: 'Metric',
    monitorService: 'Platform',
    description: 'Response time above one second',
    resolvesAfter: 2 * MINUTE,
  };
}

/** Stateless: it stays fired for as long as Azure keeps it. */
function serviceHealthAlert(subscriptionId: string, first: number): AlertPlan {
  return {
    ...plan(`/subscriptions/${subscriptionId}`, 'service-health', 2, first),
    severity: 4,
    signalType: 'Log',
    monitorService: 'ServiceHealth',
    description: 'Incidents of Azure',
    // Once a day is enough: nobody resolves them, and they would bury all others.
    every: 24 * 60 * MINUTE,
  };
}
