import { readRules } from '../alertRules/readRules.ts';
import { collectGraphFirst } from '../graphFirst.ts';
import type { AlertRuleRow } from '../rows/alertRule.ts';
import type { Collector } from './collector.ts';

/**
 * Alert rules, action groups and alert processing rules: by Resource Graph, which has them all in one table, and by
 * the lists of their resource providers where that fails. https://learn.microsoft.com/azure/governance/resource-graph/reference/supported-tables-resources
 */
export const alertRules: Collector<readonly AlertRuleRow[]> = {
  section: 'alertRules',
  batch: 300,
  intervalMs: (settings) => settings.intervals.alertRules,
  collect: (run) =>
    collectGraphFirst(run, {
      reason: 'collector:alertRules',
      slower: 'Azure Monitor',
      whole: true,
      graph: (ids, options) => run.microsoft.listAlertRules(run.access, ids, options),
      alone: (id, options) => run.microsoft.listAlertRulesOf(run.access, id, options),
      rowsOf: (_, found) => found.flatMap(readRules),
    }),
};
