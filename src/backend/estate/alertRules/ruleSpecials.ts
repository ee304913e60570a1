import { isoSeconds } from '../../common/isoDuration.ts';
import type { MonitorResource } from '../../microsoft/api/monitoring.ts';
import type { AlertRule } from '../rows/alertRule.ts';
import { activityLogCondition, activityLogKind, narrowed } from './activityLog.ts';
import { type Fields, inner, records, severity, text, texts } from './fields.ts';
import { logCondition } from './log.ts';
import { metricCondition } from './metric.ts';
import { smartDetectorCondition } from './smartDetector.ts';

type Specials = Partial<Omit<AlertRule, 'what' | 'key' | 'id'>>;

/** What rules of a kind have in fields of its own, over what `ruleBase()` read. */
export function specialsOf({ type, kind, properties }: MonitorResource): Specials {
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
        frequency: isoSeconds(text(properties, 'frequency')),
      };
    default:
      return { kind: kind ?? type, condition: `a condition of the kind ${type}` };
  }
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
