import { resourceGroupId } from '../../../shared/resourceId.ts';
import { text } from '../columns/columns.ts';
import { defineQuery } from '../definition.ts';
import {
  groupAt,
  groupHealth,
  groupReason,
  isWatched,
  listedFreshness,
  subscriptionOfGroup,
  worstStateOf,
} from '../groups/groupColumns.ts';
import { keepNamed, keepTagged } from '../groups/groupFilter.ts';
import { portalColumn, PORTAL_LINK, tagText } from '../columns/place.ts';
import { portalUrl } from '../columns/portal.ts';
import { type Group, type GroupRows, summarize } from '../groups/summary.ts';

/** Resource groups, empty ones too. https://learn.microsoft.com/rest/api/resources/resource-groups/list */
export const handler = defineQuery<GroupRows>({
  select: (query, scope, context) => {
    const { resourceGroup, location, tag, ...others } = query.filters;
    const all = summarize(context, scope, others, 'resourceGroup');
    const groups = all.groups.filter((group) => group.name !== null);
    const named = keepNamed({ ...all, groups, length: groups.length }, 'resourceGroup', resourceGroup, (group) => [
      group.name ?? '',
      idOf(group),
    ]);
    const located = keepNamed(named, 'location', location, (group) => [listed(group)?.location ?? '']);
    return keepTagged(located, tag, (group) => listed(group)?.tags ?? {});
  },
  columns: [
    ...subscriptionOfGroup,
    text('resourceGroup', 'Name of the resource group', (source, row) => groupAt(source, row).name, {
      required: true,
      ...PORTAL_LINK,
    }),
    text('location', 'Azure region of the group', (source, row) => listed(groupAt(source, row))?.location || null),
    ...groupHealth,
    ...groupReason,
    text('tags', 'Tags of the group, as name=value', (source, row) =>
      tagText(listed(groupAt(source, row))?.tags ?? {}),
    ),
    ...listedFreshness('inventory'),
    text('resourceGroupId', 'Azure Resource Manager id', (source, row) => idOf(groupAt(source, row)), {
      required: true,
    }),
    portalColumn((source, row) => {
      const group = groupAt(source, row);
      return portalUrl(source.reading.portal, group.tenant?.tenantId ?? '', idOf(group));
    }),
  ],
  order: ['-healthValue', 'customer', 'subscription', 'resourceGroup'],
  section: 'inventory',
  state: worstStateOf,
  alerting: { labels: ['customer', 'subscriptionId', 'resourceGroup'], value: 'healthValue', watched: isWatched },
  notices: (source) => source.notices,
});

function listed({ view, resourceGroup }: Group) {
  return view?.inventory?.groups[resourceGroup];
}

function idOf({ view, name }: Group): string {
  return resourceGroupId(view?.subscription.subscriptionId ?? '', name ?? '');
}
