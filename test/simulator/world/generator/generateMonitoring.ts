import { guid, Random } from '../../core/random.ts';
import { generateRule } from './generateRules.ts';
import type { Holdings, Resource, Subscription } from '../model.ts';
import type { AlertPlan } from '../alertModel.ts';
import type { EstateChange, Monitoring } from '../monitoringModel.ts';
import type { ActionGroup, AlertRule } from '../ruleModel.ts';
import { ACTION_GROUP_TYPE } from '../watchers.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const SERVICES = {
  metric: 'Platform',
  log: 'Log Analytics',
  activityLog: 'ActivityLog Administrative',
  smartDetector: 'SmartDetector',
  prometheus: 'Platform',
} as const;

/** What watches a subscription of a generated world: the rules and action groups among its resources, and their past. */
export function generateMonitoring(
  key: string,
  subscription: Subscription,
  holdings: Holdings,
  start: number,
): Monitoring {
  const random = new Random(`${key} monitoring ${subscription.id}`);
  const { resources } = holdings;
  const actionGroups = resources.filter((one) => one.type === ACTION_GROUP_TYPE).map(actionGroup);
  const targets = resources.filter((one) => one.health);
  const rules = resources
    .map((one) => generateRule(random, one, targets, actionGroups[0]?.id))
    .filter((one) => one !== undefined);
  return {
    rules,
    actionGroups,
    processingRules: [],
    alerts: rules.flatMap((rule) => pastAlerts(random, rule, start)),
    changes: pastChanges(random, resources, start),
    annotations: {},
  };
}

function actionGroup(one: Resource): ActionGroup {
  return {
    id: one.id,
    name: one.name,
    subscriptionId: one.subscriptionId,
    resourceGroup: one.resourceGroup,
    shortName: one.name.slice(0, 12),
    enabled: true,
    emails: [{ name: 'Operations', address: `personal-data-${one.name}@example.com` }],
    phones: [],
    webhooks: [{ name: 'Ticket', uri: `https://hooks.example.com/${one.name}?sig=SECRET-SIGNATURE` }],
    armRoles: [],
    ...(one.tags && { tags: one.tags }),
  };
}

/** Two of five rules fired lately; most of those alerts are over, some were taken care of. */
function pastAlerts(random: Random, rule: AlertRule, start: number): AlertPlan[] {
  const target = rule.scopes[0];
  if (!rule.enabled || target === undefined || random.next() > 0.4) {
    return [];
  }
  const at = start - random.int(5, 12 * 24 * 60) * MINUTE;
  const stateless = rule.kind === 'activityLog';
  const over = !stateless && random.next() < 0.75;
  const seen = random.next();
  const by = 'operations@wideworldimporters.onmicrosoft.com';
  return [
    {
      alertId: guid(`alert ${rule.id} ${at}`),
      at,
      subscriptionId: rule.subscriptionId,
      ruleId: rule.id,
      ruleName: rule.name,
      severity: rule.severity,
      signalType: rule.kind === 'metric' || rule.kind === 'prometheus' ? 'Metric' : 'Log',
      monitorService: SERVICES[rule.kind],
      target,
      description: rule.description,
      ...(over && { resolvesAfter: random.int(3, 240) * MINUTE }),
      ...(seen < 0.35 && {
        states: [{ after: random.int(1, 60) * MINUTE, state: seen < 0.15 ? 'Closed' : 'Acknowledged', by } as const],
      }),
    },
  ];
}

/** About one resource of thirty was changed in the last two weeks. */
function pastChanges(random: Random, resources: readonly Resource[], start: number): EstateChange[] {
  return resources
    .filter(() => random.next() < 0.035)
    .map((one) => ({
      id: guid(`change ${one.id}`),
      at: start - Math.round(random.next() * 14 * DAY),
      type: random.next() < 0.3 ? 'Create' : 'Update',
      subscriptionId: one.subscriptionId,
      targetId: one.id,
      targetType: one.type,
      location: one.location,
      by: 'operations@wideworldimporters.onmicrosoft.com',
      byType: 'User',
      client: 'Azure Portal',
      operation: `${one.type.toLowerCase()}/write`,
      properties: { 'tags.env': { from: null, to: one.tags?.env ?? 'prod' } },
    }));
}
