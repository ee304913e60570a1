import { number, text } from '../columns/columns.ts';
import { defineQuery } from '../defineQuery.ts';
import { groupHealth, groupReason, isWatched, listedFreshness } from '../groups/groupColumns.ts';
import { taggedGroups } from '../groups/groupFilter.ts';
import { portalColumn } from '../columns/place.ts';
import { portalTenantUrl } from '../columns/portal.ts';
import type { GroupRows } from '../groups/group.ts';
import { accessAt, subscriptionCount, tenantAt, tenantIdentity } from '../tenants/tenantRows.ts';

/** Microsoft Entra tenants and what was found in them. https://learn.microsoft.com/rest/api/resources/tenants/list */
export const handler = defineQuery<GroupRows>({
  select: (query, scope, context) => taggedGroups(context, scope, query.filters, 'tenant'),
  columns: [
    ...tenantIdentity,
    number(
      'azurePlans',
      'Azure plans that Partner Center lists; null when it was not asked',
      (source, row) => tenantAt(source, row).azurePlans,
    ),
    ...subscriptionCount,
    text(
      'access',
      'Ok, or in a word why there is nothing to see, as in tenantAccess',
      (source, row) => accessAt(source, row).code,
      {
        required: true,
      },
    ),
    ...groupHealth,
    ...groupReason,
    ...listedFreshness('subscriptions'),
    portalColumn((source, row) => portalTenantUrl(source.reading.portal, tenantAt(source, row).tenantId)),
  ],
  order: ['-healthValue', 'customer', 'tenant'],
  section: 'subscriptions',
  state: (source, row) => accessAt(source, row).code,
  alerting: { labels: ['customer', 'tenant', 'tenantId'], value: 'healthValue', watched: isWatched },
  notices: (source) => source.notices,
});
