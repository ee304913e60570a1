import type { MonitorResource } from '../../microsoft/api/monitoring.ts';
import { plainText } from '../segments/plainText.ts';
import type { AlertRule, AlertRuleRow } from '../rows/alertRule.ts';
import type { ActionGroup } from '../rows/actionGroup.ts';
import { activityLogCondition, activityLogKind, narrowed } from './activityLog.ts';
import { jsonObject } from '../../../shared/json.ts';
import { type Fields, inner, isOn, list, records, severity, text, texts } from './fields.ts';
import { logCondition } from './log.ts';
import { metricCondition } from './metric.ts';
import { readProcessingRule } from './processingRule.ts';
import { prometheusCondition } from './prometheus.ts';
import { smartDetectorCondition } from './smartDetector.ts';
import { durationSeconds } from './words.ts';

/** Rows of one of Azure's resources: one, or one for each alert of a Prometheus rule group. Types that we don't know are rules. */
export function readRules(resource: MonitorResource): AlertRuleRow[] {
  switch (resource.type.toLowerCase()) {
    case 'microsoft.insights/actiongroups':
      return [readActionGroup(resource)];
    case 'microsoft.alertsmanagement/actionrules':
      return [readProcessingRule(resource)];
    case 'microsoft.alertsmanagement/prometheusrulegroups':
      return prometheusRules(resource);
    default:
      return [{ ...base(resource), ...specialsOf(resource) }];
  }
}

type Specials = Partial<Omit<AlertRule, 'what' | 'key' | 'id'>>;

function specialsOf({ type, kind, properties }: MonitorResource): Specials {
  switch (type.toLowerCase()) {
    case 'microsoft.insights/metricalerts':
      return {
        kind: 'metric',
        condition: metricCondition(properties),
        actionGroups: records(properties, 'actions').flatMap((action) => texts(action, 'actionGroupId')),
        targetTypes: texts(properties, 'targetResourceType'),
        targetRegion: text(properties, 'targetResourceRegion'),
      };
    case 'microsoft.insights/activitylogalerts':
      return activityLog(properties);
    case 'microsoft.insights/scheduledqueryrules':
      return text(inner(properties, 'source'), 'query') === null ? logRule(properties) : logRule2018(properties);
    case 'microsoft.alertsmanagement/smartdetectoralertrules':
      return {
        kind: 'smartDetector',
        enabled: text(properties, 'state')?.toLowerCase() !== 'disabled',
        scopes: texts(properties, 'scope'),
        condition: smartDetectorCondition(properties),
        actionGroups: texts(inner(properties, 'actionGroups'), 'groupIds'),
        frequency: durationSeconds(text(properties, 'frequency')),
      };
    default:
      return { kind: kind ?? type, condition: `a condition of the kind ${type}` };
  }
}

/** What rules of most kinds have under the same name. */
function base({ id, type, name, properties, changedAt }: MonitorResource): AlertRule {
  const description = text(properties, 'description');
  return {
    what: 'rule',
    key: id.toLowerCase(),
    id,
    type,
    kind: type,
    name,
    group: null,
    description: description === null ? null : plainText(description),
    enabled: isOn(properties, 'enabled'),
    severity: severity(properties.severity),
    scopes: texts(properties, 'scopes'),
    targetTypes: [],
    targetRegion: null,
    condition: '',
    actionGroups: [],
    frequency: durationSeconds(text(properties, 'evaluationFrequency')),
    window: durationSeconds(text(properties, 'windowSize')),
    autoResolves: properties.autoMitigate !== false,
    changedAt,
  };
}

function activityLog(properties: Fields): Specials {
  const types = narrowed(properties, 'resourceType') ?? typesOf(narrowed(properties, 'operationName'));
  // Rules may name their resource or group in the condition and have the whole subscription for a scope.
  const named = [...(narrowed(properties, 'resourceId') ?? [])].filter((id) => id.startsWith('/subscriptions/'));
  return {
    kind: activityLogKind(properties),
    autoResolves: false,
    condition: activityLogCondition(properties),
    actionGroups: records(inner(properties, 'actions'), 'actionGroups').flatMap((one) => texts(one, 'actionGroupId')),
    targetTypes: [...types],
    ...(named.length > 0 && { scopes: named }),
  };
}

/** `microsoft.web/sites/delete` is done to a `microsoft.web/sites`. */
function typesOf(operations: ReadonlySet<string> | null): string[] {
  return [...(operations ?? [])].map((operation) => operation.split('/').slice(0, -1).join('/')).filter(Boolean);
}

function logRule(properties: Fields): Specials {
  return {
    kind: 'log',
    condition: logCondition(properties),
    actionGroups: texts(inner(properties, 'actions'), 'actionGroups'),
    targetTypes: texts(properties, 'targetResourceTypes'),
  };
}

function logRule2018(properties: Fields): Specials {
  const schedule = inner(properties, 'schedule');
  const seconds = (name: string) => (text(schedule, name) === null ? null : Number(text(schedule, name)) * 60 || null);
  const action = inner(properties, 'action');
  return {
    kind: 'log',
    severity: severity(action.severity),
    scopes: texts(inner(properties, 'source'), 'dataSourceId'),
    condition: logCondition(properties),
    actionGroups: texts(inner(action, 'aznsAction'), 'actionGroup'),
    frequency: seconds('frequencyInMinutes'),
    window: seconds('timeWindowInMinutes'),
  };
}

/** Recording rules make series and alert nobody. */
function prometheusRules(resource: MonitorResource): AlertRule[] {
  const { properties } = resource;
  const group = base(resource);
  return records(properties, 'rules').flatMap((rule, index) => {
    const name = text(rule, 'alert');
    if (name === null) {
      return [];
    }
    const summary = text(inner(rule, 'annotations'), 'description') ?? text(inner(rule, 'annotations'), 'summary');
    return [
      {
        ...group,
        key: `${group.key}/${index}/${name}`,
        kind: 'prometheus',
        name,
        group: resource.name,
        description: summary === null ? group.description : plainText(summary),
        enabled: group.enabled && isOn(rule, 'enabled'),
        severity: severity(rule.severity),
        condition: prometheusCondition(rule),
        actionGroups: records(rule, 'actions').flatMap((action) => texts(action, 'actionGroupId')),
        frequency: durationSeconds(text(properties, 'interval')),
      },
    ];
  });
}

function readActionGroup({ id, name, properties }: MonitorResource): ActionGroup {
  return {
    what: 'actionGroup',
    key: id.toLowerCase(),
    id,
    name,
    shortName: text(properties, 'groupShortName'),
    enabled: isOn(properties, 'enabled'),
    receivers: list(properties, 'receivers').map((one) => {
      const receiver = jsonObject(one);
      return { kind: text(receiver, 'kind') ?? '?', name: text(receiver, 'name') };
    }),
  };
}
