import type { SubscriptionView } from '../../estate/model/snapshot.ts';
import type { ActionGroup } from '../../estate/rows/actionGroup.ts';
import type { AlertProcessingRule } from '../../estate/rows/alertProcessingRule.ts';
import type { AlertRule, AlertRuleRow } from '../../estate/rows/alertRule.ts';
import { perSnapshot } from '../perSnapshot.ts';

/** The rows of one subscription's section, sorted out by what they are. */
export interface SortedRules {
  readonly rules: readonly AlertRule[];
  readonly groups: readonly ActionGroup[];
  readonly processing: readonly AlertProcessingRule[];
  /** By lower-case ARM id. */
  readonly byId: ReadonlyMap<string, AlertRule>;
}

const NONE: SortedRules = { rules: [], groups: [], processing: [], byId: new Map() };
/** A part's array stays the same object for as long as nothing in it changes. */
const known = new WeakMap<readonly AlertRuleRow[], SortedRules>();

/** A subscription's rules, action groups and processing rules, sorted out once for as long as they stay. */
export function rulesOf({ rows }: SubscriptionView): SortedRules {
  const { alertRules } = rows;
  if (!alertRules) {
    return NONE;
  }
  let sorted = known.get(alertRules);
  if (!sorted) {
    const rules = alertRules.filter((row) => row.what === 'rule');
    sorted = {
      rules,
      groups: alertRules.filter((row) => row.what === 'actionGroup'),
      processing: alertRules.filter((row) => row.what === 'processingRule'),
      byId: new Map(rules.map((rule) => [rule.id.toLowerCase(), rule])),
    };
    known.set(alertRules, sorted);
  }
  return sorted;
}

/** Action groups of a tenant by lower-case id, and its processing rules: both may be in another subscription than the rule. */
export const watchersOfTenant = perSnapshot((snapshot, tenantId: string) => {
  const groups = new Map<string, ActionGroup>();
  const processing: AlertProcessingRule[] = [];
  const read = new Set<string>();
  for (const view of snapshot.subscriptionsOf(tenantId)) {
    if (view.rows.alertRules) {
      read.add(view.subscription.subscriptionId);
    }
    const sorted = rulesOf(view);
    sorted.groups.forEach((group) => groups.set(group.key, group));
    processing.push(...sorted.processing);
  }
  return { groups, processing, read };
});

/** Would anybody hear of a rule's alerts? Groups in subscriptions that weren't read count as being there. */
export function tellsSomebody(
  rule: Pick<AlertRule, 'actionGroups'>,
  { groups, read }: { groups: ReadonlyMap<string, ActionGroup>; read: ReadonlySet<string> },
): boolean {
  return rule.actionGroups.some((id) => {
    const group = groups.get(id.toLowerCase());
    const subscriptionId = id.split('/')[2]?.toLowerCase() ?? '';
    return group ? group.enabled && group.receivers.length > 0 : !read.has(subscriptionId);
  });
}
