import { breathe } from '../../common/breathe.ts';
import { inSlices } from '../../common/slices.ts';
import type { Notice } from '../../common/table.ts';
import type { Interval, Moments } from '../../estate/history/moments.ts';
import type { HealthSegment } from '../../estate/model/segments.ts';
import type { SubscriptionView } from '../../estate/model/snapshot.ts';
import type { QueryContext } from '../context.ts';
import { type Filters, without } from '../filters.ts';
import { type ResourceRows, selectResources } from '../resources/resources.ts';
import type { Scope } from '../scope.ts';

const NONE: Moments = [];
const NEVER: readonly Interval[] = [];

/** The past of what the filters leave: for each row of `resources` how its state went, for each view when somebody looked. */
export interface PastOfResources {
  /** Resources that are there now and have a health, those of a subscription after each other. */
  resources: ResourceRows;
  /** By row; rows of a subscription that went the same way have the same object. */
  moments: readonly Moments[];
  /** By index in `resources.views`. */
  observed: readonly Interval[][];
  /** The panel's range, up to now. */
  range: Interval;
  notices: Notice[];
}

/** Reads our own record, subscription by subscription, with turns for the event loop between them. */
export async function readPast(context: QueryContext, scope: Scope, filters: Filters): Promise<PastOfResources> {
  const selecting = selectResources(context, scope, without(filters, 'state'), 'none');
  const resources = await inSlices(selecting, context.signal);
  const range = { from: context.from, to: Math.min(context.to, context.now) };
  const moments: Moments[] = new Array<Moments>(resources.length).fill(NONE);
  const observed: Interval[][] = resources.views.map(() => []);
  const turn = { at: performance.now() };
  for (let row = 0; row < resources.length;) {
    const index = resources.view[row] as number;
    const { subscription, health } = resources.views[index] as SubscriptionView;
    const { tenantId, subscriptionId } = subscription;
    context.signal.throwIfAborted();
    const past = await context.history.read({ tenantId, subscriptionId }, range, health as HealthSegment);
    observed[index] = past.observed;
    for (; row < resources.length && resources.view[row] === index; row++) {
      moments[row] = past.moments[resources.health[row] as number] ?? NONE;
    }
    await breathe(turn);
  }
  return { resources, moments, observed, range, notices: [...resources.notices, ...begins(context, range, observed)] };
}

/** Says where the record begins later than the range: a short record must not look like a good one. */
function begins(context: QueryContext, range: Interval, observed: readonly Interval[][]): Notice[] {
  const first = Math.min(...observed.map((intervals) => intervals[0]?.from ?? Infinity));
  if (observed.length === 0 || first <= range.from + 60_000) {
    return [];
  }
  const text = Number.isFinite(first)
    ? `The record begins at ${new Date(first).toISOString()}: before that nobody looked, or it was not kept.`
    : 'Nobody looked in this time: there is no record of it.';
  return [{ severity: range.to < context.now - context.history.keptMs ? 'warning' : 'info', text }];
}

/**
 * Works out something of rows once for all that went the same way: of a subscription's resources that is nearly all of
 * them. Rows are asked for in any order.
 */
export function eachWayOnce<T>(
  { resources, moments, observed }: PastOfResources,
  work: (moments: Moments, observed: readonly Interval[]) => T,
): (row: number) => T {
  const known = new Map<readonly Interval[], Map<Moments, T>>();
  return (row) => {
    const looked = observed[resources.view[row] as number] ?? NEVER;
    let ofView = known.get(looked);
    if (!ofView) {
      known.set(looked, (ofView = new Map()));
    }
    const went = moments[row] ?? NONE;
    let found = ofView.get(went);
    if (found === undefined) {
      ofView.set(went, (found = work(went, looked)));
    }
    return found;
  };
}
