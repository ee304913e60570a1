import { count, text } from '../columns/columns.ts';
import { defineQuery } from '../defineQuery.ts';
import {
  customerOfGroup,
  groupAt,
  groupHealth,
  groupReason,
  isWatched,
  listedFreshness,
  worstStateOf,
} from '../groups/groupColumns.ts';
import { taggedGroups } from '../groups/groupFilter.ts';
import { portalColumn, PORTAL_LINK, tagText } from '../columns/place.ts';
import { portalTenantUrl } from '../columns/portal.ts';
import type { GroupRows } from '../groups/group.ts';

/** Customers of the partner and tenants written by hand. https://learn.microsoft.com/partner-center/developer/get-a-list-of-customers */
export const handler = defineQuery<GroupRows>({
  select: (query, scope, context) => taggedGroups(context, scope, query.filters, 'customer'),
  columns: [
    text('customer', 'Name of the customer', (source, row) => customerOf(source, row)?.name ?? null, {
      required: true,
      ...PORTAL_LINK,
    }),
    ...customerOfGroup.slice(1),
    text('domain', 'Default domain', (source, row) => customerOf(source, row)?.domain ?? null),
    text('source', 'partnerCenter, settings, or lighthouse', (source, row) => customerOf(source, row)?.source ?? null),
    text(
      'relationship',
      "Partner Center's relationship to the partner",
      (source, row) => customerOf(source, row)?.relationship ?? null,
    ),
    count('tenants', 'Tenants of the customer', (source, row) => tenantsOf(source, row).length),
    count('subscriptions', 'Azure subscriptions found', (source, row) =>
      tenantsOf(source, row).reduce(
        (sum, tenant) => sum + source.reading.snapshot.subscriptionsOf(tenant.tenantId).length,
        0,
      ),
    ),
    ...groupHealth,
    ...groupReason,
    text('tags', 'Tags that the settings give the tenant, as name=value', (source, row) =>
      tagText(groupAt(source, row).tenant?.tags ?? {}),
    ),
    ...listedFreshness('customers'),
    portalColumn((source, row) => portalTenantUrl(source.reading.portal, groupAt(source, row).tenant?.tenantId ?? '')),
  ],
  order: ['-healthValue', 'customer'],
  section: 'customers',
  state: worstStateOf,
  alerting: { labels: ['customer', 'customerId'], value: 'healthValue', watched: isWatched },
  notices: (source) => source.notices,
});

function customerOf(source: GroupRows, row: number) {
  return source.reading.snapshot.customers.get(groupAt(source, row).customerId ?? '');
}

function tenantsOf(source: GroupRows, row: number) {
  return source.reading.snapshot.tenantsOf(groupAt(source, row).customerId ?? '');
}
