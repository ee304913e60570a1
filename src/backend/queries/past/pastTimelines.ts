import { inSlices, type Steps } from '../../common/slices.ts';
import type { Notice } from '../../common/table.ts';
import type { QueryContext, Reading } from '../context.ts';
import type { CheckedQuery } from '../query.ts';
import type { Scope } from '../scope.ts';
import { groupRows, levelOf, type PastGroupRows } from './pastGroups.ts';
import { type PastOfResources, readPast } from './pastOfResources.ts';
import { type Timeline, worstTimeline } from './timeline.ts';

/** Resources or groups of them, each with how its worst state went. */
export interface TimelineRows extends PastGroupRows {
  readonly timelines: readonly Timeline[];
  readonly notices: Notice[];
}

/** Reads the past of what scope and filters leave, and puts it together as the query groups it. */
export async function selectTimelines(query: CheckedQuery, scope: Scope, context: QueryContext): Promise<TimelineRows> {
  const past = await readPast(context, scope, query.filters);
  return inSlices(timelinesOf(past, query, context), context.signal);
}

function* timelinesOf(past: PastOfResources, query: CheckedQuery, reading: Reading): Steps<TimelineRows> {
  const { resources, moments, observed, range, notices } = past;
  const groups = yield* groupRows(resources, levelOf(query.grouping));
  const timelines: Timeline[] = [];
  for (const { rows } of groups) {
    const members = rows.map((row) => ({
      moments: moments[row] ?? [],
      observed: observed[resources.view[row] as number] ?? [],
    }));
    timelines.push(yield* worstTimeline(members, range));
    yield;
  }
  return { reading, length: groups.length, groups, timelines, notices };
}
