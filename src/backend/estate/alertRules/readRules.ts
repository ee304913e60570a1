import type { MonitorResource } from '../../microsoft/api/monitoring.ts';
import type { AlertRuleRow } from '../rows/alertRule.ts';
import { readActionGroup } from './actionGroup.ts';
import { readProcessingRule } from './processingRule.ts';
import { prometheusRules } from './prometheusRules.ts';
import { ruleBase } from './ruleBase.ts';
import { specialsOf } from './ruleSpecials.ts';

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
      return [{ ...ruleBase(resource), ...specialsOf(resource) }];
  }
}
