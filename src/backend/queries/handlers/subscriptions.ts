import { count, text } from '../columns/columns.ts';
import { defineQuery } from '../defineQuery.ts';
import {
  groupAt,
  groupHealth,
  groupReason,
  isWatched,
  listedFreshness,
  subscriptionOfGroup,
} from '../groups/groupColumns.ts';
import { taggedGroups } from '../groups/groupFilter.ts';
import { portalColumn, PORTAL_LINK, tagText } from '../columns/place.ts';
import { portalUrl } from '../columns/portal.ts';
import type { GroupRows } from '../groups/group.ts';

/** Azure subscriptions. https://learn.microsoft.com/rest/api/resources/subscriptions/list */
export const handler = defineQuery<GroupRows>({
  select: (query, scope, context) =>
    taggedGroups(context, scope, query.filters, 'subscription', ({ view }) => view?.subscription.tags ?? {}),
  columns: [
    ...subscriptionOfGroup.slice(0, 3),
    text('subscription', 'Name of the Azure subscription', (source, row) => subscriptionAt(source, row)?.name ?? null, {
      required: true,
      ...PORTAL_LINK,
    }),
    ...subscriptionOfGroup.slice(4),
    text(
      'state',
      "Azure's state: Enabled, Warned, PastDue, Disabled or Deleted",
      (source, row) => subscriptionAt(source, row)?.state ?? null,
    ),
    count(
      'resourceGroups',
      'Resource groups found',
      (source, row) => groupAt(source, row).view?.inventory?.groups.length ?? 0,
    ),
    ...groupHealth,
    ...groupReason,
    text('tags', 'Tags of the subscription, as name=value', (source, row) =>
      tagText(subscriptionAt(source, row)?.tags ?? {}),
    ),
    ...listedFreshness('subscriptions'),
    portalColumn((source, row) => {
      const { tenantId = '', subscriptionId = '' } = subscriptionAt(source, row) ?? {};
      return portalUrl(source.reading.portal, tenantId, `/subscriptions/${subscriptionId}`);
    }),
  ],
  order: ['-healthValue', 'customer', 'subscription'],
  section: 'subscriptions',
  state: (source, row) => subscriptionAt(source, row)?.state ?? null,
  alerting: { labels: ['customer', 'subscription', 'subscriptionId'], value: 'healthValue', watched: isWatched },
  notices: (source) => source.notices,
});

function subscriptionAt(source: GroupRows, row: number) {
  return groupAt(source, row).view?.subscription;
}
