import type { GroupBy, Grouping } from '../../../shared/query.ts';
import { resourceGroupId } from '../../../shared/resourceId.ts';
import { type ColumnSpec, type Rows, text } from '../columns/columns.ts';
import { freshnessColumns, portalColumn, subscriptionNames, tenantColumns } from '../columns/place.ts';
import { portalTenantUrl, portalUrl } from '../columns/portal.ts';
import { levelOf, type PastGroupRows } from './pastGroups.ts';
import type { PastGroup } from './pastResource.ts';

/** Columns that say which group a row is; all others of `placeColumns` are left out. */
const NAMES: Record<GroupBy | 'resource', readonly string[]> = {
  customer: ['customer', 'customerId'],
  tenant: ['customer', 'customerId', 'tenantId', 'tenant', 'portalUrl'],
  subscription: ['customer', 'customerId', 'tenantId', 'subscription', 'subscriptionId', 'portalUrl'],
  resourceGroup: ['customer', 'customerId', 'tenantId', 'subscription', 'subscriptionId', 'resourceGroup', 'portalUrl'],
  resourceType: ['resourceType'],
  location: ['location'],
  resource: [
    ...['customer', 'customerId', 'tenantId', 'subscription', 'subscriptionId', 'resourceGroup', 'resource'],
    ...['resourceType', 'location', 'resourceId', 'portalUrl'],
  ],
};

/** Labels of alerts: columns that together name a row. */
export const PAST_LABELS = [
  ...['customer', 'customerId', 'tenantId', 'subscription', 'subscriptionId', 'resourceGroup', 'resource'],
  ...['resourceType', 'location', 'resourceId'],
];

/** Columns that rows of this grouping have no use for. */
export function omittedNames(grouping: Grouping | null): ReadonlySet<string> {
  const kept = NAMES[levelOf(grouping)];
  return new Set([...NAMES.resource, 'tenant'].filter((name) => !kept.includes(name)));
}

function at(source: PastGroupRows, row: number): PastGroup {
  return source.groups[row] as PastGroup;
}

/** What and where a row is. */
export function placeColumns<S extends PastGroupRows>(): ColumnSpec<S>[] {
  return [
    ...tenantColumns<S>((source, row) => at(source, row).tenant ?? undefined),
    text('tenant', 'Name of the tenant', (source, row) => at(source, row).tenant?.name ?? null),
    ...subscriptionNames<S>((source, row) => at(source, row).view),
    text('resourceGroup', 'Name of the resource group', (source, row) => at(source, row).resourceGroup),
    text('resource', 'Name of the resource', (source, row) => at(source, row).resource),
    text('resourceType', 'Azure resource type', (source, row) => at(source, row).resourceType),
    text('location', 'Azure region', (source, row) => at(source, row).location),
  ];
}

/** How fresh a row is, and where to look further. */
export function lastColumns<S extends PastGroupRows>(): ColumnSpec<S>[] {
  return [
    ...freshnessColumns<S>((source, row) => at(source, row).freshness),
    text('resourceId', 'Azure Resource Manager id', (source, row) => at(source, row).resourceId),
    portalColumn<S>((source, row) => pageOf(source, at(source, row))),
  ];
}

function pageOf({ reading }: Rows, { tenant, view, resourceGroup, resourceId }: PastGroup): string | null {
  if (!tenant || !view) {
    return tenant && portalTenantUrl(reading.portal, tenant.tenantId);
  }
  const { subscriptionId } = view.subscription;
  const id =
    resourceGroup === null ? `/subscriptions/${subscriptionId}` : resourceGroupId(subscriptionId, resourceGroup);
  return portalUrl(reading.portal, tenant.tenantId, resourceId ?? id);
}
