import { defineQuery } from '../defineQuery.ts';
import { ruleColumns } from '../monitoring/ruleColumns.ts';
import { type RuleRows, selectRules } from '../monitoring/ruleRows.ts';
import { itemAt } from '../monitoring/sectionRows.ts';

/** Alert rules of every kind. https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-types */
export const handler = defineQuery<RuleRows>({
  select: selectRules,
  columns: ruleColumns,
  order: ['-ruleValue', 'customer', 'subscription', 'ruleName'],
  section: 'alertRules',
  state: (source, row) => (itemAt(source, row).rule.enabled ? 'Enabled' : 'Disabled'),
  alerting: { labels: ['customer', 'subscriptionId', 'ruleName', 'ruleId'], value: 'ruleValue' },
  notices: (source) => source.notices,
});
