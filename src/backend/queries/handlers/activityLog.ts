import { activityColumns } from '../onDemand/activityColumns.ts';
import { defineQuery } from '../defineQuery.ts';
import { type ActivityRows, activityScope, readActivity } from '../onDemand/activity.ts';

/**
 * Azure's activity log, read when it is asked for. `title`, `text` and `tags` are what Grafana's annotations look for.
 * People are told by their domain only: see `ActivityCaller`.
 */
export const handler = defineQuery<ActivityRows>({
  select: readActivity,
  omitted: (query) => new Set(query.format === 'table' ? ['events'] : BEYOND[activityScope(query)]),
  columns: activityColumns,
  order: ['-time'],
  section: 'subscriptions',
  alerting: {
    labels: ['customer', 'subscription', 'subscriptionId', 'resourceGroup', 'resource', 'resourceId'],
    value: 'events',
  },
  notices: (source) => source.notices,
  absence: (source) => source.absence,
});

/** Labels that an alert rule has no values for. */
const BEYOND = {
  subscription: ['resourceGroup', 'resource', 'resourceId'],
  resourceGroup: ['resource', 'resourceId'],
  resource: [],
} as const;
