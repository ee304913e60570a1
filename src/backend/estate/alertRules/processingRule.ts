import type { MonitorResource } from '../../microsoft/api/monitoring.ts';
import { plainText } from '../segments/plainText.ts';
import type { AlertProcessingRule, ProcessingSchedule, Recurrence } from '../rows/alertProcessingRule.ts';
import { field, type Fields, inner, isOn, list, records, text, texts } from './fields.ts';

/** https://learn.microsoft.com/rest/api/monitor/alertprocessingrules/alert-processing-rules/get-by-name */
export function readProcessingRule({ id, name, properties }: MonitorResource): AlertProcessingRule {
  const description = text(properties, 'description');
  const actions = records(properties, 'actions');
  return {
    what: 'processingRule',
    key: id.toLowerCase(),
    id,
    name,
    description: description === null ? null : plainText(description),
    enabled: isOn(properties, 'enabled'),
    scopes: texts(properties, 'scopes'),
    conditions: records(properties, 'conditions').map((one) => ({
      field: text(one, 'field') ?? '?',
      operator: text(one, 'operator') ?? 'Equals',
      values: texts(one, 'values'),
    })),
    suppresses: actions.some((action) => text(action, 'actionType')?.toLowerCase() === 'removeallactiongroups'),
    adds: actions.flatMap((action) => texts(action, 'actionGroupIds')),
    schedule: field(properties, 'schedule') ? schedule(inner(properties, 'schedule')) : null,
  };
}

function schedule(fields: Fields): ProcessingSchedule {
  return {
    from: text(fields, 'effectiveFrom'),
    until: text(fields, 'effectiveUntil'),
    timeZone: text(fields, 'timeZone') ?? 'UTC',
    recurrences: records(fields, 'recurrences').map(recurrence),
  };
}

function recurrence(fields: Fields): Recurrence {
  return {
    type: text(fields, 'recurrenceType') ?? 'Daily',
    start: text(fields, 'startTime'),
    end: text(fields, 'endTime'),
    weekdays: texts(fields, 'daysOfWeek'),
    days: list(fields, 'daysOfMonth').filter((day): day is number => typeof day === 'number'),
  };
}
