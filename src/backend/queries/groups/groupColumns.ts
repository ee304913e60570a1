import { HEALTH_STATES } from '../../../shared/health.ts';
import type { Section } from '../../estate/model/sections.ts';
import type { SubscriptionView } from '../../estate/model/snapshot.ts';
import { worst } from '../../estate/model/totals.ts';
import type { Tenant } from '../../estate/model/tenants.ts';
import { type ColumnSpec, count, text } from '../columns/columns.ts';
import { freshnessOfPart } from '../absence/freshness.ts';
import { healthColumns } from '../columns/healthColumns.ts';
import { freshnessColumns, tenantColumns, subscriptionNames } from '../columns/place.ts';
import { switchedOff } from '../absence/switchedOff.ts';
import type { Group, GroupRows } from './group.ts';
import { NO_HEALTH, stateName } from '../columns/states.ts';

type Columns = ColumnSpec<GroupRows>[];

/** The group in a row. */
export function groupAt(source: GroupRows, row: number): Group {
  return source.groups[row] as Group;
}

export const customerOfGroup: Columns = tenantColumns<GroupRows>(
  (source, row) => groupAt(source, row).tenant ?? undefined,
);

export const subscriptionOfGroup: Columns = [
  ...customerOfGroup,
  ...subscriptionNames<GroupRows>((source, row) => groupAt(source, row).view),
];

function healthValueOf(source: GroupRows, row: number): number | null {
  const { rolled, totals } = groupAt(source, row);
  return rolled ? rolled.value : worst(totals);
}

function healthStateOf(source: GroupRows, row: number): string | null {
  return stateName(healthValueOf(source, row));
}

/** What the filter `state` is compared with. */
export function worstStateOf(source: GroupRows, row: number): string {
  return healthStateOf(source, row) ?? NO_HEALTH;
}

/** Worst state, counts by state, and why they may not be the whole truth. */
export const groupHealth: Columns = [
  ...healthColumns<GroupRows>('Worst state of a resource in it', healthValueOf, healthStateOf),
  count('resources', 'Resources known', (source, row) => groupAt(source, row).totals.resources),
  ...HEALTH_STATES.map((state, value) =>
    count<GroupRows>(
      state.charAt(0).toLowerCase() + state.slice(1),
      `Resources in the state ${state}`,
      (source, row) => groupAt(source, row).totals.states[value] ?? 0,
    ),
  ),
  count(
    'withoutHealth',
    'Resources without a health: it could not be read, or their type has none',
    (source, row) => groupAt(source, row).totals.withoutHealth,
  ),
];

export const groupReason: Columns = [
  text('reason', 'Why there is no health, or not all of it', (source, row) => reasonOf(source, groupAt(source, row))),
];

export const groupFreshness: Columns = freshnessColumns<GroupRows>((source, row) => groupAt(source, row).freshness);

/**
 * Freshness of rows that come from a list of their own: the age is that of the health shown, stale when either is.
 */
export function listedFreshness(section: Section): Columns {
  return freshnessColumns<GroupRows>((source, row) => {
    const { freshness, tenant, view } = groupAt(source, row);
    const listed = freshnessOfPart(source.reading.snapshot.part(section, ...partOf(section, tenant, view)));
    return {
      observedAt: freshness.observedAt ?? listed.observedAt,
      staleAfter: Math.min(freshness.staleAfter, listed.staleAfter),
    };
  });
}

function partOf(
  section: Section,
  tenant: Tenant | null,
  view: SubscriptionView | null,
): [tenantId: string, subscriptionId: string] {
  if (section === 'customers') {
    return ['', ''];
  }
  return [tenant?.tenantId ?? '', section === 'subscriptions' ? '' : (view?.subscription.subscriptionId ?? '')];
}

/** Alerts watch what has a health, or should have. */
export function isWatched(source: GroupRows, row: number): boolean {
  const { access } = groupAt(source, row);
  return healthValueOf(source, row) !== null || access?.watched === true;
}

function reasonOf({ reading }: GroupRows, { access, totals }: Group): string | null {
  const unknown = worst(totals) === null;
  if (access && access.sentence !== null && (unknown || access.value === 2)) {
    return access.sentence;
  }
  return unknown
    ? (switchedOff(reading.snapshot, 'resourceHealth') ??
        'No resource here is one that Azure Resource Health reports on.')
    : null;
}
