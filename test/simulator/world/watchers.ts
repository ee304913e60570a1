import type { Resource } from './model.ts';
import type { Monitoring } from './monitoringModel.ts';
import type { AlertRule } from './ruleModel.ts';

/** Azure's type of each kind of alert rule. */
export const RULE_TYPES: Readonly<Record<AlertRule['kind'], string>> = {
  metric: 'Microsoft.Insights/metricAlerts',
  log: 'Microsoft.Insights/scheduledQueryRules',
  activityLog: 'Microsoft.Insights/activityLogAlerts',
  smartDetector: 'Microsoft.AlertsManagement/smartDetectorAlertRules',
  prometheus: 'Microsoft.AlertsManagement/prometheusRuleGroups',
};
export const ACTION_GROUP_TYPE = 'Microsoft.Insights/actionGroups';
export const PROCESSING_RULE_TYPE = 'Microsoft.AlertsManagement/actionRules';

type Watchers = Pick<Monitoring, 'rules' | 'actionGroups' | 'processingRules'>;

/** The resources that rules, action groups and alert processing rules are. */
export function watchersAsResources(watchers: Watchers): Resource[] {
  return [
    ...watchers.rules.map((one) => resource(RULE_TYPES[one.kind], one, one.location)),
    ...watchers.actionGroups.map((one) => resource(ACTION_GROUP_TYPE, one, 'global')),
    ...watchers.processingRules.map((one) => resource(PROCESSING_RULE_TYPE, one, 'global')),
  ];
}

function resource(
  type: string,
  one: { id: string; name: string; subscriptionId: string; resourceGroup: string; tags?: Record<string, string> },
  location: string,
): Resource {
  return {
    id: one.id,
    name: one.name,
    type,
    location,
    subscriptionId: one.subscriptionId,
    resourceGroup: one.resourceGroup,
    createdAt: '2026-01-15T08:00:00Z',
    changedAt: '2026-10-01T08:00:00Z',
    ...(one.tags && { tags: one.tags }),
  };
}
