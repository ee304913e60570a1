import { inSlices } from '../../common/slices.ts';
import type { Notice } from '../../common/table.ts';
import type { ActivityEvent } from '../../microsoft/api/onDemandApi.ts';
import { plainText } from '../../estate/segments/plainText.ts';
import type { Rows } from '../columns/columns.ts';
import type { QueryContext } from '../context.ts';
import type { CheckedQuery } from '../query.ts';
import type { Scope } from '../scope.ts';
import { failureNotices, settle } from './failures.ts';
import type { Question } from './onDemand.ts';
import { atMost, groupTargets, resourceTargets, subscriptionTargets, type Target, type Targets } from './targets.ts';
import { timeWindow } from './timeWindow.ts';

/** One event; for alert rules one target with the number of its events, null where they couldn't be read. */
export interface ActivityRow {
  target: Target;
  event: ActivityEvent | null;
  count: number | null;
  readAt: number | null;
}

export interface ActivityRows extends Rows {
  readonly rows: readonly ActivityRow[];
  readonly notices: Notice[];
  readonly absence: Notice[];
}

const MINUTE = 60_000;
const DAY = 86_400_000;
const WHAT = 'the activity log';
const MOST = 50;
/** https://learn.microsoft.com/azure/azure-monitor/essentials/activity-log */
const RETENTION = 90 * DAY;
/** A busy subscription has thousands of events a day. */
const LONGEST = 31 * DAY;
/** What is long past doesn't change; what is new arrives minutes late. */
const SETTLED = 30 * MINUTE;

export type ActivityScope = 'subscription' | 'resourceGroup' | 'resource';

/** What is asked about: whatever the narrowest filters name. */
export function activityScope({ filters }: CheckedQuery): ActivityScope {
  if (filters.resource || filters.resourceType || filters.location || filters.tag) {
    return 'resource';
  }
  return filters.resourceGroup ? 'resourceGroup' : 'subscription';
}

/** Reads the activity log of what the filters leave, a target at a time; an alert rule gets a count for each. */
export async function readActivity(query: CheckedQuery, scope: Scope, context: QueryContext): Promise<ActivityRows> {
  const { targets, notices, by } = await chosen(query, scope, context);
  const rules = {
    what: WHAT,
    retentionMs: RETENTION,
    longestMs: by === 'resource' ? RETENTION : LONGEST,
    stepMs: MINUTE,
  };
  const window = timeWindow(context, rules);
  if ('empty' in window) {
    return { rows: [], length: 0, reading: context, notices, absence: [window.empty] };
  }
  const freshMs = window.to < context.now - SETTLED ? 10 * MINUTE : MINUTE;
  const outcomes = await settle(
    targets,
    (target) => context.onDemand.ask(questionOf(target, window, freshMs), context.signal),
    context.signal,
  );
  const rows = outcomes.flatMap(({ question: target, answer }): ActivityRow[] => {
    const events = answer?.value.rows.filter((event) => wanted(event, query, context));
    const readAt = answer?.readAt ?? null;
    return query.format === 'alerting'
      ? [{ target, event: null, count: events?.length ?? null, readAt }]
      : (events ?? []).map((event) => ({ target, event, count: null, readAt }));
  });
  const failures = outcomes.flatMap(({ question, error }) => (error ? [{ who: nameOf(question), error }] : []));
  const issues = outcomes.flatMap(({ answer }) => answer?.value.issues ?? []);
  return {
    rows,
    length: rows.length,
    reading: context,
    notices: [
      ...notices,
      ...window.notices,
      ...failureNotices(failures),
      ...issues.slice(0, 3).map((text): Notice => ({ severity: 'warning', text })),
    ],
    absence: [absence(targets.length, failures.length)],
  };
}

async function chosen(
  query: CheckedQuery,
  scope: Scope,
  context: QueryContext,
): Promise<Targets & { by: ActivityScope }> {
  const by = activityScope(query);
  if (by === 'resource') {
    const found = await inSlices(resourceTargets(context, scope, query.filters, true), context.signal);
    atMost(found.targets, MOST, WHAT, 'resources');
    return { ...found, by };
  }
  const found =
    by === 'resourceGroup' ? groupTargets(context, scope, query.filters) : subscriptionTargets(context, scope);
  atMost(found.targets, MOST, WHAT, by === 'resourceGroup' ? 'resource groups' : 'subscriptions');
  return { ...found, by };
}

function questionOf(target: Target, window: { from: number; to: number }, freshMs: number) {
  const { subscriptionId } = target.view.subscription;
  const { from, to } = window;
  const resourceId = target.resource?.id;
  const resourceGroup = resourceId === undefined ? (target.resourceGroup ?? undefined) : undefined;
  const parts = [subscriptionId, from, to, resourceGroup?.toLowerCase() ?? null, resourceId?.toLowerCase() ?? null];
  return {
    kind: 'activityLog',
    access: target.access,
    parts,
    freshMs,
    read: async (microsoft, call) => {
      const ask = { subscriptionId, from, to, resourceGroup, resourceId };
      const answer = await microsoft.listActivityLog(target.access, ask, call);
      return {
        ...answer,
        rows: answer.rows.map((row) => ({ ...row, description: row.description && plainText(row.description) })),
      };
    },
  } satisfies Question<{ rows: ActivityEvent[]; issues: string[] }>;
}

/** The window has whole minutes; the panel's range and the filter on levels are exact. */
function wanted({ at, level }: ActivityEvent, { filters }: CheckedQuery, { from, to }: QueryContext): boolean {
  return at >= from && at <= to && (!filters.state || filters.state.has(level.toLowerCase()));
}

function nameOf({ customer, view, resource, resourceGroup }: Target): string {
  return `${customer} / ${resource?.name ?? resourceGroup ?? view.subscription.name}`;
}

function absence(asked: number, failed: number): Notice {
  if (asked === 0) {
    return { severity: 'warning', text: 'Nothing to show: nothing that the filters leave could be asked about.' };
  }
  return failed === asked
    ? { severity: 'warning', text: 'Nothing to show: the activity log could not be read.' }
    : { severity: 'info', text: 'Nothing to show: the activity log has no such events in the time range.' };
}
