import type { EstateRow, RowSectionInfo } from './row.ts';
import type { ActionGroup } from './actionGroup.ts';
import type { AlertProcessingRule } from './alertProcessingRule.ts';

/** An alert rule of any kind; a Prometheus rule group has one row for each of its alerts. https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-overview */
export interface AlertRule extends EstateRow {
  readonly what: 'rule';
  /** ARM id; of the group for a Prometheus rule. */
  readonly id: string;
  readonly type: string;
  /** What it watches: `metric`, `log`, `activityLog`, `serviceHealth`, `resourceHealth`, `prometheus`, `smartDetector`; else Azure's type. */
  readonly kind: string;
  readonly name: string;
  /** Prometheus rule group that it is part of. */
  readonly group: string | null;
  readonly description: string | null;
  readonly enabled: boolean;
  /** `Sev0` to `Sev4`; null where rules of this kind have none. */
  readonly severity: string | null;
  /** ARM ids of resources, resource groups and subscriptions. */
  readonly scopes: readonly string[];
  /** Of a rule over all resources of a type in its scopes. */
  readonly targetTypes: readonly string[];
  readonly targetRegion: string | null;
  /** In words. */
  readonly condition: string;
  /** ARM ids. */
  readonly actionGroups: readonly string[];
  /** Seconds. */
  readonly frequency: number | null;
  readonly window: number | null;
  /** Azure resolves its alerts when the condition is over; false: they stay fired. */
  readonly autoResolves: boolean;
  /** ms. */
  readonly changedAt: number | null;
}

/** What is in the section `alertRules`: one read brings all three. */
export type AlertRuleRow = AlertRule | ActionGroup | AlertProcessingRule;

export const alertRules: RowSectionInfo<AlertRuleRow> = {
  interval: 'alertRules',
  change(before, after) {
    const row = after ?? before;
    if (!row) {
      return null;
    }
    const kind = before === null ? 'ruleAdded' : after === null ? 'ruleRemoved' : 'ruleChanged';
    return { kind, id: row.id, from: before && stateOf(before), to: after && stateOf(after), title: row.name };
  },
};

function stateOf(row: AlertRuleRow): string {
  return row.enabled ? 'Enabled' : 'Disabled';
}
