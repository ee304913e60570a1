import { parseResourceId, resourceGroupId, lastName } from '../../../shared/resourceId.ts';
import { type Silence, silencesOf } from '../../estate/alertRules/silence.ts';
import type { Steps } from '../../common/slices.ts';
import type { Snapshot, SubscriptionView } from '../../estate/model/snapshot.ts';
import type { ActionGroup } from '../../estate/rows/actionGroup.ts';
import type { AlertRule } from '../../estate/rows/alertRule.ts';
import type { QueryContext } from '../context.ts';
import { knownIn } from '../absence/known.ts';
import type { CheckedQuery } from '../query.ts';
import type { Scope } from '../scope.ts';
import { rulesOf, tellsSomebody, watchersOfTenant } from './ruleIndex.ts';
import { ItemFilter, type ItemRows } from './sectionRows.ts';

/** An alert rule with those that it tells and those that silence it. */
export interface WatchedRule {
  readonly rule: AlertRule;
  readonly resourceGroup: string | null;
  /** Names; the id's last part where the group is not known. */
  readonly groups: readonly { name: string; group: ActionGroup | undefined }[];
  readonly silences: readonly Silence[];
  /** All its alerts are silenced now. */
  readonly silenced: boolean;
  readonly tells: boolean;
}

export type RuleRows = ItemRows<WatchedRule>;

/** The alert rules that scope and filters leave. */
export function* selectRules(query: CheckedQuery, scope: Scope, context: QueryContext): Steps<RuleRows> {
  const filter = new ItemFilter<AlertRule>(query.filters, {
    rule: (rule) => [rule.name, rule.group, rule.id],
    ruleKind: (rule) => [rule.kind],
    severity: (rule) => [rule.severity],
    resourceGroup: (rule) => {
      const id = parseResourceId(rule.id);
      return id?.resourceGroup ? [id.resourceGroup, resourceGroupId(id.subscriptionId, id.resourceGroup)] : [];
    },
  });
  const items: WatchedRule[] = [];
  const views: SubscriptionView[] = [];
  for (const view of scope.views()) {
    for (const rule of rulesOf(view).rules) {
      if (filter.keeps(rule)) {
        items.push(watchedRule(rule, view, context));
        views.push(view);
      }
    }
    yield;
  }
  const notices = yield* filter.notices(['rule', 'resourceGroup'], knownIn(context, scope));
  return { reading: context, items, views, length: items.length, notices };
}

function watchedRule(rule: AlertRule, view: SubscriptionView, { snapshot, now }: QueryContext): WatchedRule {
  const watchers = watchersOfTenant(snapshot, view.subscription.tenantId);
  const silences = silencesOf(rule, watchers.processing, now);
  return {
    rule,
    resourceGroup: parseResourceId(rule.id)?.resourceGroup ?? null,
    groups: rule.actionGroups.map((id) => {
      const group = watchers.groups.get(id.toLowerCase());
      return { name: group?.name ?? lastName(id), group };
    }),
    silences,
    silenced: silences.some(({ state, partly }) => state.active && !partly),
    tells: tellsSomebody(rule, watchers),
  };
}

/** What a rule watches, by name: `vm-web-01`, `group rg-web`, `subscription Contoso Production`. */
export function scopeWords({ scopes, targetTypes, targetRegion }: AlertRule, snapshot: Snapshot): string | null {
  const names = scopes.map((scope) => {
    const id = parseResourceId(scope);
    if (!id) {
      return scope;
    }
    if (id.type !== undefined) {
      return id.name;
    }
    const view = snapshot.subscriptions.get(id.subscriptionId.toLowerCase());
    return id.resourceGroup
      ? `group ${id.resourceGroup}`
      : `subscription ${view?.subscription.name ?? id.subscriptionId}`;
  });
  const wide = scopes.some((scope) => parseResourceId(scope)?.type === undefined);
  const types = wide && targetTypes.length > 0 ? `${targetTypes.join(', ')} in ` : '';
  const region = wide && targetRegion ? ` (${targetRegion})` : '';
  return names.length === 0 ? null : `${types}${names.join(', ')}${region}`;
}

/** `2 email, 1 webhook`: how many a rule tells in which way, over all its groups. */
export function receiverWords({ groups }: WatchedRule): string | null {
  const kinds = new Map<string, number>();
  for (const { group } of groups) {
    for (const { kind } of group?.enabled ? group.receivers : []) {
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
  }
  return kinds.size === 0 ? null : Array.from(kinds, ([kind, number]) => `${number} ${kind}`).join(', ');
}

/** `Night (now, until 2026-11-20 22:00 UTC)` for each processing rule. */
export function silenceWords({ silences }: WatchedRule): string | null {
  const words = silences.map(({ rule, state, partly }) => {
    const until = state.active && state.until !== null ? `, until ${utc(state.until)}` : '';
    const when = state.active ? `now${until}` : `from ${utc(state.next ?? 0)}`;
    return `${rule.name} (${when}${partly ? ', some of its alerts' : ''})`;
  });
  return words.length === 0 ? null : words.join('; ');
}

function utc(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
