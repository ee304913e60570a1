import { DEFAULT_BASELINE, SUBSCRIPTION_TYPE } from '../../../shared/monitoring.ts';
import type { Steps } from '../../common/slices.ts';
import type { Snapshot, SubscriptionView } from '../../estate/model/snapshot.ts';
import type { QueryContext } from '../context.ts';
import { knownIn } from '../absence/known.ts';
import type { CheckedQuery } from '../query.ts';
import type { Scope } from '../scope.ts';
import { baselineOf, type CheckedBaseline } from '../../settings/coverageBaseline.ts';
import { ItemFilter, type ItemRows } from './sectionRows.ts';
import { LEVEL_MAPPINGS } from '../columns/states.ts';
import { ANY, KIND_BITS, TOLD, type Watching, watchingOf } from './watching.ts';
import { whileUnchanged } from './whileUnchanged.ts';

/** How resources of one type in one subscription are watched. */
export interface Cover {
  type: string;
  resources: number;
  /** What the baseline asks for; null: the type is not in it. */
  wanted: readonly string[] | null;
  /** Rules or inventory could not be read yet: nothing can be said. */
  read: boolean;
  withoutRule: number;
  withoutResourceHealth: number;
  /** Watched, but by rules that tell nobody. */
  withoutActionGroup: number;
  /** Resources that lack something of the baseline. */
  missing: number;
  /** Kinds that some resource lacks. */
  lacking: readonly string[];
  /** The subscription has a service health alert that is on. */
  serviceHealth: boolean;
}

export type CoverRows = ItemRows<Cover>;

const STANDARD = baselineOf(DEFAULT_BASELINE);
const SUBSCRIPTION = SUBSCRIPTION_TYPE.toLowerCase();

/** One row a subscription and resource type in it, and one for the subscription itself. */
export function* selectCoverage(query: CheckedQuery, scope: Scope, context: QueryContext): Steps<CoverRows> {
  const baseline = query.baseline ?? context.coverageBaseline ?? STANDARD;
  const filter = new ItemFilter<Cover>(query.filters, { resourceType: ({ type }) => [type] });
  const items: Cover[] = [];
  const views: SubscriptionView[] = [];
  for (const view of scope.views()) {
    for (const cover of coversOf(view, baseline, context)) {
      if (filter.keeps(cover)) {
        items.push(cover);
        views.push(view);
      }
    }
    yield;
  }
  const notices = yield* filter.notices(['resourceType'], knownIn(context, scope));
  return { reading: context, items, views, length: items.length, notices };
}

/** A baseline is an object of the settings, or of one query, which nobody asks for again. */
const byBaseline = new WeakMap<CheckedBaseline, (snapshot: Snapshot, view: SubscriptionView) => Cover[]>();

function coversOf(view: SubscriptionView, baseline: CheckedBaseline, { snapshot }: QueryContext): Cover[] {
  let covers = byBaseline.get(baseline);
  if (!covers) {
    covers = whileUnchanged((of, one) => readCovers(one, baseline, of));
    byBaseline.set(baseline, covers);
  }
  return covers(snapshot, view);
}

function readCovers(view: SubscriptionView, baseline: CheckedBaseline, snapshot: Snapshot): Cover[] {
  const read = view.rows.alertRules !== undefined;
  const watching = watchingOf(snapshot, view);
  const byType = new Map<number, number[]>();
  const { inventory } = view;
  for (let row = 0; row < (inventory?.length ?? 0); row++) {
    const code = inventory?.types[row] as number;
    const rows = byType.get(code);
    if (rows) {
      rows.push(row);
    } else {
      byType.set(code, [row]);
    }
  }
  const covers = Array.from(byType, ([code, rows]) => {
    const wanted = baseline.get(snapshot.names.name(code).toLowerCase())?.kinds ?? null;
    return cover(inventory?.typeName(rows[0] as number) ?? '', rows, wanted, read, watching);
  });
  return [ofSubscription(baseline, read, watching), ...covers];
}

function ofSubscription(baseline: CheckedBaseline, read: boolean, { subscription }: Watching): Cover {
  const covered = subscription !== 0;
  const wanted = baseline.get(SUBSCRIPTION)?.kinds ?? null;
  const missing = wanted !== null && !covered;
  return {
    type: SUBSCRIPTION_TYPE,
    resources: 1,
    wanted,
    read,
    withoutRule: Number(!covered),
    withoutResourceHealth: 0,
    withoutActionGroup: Number(covered && (subscription & TOLD) === 0),
    missing: Number(missing),
    lacking: missing ? ['serviceHealth'] : [],
    serviceHealth: covered,
  };
}

function cover(
  type: string,
  rows: readonly number[],
  wanted: readonly string[] | null,
  read: boolean,
  { resources, subscription }: Watching,
): Cover {
  const needs = (wanted ?? []).map((kind) => (kind === 'any' ? ANY : (KIND_BITS.get(kind) ?? 0)));
  const lacking = new Set<string>();
  const healthBit = KIND_BITS.get('resourceHealth') as number;
  const counts = { withoutRule: 0, withoutResourceHealth: 0, withoutActionGroup: 0, missing: 0 };
  for (const row of rows) {
    const bits = resources[row] as number;
    let lacks = false;
    for (let need = 0; need < needs.length; need++) {
      if ((bits & (needs[need] as number)) === 0) {
        lacks = true;
        lacking.add(wanted?.[need] as string);
      }
    }
    counts.missing += Number(lacks);
    counts.withoutRule += Number((bits & ANY) === 0);
    counts.withoutResourceHealth += Number((bits & healthBit) === 0);
    counts.withoutActionGroup += Number((bits & ANY) !== 0 && (bits & TOLD) === 0);
  }
  return {
    type,
    resources: rows.length,
    wanted,
    read,
    ...counts,
    lacking: [...lacking],
    serviceHealth: subscription !== 0,
  };
}

export const COVERAGE_MAPPINGS = LEVEL_MAPPINGS(['Covered', 'Partly', 'Missing']);

/** 0 all is watched as the baseline wants, 1 some lack something, 2 all do; null: not in the baseline, or not read. */
export function coverageValue({ wanted, read, missing, resources }: Cover): number | null {
  return wanted === null || !read ? null : missing === 0 ? 0 : missing < resources ? 1 : 2;
}

/** Covered, Partly, Missing; NotInBaseline where nothing is wanted; NotRead where the rules are not known. */
export function coverageState(cover: Cover): string {
  const value = coverageValue(cover);
  return value === null
    ? cover.read
      ? 'NotInBaseline'
      : 'NotRead'
    : (['Covered', 'Partly', 'Missing'][value] as string);
}
