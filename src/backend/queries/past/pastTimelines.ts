import { atOnce, inSlices, PAUSE_EVERY, type Steps } from '../../common/slices.ts';
import type { Notice } from '../../common/table.ts';
import type { Interval } from '../../estate/history/moments.ts';
import type { QueryContext, Reading } from '../context.ts';
import type { CheckedQuery } from '../query.ts';
import type { Scope } from '../scope.ts';
import { groupRows, levelOf, type PastGroupRows } from './pastGroups.ts';
import { eachWayOnce, type PastOfResources, readPast } from './pastOfResources.ts';
import { type Timeline, type Way, worstTimeline } from './timeline.ts';

/** Resources or groups of them, each with how its worst state went. */
export interface TimelineRows extends PastGroupRows {
  readonly timelines: readonly Timeline[];
  readonly notices: Notice[];
}

/** How resources went that all went the same way. */
interface SharedWay extends Way {
  timeline: Timeline | null;
}

/** Reads the past of what scope and filters leave, and puts it together as the query groups it. */
export async function selectTimelines(query: CheckedQuery, scope: Scope, context: QueryContext): Promise<TimelineRows> {
  const past = await readPast(context, scope, query.filters);
  return inSlices(timelinesOf(past, query, context), context.signal);
}

function* timelinesOf(past: PastOfResources, query: CheckedQuery, reading: Reading): Steps<TimelineRows> {
  const { resources, range, notices } = past;
  const groups = yield* groupRows(resources, levelOf(query.grouping));
  const wayOf = eachWayOnce(past, (moments, observed): SharedWay => ({ moments, observed, timeline: null }));
  const timelines: Timeline[] = [];
  for (const [index, { rows }] of groups.entries()) {
    const [first, ...others] = rows.length === 1 ? [wayOf(rows[0] as number)] : new Set(rows.map(wayOf));
    timelines.push(
      others.length === 0
        ? timelineOf(first as SharedWay, range)
        : yield* worstTimeline([first as SharedWay, ...others], range),
    );
    if (index % PAUSE_EVERY === 0) {
      yield;
    }
  }
  return { reading, length: groups.length, groups, timelines, notices };
}

function timelineOf(way: SharedWay, range: Interval): Timeline {
  return (way.timeline ??= atOnce(worstTimeline([way], range)));
}
