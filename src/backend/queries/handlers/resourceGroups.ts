import type { Steps } from '../../common/slices.ts';
import { resourceGroupId } from '../../../shared/resourceId.ts';
import { text } from '../columns/columns.ts';
import { defineQuery } from '../defineQuery.ts';
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
import type { Group, GroupRows } from '../groups/group.ts';
import { summarize } from '../groups/summary.ts';
import type { Reading } from '../context.ts';
import type { Filters } from '../filters.ts';
import type { Scope } from '../scope.ts';

/** Resource groups, empty ones too. https://learn.microsoft.com/rest/api/resources/resource-groups/list */
export const handler = defineQuery<GroupRows>({
  select: (query, scope, context) => select(context, scope, query.filters),
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

function* select(reading: Reading, scope: Scope, filters: Filters): Steps<GroupRows> {
  const { resourceGroup, location, tag, ...others } = filters;
  const all = yield* summarize(reading, scope, others, 'resourceGroup');
  const groups = all.groups.filter((group) => group.name !== null);
  const listedOnly = { ...all, groups, length: groups.length };
  const named = yield* keepNamed(listedOnly, 'resourceGroup', resourceGroup, (group) => [
    group.name ?? '',
    idOf(group),
  ]);
  const located = yield* keepNamed(named, 'location', location, (group) => [listed(group)?.location ?? '']);
  return yield* keepTagged(located, tag, (group) => listed(group)?.tags ?? {});
}

function listed({ view, code }: Group) {
  return view?.inventory?.groups[code];
}

function idOf({ view, name }: Group): string {
  return resourceGroupId(view?.subscription.subscriptionId ?? '', name ?? '');
}
