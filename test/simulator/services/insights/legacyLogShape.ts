import type { LogRule } from '../../world/ruleModel.ts';

/** A log rule as api-version 2018-04-16 has it: its severity and whether it is on are strings. */
export function legacyLogProperties(rule: LogRule) {
  return {
    description: rule.description,
    displayName: rule.displayName,
    enabled: String(rule.enabled),
    provisioningState: 'Succeeded',
    lastUpdatedTime: rule.changedAt,
    source: {
      query: rule.query,
      authorizedResources: [],
      dataSourceId: rule.scopes[0] ?? '',
      queryType: 'ResultCount',
    },
    schedule: { frequencyInMinutes: rule.frequencyMinutes, timeWindowInMinutes: rule.windowMinutes },
    action: {
      'odata.type': ALERTING_ACTION,
      severity: String(rule.severity),
      aznsAction: { actionGroup: rule.actionGroupIds },
      trigger: { thresholdOperator: rule.operator, threshold: rule.threshold },
    },
  };
}

const ALERTING_ACTION =
  'Microsoft.WindowsAzure.Management.Monitoring.Alerts.Models.Microsoft.AppInsights.Nexus.DataContracts.Resources.ScheduledQueryRules.AlertingAction';
