import type {
  ActivityRule,
  AlertRule,
  LogRule,
  MetricCriterion,
  MetricRule,
  PrometheusGroup,
  SmartRule,
} from '../../world/ruleModel.ts';
import { RULE_TYPES } from '../../world/watchers.ts';
import { legacyLogProperties } from './legacyLogShape.ts';

/** An alert rule as its own resource provider answers it. `version` decides between shapes of log rules. */
export function ruleShape(rule: AlertRule, version: string) {
  return {
    id: rule.id,
    name: rule.name,
    type: RULE_TYPES[rule.kind],
    location: rule.location,
    ...(rule.tags && { tags: rule.tags }),
    ...(rule.kind === 'log' && version !== LEGACY && { kind: 'LogAlert', etag: `"${rule.name}"` }),
    properties: ruleProperties(rule, version),
  };
}

/** The api-version that answers log rules of the first generation as they were made. */
export const LEGACY = '2018-04-16';

export function ruleProperties(rule: AlertRule, version: string): Record<string, unknown> {
  switch (rule.kind) {
    case 'metric':
      return metricProperties(rule);
    case 'log':
      return version === LEGACY ? legacyLogProperties(rule) : logProperties(rule);
    case 'activityLog':
      return activityProperties(rule);
    case 'smartDetector':
      return smartProperties(rule);
    case 'prometheus':
      return prometheusProperties(rule);
  }
}

function metricProperties(rule: MetricRule) {
  const single = rule.scopes.length === 1 && !rule.target;
  const dynamic = rule.criteria.some((one) => typeof one.threshold === 'string');
  // Dynamic thresholds exist in the form for many resources alone.
  const form = single && !dynamic ? 'SingleResourceMultipleMetricCriteria' : 'MultipleResourceMultipleMetricCriteria';
  return {
    description: rule.description,
    severity: rule.severity,
    enabled: rule.enabled,
    scopes: rule.scopes,
    evaluationFrequency: rule.frequency,
    windowSize: rule.window,
    ...(rule.target && { targetResourceType: rule.target.type, targetResourceRegion: rule.target.region }),
    criteria: { 'odata.type': `Microsoft.Azure.Monitor.${form}`, allOf: rule.criteria.map(criterionShape) },
    autoMitigate: rule.autoMitigate,
    actions: rule.actionGroupIds.map((actionGroupId) => ({ actionGroupId, webHookProperties: {} })),
    lastUpdatedTime: rule.changedAt,
  };
}

function criterionShape(one: MetricCriterion) {
  const common = {
    name: one.name,
    metricName: one.metric,
    metricNamespace: one.namespace,
    timeAggregation: one.aggregation,
    operator: one.operator,
    dimensions: (one.dimensions ?? []).map((row) => ({ ...row, operator: 'Include' })),
  };
  if (typeof one.threshold === 'number') {
    return { ...common, threshold: one.threshold, criterionType: 'StaticThresholdCriterion' };
  }
  return {
    ...common,
    alertSensitivity: one.threshold,
    failingPeriods: { numberOfEvaluationPeriods: 4, minFailingPeriodsToAlert: 4 },
    criterionType: 'DynamicThresholdCriterion',
  };
}

function logProperties(rule: LogRule) {
  const old = rule.generation === '2018';
  return {
    createdWithApiVersion: old ? LEGACY : '2023-12-01',
    isLegacyLogAnalyticsRule: old,
    displayName: rule.displayName,
    description: rule.description,
    severity: rule.severity,
    enabled: rule.enabled,
    scopes: rule.scopes,
    evaluationFrequency: `PT${rule.frequencyMinutes}M`,
    windowSize: `PT${rule.windowMinutes}M`,
    criteria: {
      allOf: [
        {
          query: rule.query,
          timeAggregation: 'Count',
          dimensions: [],
          operator: rule.operator,
          threshold: rule.threshold,
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 },
        },
      ],
    },
    autoMitigate: rule.autoMitigate,
    actions: { actionGroups: rule.actionGroupIds, customProperties: {} },
  };
}

function activityProperties(rule: ActivityRule) {
  return {
    scopes: rule.scopes,
    condition: { allOf: rule.conditions.map((one) => (Array.isArray(one) ? { anyOf: one } : one)) },
    actions: { actionGroups: rule.actionGroupIds.map((actionGroupId) => ({ actionGroupId, webhookProperties: {} })) },
    enabled: rule.enabled,
    description: rule.description,
  };
}

function smartProperties(rule: SmartRule) {
  return {
    description: rule.description,
    state: rule.enabled ? 'Enabled' : 'Disabled',
    severity: `Sev${rule.severity}`,
    frequency: rule.frequency,
    detector: { id: rule.detector, name: rule.detectorName, supportedResourceTypes: ['ApplicationInsights'] },
    scope: rule.scopes,
    actionGroups: { customEmailSubject: '', groupIds: rule.actionGroupIds },
  };
}

function prometheusProperties(rule: PrometheusGroup) {
  const actions = rule.actionGroupIds.map((actionGroupId) => ({ actionGroupId, actionProperties: {} }));
  return {
    description: rule.description,
    clusterName: rule.cluster,
    enabled: rule.enabled,
    interval: rule.interval,
    scopes: rule.scopes,
    rules: rule.rules.map((one) => ({
      ...one,
      ...(one.alert && {
        labels: {},
        annotations: {},
        actions,
        resolveConfiguration: { autoResolved: true, timeToResolve: 'PT10M' },
      }),
    })),
  };
}
