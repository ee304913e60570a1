import { subscriptionOfId } from '../../../shared/resourceId.ts';
import { readRules } from '../alertRules/readRules.ts';
import { collectGraphFirst, foundRows } from '../collecting/graphFirst.ts';
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
      graph: async (ids, options) =>
        foundRows(
          await run.microsoft.listAlertRules(run.access, ids, options),
          ({ id }) => subscriptionOfId(id),
          (found) => found.flatMap(readRules),
        ),
      alone: async (id, options) => {
        const { rows, issues } = await run.microsoft.listAlertRulesOf(run.access, id, options);
        return { rows: rows.flatMap(readRules), issues };
      },
    }),
};
