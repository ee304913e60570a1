import { HEALTH_STATES } from '../../../shared/health.ts';
import type { GroupBy } from '../../../shared/query.ts';
import { resourceGroupId } from '../../../shared/resourceId.ts';
import { text } from '../columns/columns.ts';
import { defineQuery } from '../defineQuery.ts';
import {
  groupAt,
  groupFreshness,
  groupHealth,
  groupReason,
  isWatched,
  subscriptionOfGroup,
} from '../groups/groupColumns.ts';
import { portalColumn } from '../columns/place.ts';
import { portalTenantUrl, portalUrl } from '../columns/portal.ts';
import { LIGHT_PAUSE_EVERY, type Steps } from '../../common/slices.ts';
import type { QueryContext } from '../context.ts';
import type { FilterValues } from '../filters.ts';
import type { CheckedQuery } from '../query.ts';
import type { Scope } from '../scope.ts';
import { causesOf } from '../rollup/causes.ts';
import { groupKey, rollUpGroups } from '../rollup/verdicts.ts';
import { NO_HEALTH } from '../columns/states.ts';
import type { Group, GroupRows } from '../groups/group.ts';
import { summarize } from '../groups/summary.ts';

/** Columns that say which group a row is, by level. */
const NAMES: Record<GroupBy, readonly string[]> = {
  customer: ['customer', 'customerId'],
  tenant: ['customer', 'customerId', 'tenant', 'tenantId', 'portalUrl'],
  subscription: ['customer', 'customerId', 'tenantId', 'subscription', 'subscriptionId', 'portalUrl'],
  resourceGroup: ['customer', 'customerId', 'tenantId', 'subscription', 'subscriptionId', 'resourceGroup', 'portalUrl'],
  resourceType: ['resourceType'],
  location: ['location'],
};
const ALL_NAMES = Object.values(NAMES).flat();

interface SummaryRows extends GroupRows {
  whyOf(group: Group): string | null;
}

/** How many resources are in which state, and the worst state, by customer, tenant, subscription, resource group, type or location. */
export const handler = defineQuery<SummaryRows>({
  select,
  omitted: (query) => new Set(ALL_NAMES.filter((name) => !NAMES[query.groupBy].includes(name))),
  columns: [
    ...subscriptionOfGroup.slice(0, 2),
    text('tenant', 'Name of the tenant', (source, row) => groupAt(source, row).tenant?.name ?? null),
    ...subscriptionOfGroup.slice(2),
    text('resourceGroup', 'Name of the resource group; null for resources right under the subscription', nameOf),
    text('resourceType', 'Azure resource type', nameOf),
    text('location', 'Azure region', nameOf),
    ...groupHealth,
    text('why', 'The chain down to the resource that makes the state what it is', (source, row) =>
      source.whyOf(groupAt(source, row)),
    ),
    ...groupReason,
    ...groupFreshness,
    portalColumn((source, row) => pageOf(source, groupAt(source, row))),
  ],
  order: ['-healthValue', 'customer', 'tenant', 'subscription', 'resourceGroup', 'resourceType', 'location'],
  section: 'resourceHealth',
  alerting: {
    labels: [
      'customer',
      'customerId',
      'tenantId',
      'subscription',
      'subscriptionId',
      'resourceGroup',
      'resourceType',
      'location',
    ],
    value: 'healthValue',
    watched: isWatched,
  },
  notices: (source) => source.notices,
});

function* select(query: CheckedQuery, scope: Scope, context: QueryContext): Steps<SummaryRows> {
  const { filters, groupBy, rollup } = query;
  const { state } = filters;
  const summary = yield* summarize(context, scope, filters, groupBy);
  const verdicts = rollup && (yield* rollUpGroups(context, scope, filters, groupBy, rollup));
  const watched = query.format === 'alerting';
  const groups: Group[] = [];
  for (const [index, group] of summary.groups.entries()) {
    if (verdicts) {
      const rolled = verdicts.get(groupKey(groupBy, group)) ?? { value: null, why: null };
      groups.push(...onlyRolled({ ...group, rolled }, state, watched));
    } else {
      groups.push(...only(group, state, watched));
    }
    if (index % LIGHT_PAUSE_EVERY === 0) {
      yield;
    }
  }
  const causeOf = causesOf(context, groupBy, filters);
  const whyOf = (group: Group) => (group.rolled ? group.rolled.why : causeOf(group));
  return { ...summary, groups, length: groups.length, whyOf };
}

/** By a policy a group has one state: it is among those asked for or not. An alert rule keeps it, with the value 0. */
function onlyRolled(group: Group, states: FilterValues | undefined, watched: boolean): Group[] {
  const value = group.rolled?.value ?? null;
  if (!states || states.has(value === null ? NO_HEALTH : (HEALTH_STATES[value] as string).toLowerCase())) {
    return [group];
  }
  return watched ? [{ ...group, rolled: { value: value === null ? null : 0, why: null } }] : [];
}

function nameOf(source: GroupRows, row: number): string | null {
  return groupAt(source, row).name;
}

function pageOf({ reading }: GroupRows, { tenant, view, name }: Group): string | null {
  if (!tenant) {
    return null;
  }
  const { subscriptionId } = view?.subscription ?? {};
  if (subscriptionId === undefined) {
    return portalTenantUrl(reading.portal, tenant.tenantId);
  }
  return portalUrl(
    reading.portal,
    tenant.tenantId,
    name === null ? `/subscriptions/${subscriptionId}` : resourceGroupId(subscriptionId, name),
  );
}

/**
 * A group with only the resources in the states asked for; no group when there are none. An alert rule keeps it, with
 * the value 0: the alert shall resolve, not vanish.
 */
function only(group: Group, states: FilterValues | undefined, watched: boolean): Group[] {
  if (!states) {
    return [group];
  }
  const { totals } = group;
  const counted = totals.states.map((number, value) =>
    states.has((HEALTH_STATES[value] as string).toLowerCase()) ? number : 0,
  );
  const withoutHealth = states.has(NO_HEALTH) ? totals.withoutHealth : 0;
  const resources = counted.reduce((sum, number) => sum + number, withoutHealth);
  if (resources > 0) {
    return [{ ...group, totals: { resources, states: counted, withoutHealth } }];
  }
  const known = totals.states.some((number) => number > 0);
  if (!watched) {
    // It may have some that nobody could read: the row says why, and counts none that was not asked for.
    return group.access?.value === 2 && !known
      ? [{ ...group, totals: { resources, states: counted, withoutHealth } }]
      : [];
  }
  return [known ? { ...group, totals: { ...totals, states: Uint32Array.of(1, 0, 0, 0, 0) } } : group];
}
