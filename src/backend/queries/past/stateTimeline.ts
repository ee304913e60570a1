import { inSlices, type Steps } from '../../common/slices.ts';
import type { Column, Notice, Table } from '../../common/table.ts';
import { absence, gaps, staleness } from '../absence/absence.ts';
import { firstInOrder } from '../columns/firstInOrder.ts';
import { STATE_MAPPINGS, stateName } from '../columns/states.ts';
import type { QueryContext } from '../context.ts';
import type { CheckedQuery } from '../query.ts';
import { resolveScope } from '../scope.ts';
import { readAzureHistory } from './azureHistory.ts';
import { groupName } from './pastGroups.ts';
import type { PastGroup } from './pastResource.ts';
import { selectTimelines, type TimelineRows } from './pastTimelines.ts';
import { NOBODY, sample, sampleSteps, type Timeline, timesOf, worstOf } from './timeline.ts';

/** A state timeline with more rows than these can't be read. */
const MOST_SERIES = 100;
/** Times in one frame; more are put together in steps. */
const MOST_TIMES = 2_000;
const STEPS = 500;

/** One frame as the state timeline takes it: a time column, and a text column for each resource or group. */
export async function timelineTable(query: CheckedQuery, context: QueryContext): Promise<Table> {
  const scope = resolveScope(context.snapshot, query.filters);
  const source = await selectTimelines(query, scope, context);
  const most = Math.min(query.limit, MOST_SERIES);
  const series = (await inSlices(worstSeries(source, most), context.signal)).sort(byName);
  const notices = [
    ...scope.notices,
    ...source.notices,
    ...staleness(context, 'resourceHealth', scope),
    ...gaps(context, 'resourceHealth', scope),
  ];
  if (source.length > series.length) {
    notices.push({
      severity: 'warning',
      text: `${series.length} of ${source.length} series, those with the worst states; narrow the scope, or group by a higher level.`,
    });
  }
  const [only] = series;
  if (only && series.length === 1 && only.group.resourceId !== null && only.group.view) {
    const range = { from: context.from, to: Math.min(context.to, context.now) };
    const azure = await readAzureHistory(context, only.group.view.subscription.tenantId, only.group.resourceId, range);
    notices.push(...azure.notices);
    if (azure.timeline) {
      series.push({ ...only, timeline: azure.timeline, name: `${only.name}, by Azure's own record` });
    }
  }
  if (series.length === 0) {
    notices.unshift(...absence(context, 'resourceHealth', query, scope));
    return { columns: [], meta: { notices } };
  }
  // Explore would draw a graph of numbers, and these are words.
  return { columns: columnsOf(series, context, notices), meta: { preferredVisualisationType: 'table', notices } };
}

interface Series {
  row: number;
  group: PastGroup;
  timeline: Timeline;
  name: string;
  /** The name in lower case: series are compared far more often than made. */
  key: string;
}

/** Those with the worst states, at most so many. */
function worstSeries(source: TimelineRows, most: number): Steps<Series[]> {
  const worstAt = (row: number) => worstOf(source.timelines[row] as Timeline);
  const at = (row: number): Series => {
    const group = source.groups[row] as PastGroup;
    const name = groupName(source, group);
    return { row, group, timeline: source.timelines[row] as Timeline, name, key: name.toLowerCase() };
  };
  return firstInOrder<Series>(
    {
      count: source.length,
      at,
      compare: (a, b) => worstAt(b.row) - worstAt(a.row) || byName(a, b),
      isBehind: (row, other) => {
        const better = worstAt(other.row) - worstAt(row);
        // What has another state needs no name.
        return better === 0 ? byName(at(row), other) >= 0 : better > 0;
      },
    },
    most,
  );
}

function columnsOf(series: readonly Series[], context: QueryContext, notices: Notice[]): Column[] {
  const range = { from: context.from, to: Math.min(context.to, context.now) };
  const exact = timesOf(series.map(({ timeline }) => timeline));
  const steps = exact.length > MOST_TIMES ? Math.max(2, Math.min(context.maxDataPoints ?? STEPS, MOST_TIMES)) : 0;
  if (steps > 0) {
    notices.push({
      severity: 'info',
      text: `There are ${exact.length} changes: shown is the worst state in each of ${steps} steps.`,
    });
  }
  const width = (range.to - range.from) / steps;
  const times = steps > 0 ? Array.from({ length: steps }, (_, step) => Math.round(range.from + step * width)) : exact;
  // The last row is where the record ends: without it the panel would draw the last state on into the future.
  const end = range.to > (times.at(-1) ?? 0) ? [range.to] : [];
  const names = distinct(series);
  return [
    { name: 'time', type: 'time', nullable: false, values: [...times, ...end] },
    ...series.map(({ timeline, group }, index): Column => {
      const values = steps > 0 ? sampleSteps(timeline, range, steps) : sample(timeline, times);
      const all = end.length > 0 ? [...values, timeline.at(-1) as number] : values;
      return {
        name: names[index] as string,
        type: 'string',
        nullable: true,
        values: all.map((value) => (value === NOBODY ? null : stateName(value))),
        labels: labelsOf(group),
        config: { displayNameFromDS: names[index], mappings: STATE_MAPPINGS },
      };
    }),
  ];
}

/** Names are the legend: equal ones get what tells them apart. */
function distinct(series: readonly Series[]): string[] {
  const count = new Map<string, number>();
  series.forEach(({ name }) => count.set(name, (count.get(name) ?? 0) + 1));
  const used = new Set<string>();
  return series.map(({ name, group }) => {
    const place = group.resourceGroup ?? group.view?.subscription.name ?? '';
    let text = (count.get(name) ?? 0) > 1 && place !== '' ? `${name} (${place})` : name;
    for (let next = 2; used.has(text); next++) {
      text = `${name} (${place || 'no'} ${next})`;
    }
    used.add(text);
    return text;
  });
}

function labelsOf({ view, tenant, resourceId, resourceGroup }: PastGroup): Record<string, string> {
  const labels: Record<string, string | null | undefined> = {
    customerId: tenant?.customerId,
    subscriptionId: view?.subscription.subscriptionId,
    resourceGroup,
    resourceId,
  };
  return Object.fromEntries(Object.entries(labels).filter((entry): entry is [string, string] => Boolean(entry[1])));
}

function byName(a: Series, b: Series): number {
  return a.key < b.key ? -1 : a.key > b.key ? 1 : a.row - b.row;
}
