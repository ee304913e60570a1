import type { ProcessingRule } from '../../world/ruleModel.ts';
import { PROCESSING_RULE_TYPE } from '../../world/watchers.ts';

export function processingRuleShape(rule: ProcessingRule) {
  return {
    id: rule.id,
    name: rule.name,
    type: PROCESSING_RULE_TYPE,
    location: 'Global',
    properties: processingRuleProperties(rule),
    systemData: { createdAt: '2026-01-15T08:00:00Z', createdByType: 'User', lastModifiedAt: '2026-10-01T08:00:00Z' },
  };
}

export function processingRuleProperties(rule: ProcessingRule) {
  const { schedule } = rule;
  return {
    scopes: rule.scopes,
    ...(rule.conditions.length > 0 && { conditions: rule.conditions }),
    ...(schedule && {
      schedule: {
        effectiveFrom: schedule.from,
        ...(schedule.until && { effectiveUntil: schedule.until }),
        timeZone: schedule.timeZone,
        ...(schedule.daily && {
          recurrences: [{ recurrenceType: 'Daily', startTime: schedule.daily.start, endTime: schedule.daily.end }],
        }),
      },
    }),
    actions:
      rule.adds.length > 0
        ? [{ actionType: 'AddActionGroups', actionGroupIds: rule.adds }]
        : [{ actionType: 'RemoveAllActionGroups' }],
    description: rule.description,
    enabled: rule.enabled,
  };
}
