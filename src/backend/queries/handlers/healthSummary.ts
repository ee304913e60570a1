import { HEALTH_STATES } from '../../../shared/health.ts';
import type { GroupBy } from '../../../shared/query.ts';
import { resourceGroupId } from '../../../shared/resourceId.ts';
import { text } from '../columns/columns.ts';
import { defineQuery } from '../definition.ts';
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
import { isDimension } from '../resources/cells.ts';
import type { CheckedQuery, FilterValues } from '../query.ts';
import { groupKey, quickCause, rollUpGroups, type Verdict } from '../rollup/causes.ts';
import { NO_HEALTH } from '../columns/states.ts';
import { type Group, type GroupRows, summarize } from '../groups/summary.ts';

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

/** Filters that leave out some of a group's resources. */
const ROW_FILTERS = ['resourceGroup', 'resource', 'resourceType', 'location', 'tag', 'state', 'subscription'] as const;

interface SummaryRows extends GroupRows {
  whyOf(group: Group): string | null;
}

/** How many resources are in which state, and the worst state, by customer, tenant, subscription, resource group, type or location. */
export const handler = defineQuery<SummaryRows>({
  select: (query, scope, context) => {
    const summary = summarize(context, scope, query.filters, query.groupBy);
    const { state } = query.filters;
    const rowsMatter = ROW_FILTERS.some((name) => query.filters[name]) || isDimension(query.groupBy);
    const causes = lazy(() => rollUpGroups(context, scope, query.filters, query.groupBy, query.rollup ?? undefined));
    const rolled = query.rollup
      ? summary.groups.map((group) => ({ ...group, rolled: verdictOf(query, causes(), group) }))
      : summary.groups;
    const groups = !state
      ? rolled
      : rolled.flatMap((group) =>
          group.rolled
            ? onlyRolled(group, state, query.format === 'alerting')
            : only(group, state, query.format === 'alerting'),
        );
    const whyOf = (group: Group) =>
      group.rolled?.why ??
      (query.rollup
        ? null
        : rowsMatter
          ? verdictOf(query, causes(), group).why
          : quickCause(context, query.groupBy, group));
    return { ...summary, groups, length: groups.length, whyOf };
  },
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

/** By a policy a group has one state: it is among those asked for or not. An alert rule keeps it, with the value 0. */
function onlyRolled(group: Group, states: FilterValues, watched: boolean): Group[] {
  const value = group.rolled?.value ?? null;
  if (states.has(value === null ? NO_HEALTH : (HEALTH_STATES[value] as string).toLowerCase())) {
    return [group];
  }
  return watched ? [{ ...group, rolled: { value: value === null ? null : 0, why: null } }] : [];
}

function verdictOf({ groupBy }: CheckedQuery, causes: ReadonlyMap<string, Verdict>, group: Group): Verdict {
  return causes.get(groupKey(groupBy, group)) ?? { value: null, why: null };
}

function lazy<T>(work: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: work() }).value;
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
function only(group: Group, states: FilterValues, watched: boolean): Group[] {
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
    return group.access?.value === 2 && !known ? [group] : [];
  }
  return [known ? { ...group, totals: { ...totals, states: Uint32Array.of(1, 0, 0, 0, 0) } } : group];
}
