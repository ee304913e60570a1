import { secondsSince } from '../columns/age.ts';
import { resourceList } from '../resources/resourceList.ts';
import type { HealthDetails } from '../../estate/model/segments.ts';
import { annotationColumns } from '../resources/annotations.ts';
import { flag, number, shared, text, time } from '../columns/columns.ts';
import { keptByRow } from '../columns/keptByRow.ts';
import { defineQuery } from '../defineQuery.ts';
import { healthColumns } from '../columns/healthColumns.ts';
import { freshnessColumns, sectionFreshness } from '../columns/place.ts';
import {
  healthOf,
  healthStateOf,
  healthValueOf,
  identity,
  ids,
  occurredAt,
  reason,
  support,
  viewOf,
} from '../resources/resourceColumns.ts';
import { selectResources, type ResourceRows } from '../resources/resources.ts';
import { NO_HEALTH } from '../columns/states.ts';

/**
 * Resources that Azure Resource Health reports on, and those of subscriptions whose health couldn't be read, which
 * would else look healthy by their absence. Alert rules watch only the former: an unread subscription would raise one
 * "no data" for each of its disks and networks, and is an alert of `tenantAccess` already. https://learn.microsoft.com/azure/service-health/resource-health-overview
 */
export const handler = defineQuery<ResourceRows>({
  select: (query, scope, context) => {
    const asked = query.filters.state?.has(NO_HEALTH);
    const bare = asked ? 'all' : query.format === 'alerting' ? 'none' : 'unread';
    return selectResources(context, scope, query.filters, bare);
  },
  columns: [
    ...identity,
    ...healthColumns<ResourceRows>('State of the resource', healthValueOf, healthStateOf),
    support,
    reason,
    text('title', "Azure's title of the state", (source, row) =>
      healthOf(source, row, (segment, at) => segment.title(at)),
    ),
    text('summary', "Azure's description of the state, without its HTML", (source, row) =>
      healthOf(source, row, (segment, at) => segment.summary(at)),
    ),
    shared(
      'reasonType',
      'Unplanned, Planned or UserInitiated',
      (source, row) => healthOf(source, row, (segment, at) => segment.reasonType(at)),
      (word) => word,
    ),
    shared(
      'reasonChronicity',
      'Transient or Persistent',
      (source, row) => healthOf(source, row, (segment, at) => segment.chronicity(at)),
      (word) => word,
    ),
    time('occurredAt', 'When the state began', occurredAt),
    number('durationSeconds', 'How long the state has lasted', durationSeconds, {
      displayNameFromDS: 'Since',
      unit: 's',
      decimals: 0,
    }),
    time('reportedAt', 'When Azure last said so', (source, row) =>
      healthOf(source, row, (segment, at) => segment.reportedAt(at)),
    ),
    shared(
      'context',
      'Platform Initiated, Customer Initiated, …',
      (source, row) => detail(source, row, ({ context }) => context),
      (word) => word,
    ),
    text('recommendedActions', 'What Azure recommends to do', (source, row) =>
      detail(source, row, ({ actions }) => actions),
    ),
    time('rootCauseAt', 'When Azure found the cause', (source, row) =>
      detail(source, row, ({ rootCauseAt }) => rootCauseAt),
    ),
    time('resolutionEta', 'When Azure expects it to be over', (source, row) =>
      detail(source, row, ({ resolutionEtaAt }) => resolutionEtaAt),
    ),
    flag('recentlyResolved', 'An outage ended within the last day', (source, row) =>
      healthOf(source, row, () => Boolean(detailsOf(source, row)?.recentlyResolved)),
    ),
    time('resolvedAt', 'When that outage ended', (source, row) =>
      detail(source, row, ({ recentlyResolved }) => recentlyResolved?.resolvedAt ?? null),
    ),
    text('resolvedSummary', 'What that outage was', (source, row) =>
      detail(source, row, ({ recentlyResolved }) => recentlyResolved?.summary ?? null),
    ),
    ...annotationColumns,
    ...freshnessColumns<ResourceRows>(sectionFreshness('resourceHealth', viewOf)),
    ...ids,
  ],
  ...resourceList,
  section: 'resourceHealth',
});

function durationSeconds(source: ResourceRows, row: number): number | null {
  const at = occurredAt(source, row);
  return secondsSince(at, source.reading.now);
}

/** What several columns read, made once a row for all of them. */
const detailsOf = keptByRow((source: ResourceRows, row) => healthOf(source, row, (segment, at) => segment.details(at)));

function detail<T>(source: ResourceRows, row: number, read: (details: HealthDetails) => T | null): T | null {
  const details = detailsOf(source, row);
  return details && read(details);
}
