import type { Random } from '../../core/random.ts';
import { METRICS } from '../metrics/metricCatalogue.ts';
import type { Resource } from '../model.ts';
import type { AlertRule, MetricCriterion } from '../ruleModel.ts';
import { RULE_TYPES } from '../watchers.ts';

/** Of ten generated alert rules so many are of each kind. */
const KINDS: ReadonlyArray<AlertRule['kind']> = [
  'metric',
  'metric',
  'activityLog',
  'metric',
  'log',
  'metric',
  'smartDetector',
  'metric',
  'log',
  'prometheus',
];

/** Type of the n-th alert rule of a subscription. */
export function ruleType(number: number): string {
  return RULE_TYPES[KINDS[number % KINDS.length] ?? 'metric'];
}

/** The rule that a resource is, watching one of `targets`; undefined: it is none. */
export function generateRule(
  random: Random,
  one: Resource,
  targets: readonly Resource[],
  actionGroupId: string | undefined,
): AlertRule | undefined {
  const kind = KINDS.find((name) => RULE_TYPES[name] === one.type);
  if (!kind) {
    return undefined;
  }
  const target = targets.length > 0 ? random.pick(targets) : undefined;
  const subscription = `/subscriptions/${one.subscriptionId}`;
  const base = {
    id: one.id,
    name: one.name,
    subscriptionId: one.subscriptionId,
    resourceGroup: one.resourceGroup,
    location: kind === 'log' || kind === 'prometheus' ? one.location : 'global',
    description: '',
    enabled: random.next() < 0.9,
    severity: random.int(0, 4),
    scopes: [target?.id ?? subscription],
    actionGroupIds: actionGroupId !== undefined && random.next() < 0.8 ? [actionGroupId] : [],
    changedAt: one.changedAt,
    ...(one.tags && { tags: one.tags }),
  };
  switch (kind) {
    case 'metric':
      return { ...base, ...metricPart(target) };
    case 'log':
      return { ...base, ...logPart(one.name, random.next() < 0.2) };
    case 'activityLog': {
      const category = random.next() < 0.6 ? 'ServiceHealth' : 'Administrative';
      return {
        ...base,
        kind,
        severity: 4,
        scopes: [subscription],
        conditions: [{ field: 'category', equals: category }],
      };
    }
    case 'smartDetector':
      return {
        ...base,
        kind,
        detector: 'FailureAnomaliesDetector',
        detectorName: 'Failure Anomalies',
        frequency: 'PT1M',
      };
    case 'prometheus': {
      const rule = {
        alert: 'KubeNodeNotReady',
        expression: 'kube_node_ready == 0',
        for: 'PT15M',
        severity: base.severity,
        enabled: true,
      };
      return { ...base, kind, cluster: 'aks-001', interval: 'PT1M', rules: [rule] };
    }
  }
}

function metricPart(target: Resource | undefined) {
  const namespace = target?.type ?? 'Microsoft.Compute/virtualMachines';
  const metric = METRICS[namespace.toLowerCase()]?.[0];
  const criterion: MetricCriterion = {
    name: 'Metric1',
    metric: metric?.name ?? 'Availability',
    namespace,
    aggregation: 'Average',
    operator: 'GreaterThan',
    threshold: metric ? Math.round(metric.base + metric.swing) : 90,
  };
  const how = { kind: 'metric', frequency: 'PT1M', window: 'PT5M', autoMitigate: true } as const;
  return { ...how, criteria: [criterion] };
}

function logPart(name: string, old: boolean) {
  return {
    kind: 'log',
    generation: old ? '2018' : 'current',
    displayName: name,
    query: 'AppExceptions | where SeverityLevel >= 3',
    operator: 'GreaterThan',
    threshold: 5,
    frequencyMinutes: 5,
    windowMinutes: 15,
    autoMitigate: true,
  } as const;
}
