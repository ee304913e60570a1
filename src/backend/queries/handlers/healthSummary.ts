import { HEALTH_STATES } from '../../../shared/health.ts';
import type { GroupBy } from '../../../shared/query.ts';
import { resourceGroupId } from '../../../shared/resourceId.ts';
import { text } from '../columns.ts';
import { defineQuery } from '../definition.ts';
import { groupAt, groupFreshness, groupHealth, groupReason, isWatched, subscriptionOfGroup } from '../groupColumns.ts';
import { portalColumn } from '../place.ts';
import { portalTenantUrl, portalUrl } from '../portal.ts';
import type { FilterValues } from '../query.ts';
import { NO_HEALTH } from '../states.ts';
import { type Group, type GroupRows, summarize } from '../summary.ts';

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

/** How many resources are in which state, and the worst state, by customer, tenant, subscription, resource group, type or location. */
export const handler = defineQuery<GroupRows>({
  select: (query, scope, context) => {
    const summary = summarize(context, scope, query.filters, query.groupBy);
    const { state } = query.filters;
    const groups = state
      ? summary.groups.flatMap((group) => only(group, state, query.format === 'alerting'))
      : summary.groups;
    return { ...summary, groups, length: groups.length };
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
