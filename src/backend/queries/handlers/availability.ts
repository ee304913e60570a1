import { inSlices, LIGHT_PAUSE_EVERY, type Steps } from '../../common/slices.ts';
import type { Reading } from '../context.ts';
import type { CheckedQuery } from '../query.ts';
import { count, number } from '../columns/columns.ts';
import { defineQuery } from '../defineQuery.ts';
import type { Notice } from '../../common/table.ts';
import { addAvailability, type Availability, availabilityOf, noAvailability, percent } from '../past/availability.ts';
import { lastColumns, omittedNames, PAST_LABELS, placeColumns } from '../past/pastColumns.ts';
import { groupRows, levelOf, type PastGroupRows } from '../past/pastGroups.ts';
import { eachWayOnce, type PastOfResources, readPast } from '../past/pastOfResources.ts';

interface AvailabilityRows extends PastGroupRows {
  readonly sums: readonly Availability[];
  readonly notices: Notice[];
}

const MINUTE = 60_000;
const PERCENT = { unit: 'percent', decimals: 3, min: 0, max: 100 };

/** How available resources were over the panel's time range, by our own record of Azure Resource Health. */
export const handler = defineQuery<AvailabilityRows>({
  select: async (query, scope, context) => {
    const past = await readPast(context, scope, query.filters);
    return inSlices(sumUp(past, query, context), context.signal);
  },
  omitted: (query) => omittedNames(query.grouping),
  columns: [
    ...placeColumns<AvailabilityRows>(),
    number(
      'availability',
      'Share of the observed time that it was available or degraded, percent; null where no time counts',
      (source, row) => percent(sumAt(source, row)),
      {
        ...PERCENT,
        displayNameFromDS: 'Availability',
        thresholds: {
          mode: 'absolute',
          steps: [
            { value: null, color: 'red' },
            { value: 99, color: 'orange' },
            { value: 99.9, color: 'green' },
          ],
        },
      },
    ),
    number('downtimeMinutes', 'Time unavailable, of all resources together', minutes('down'), {
      unit: 'm',
      decimals: 1,
    }),
    count(
      'outages',
      'Times that a resource became unavailable, or was so from the beginning',
      (source, row) => sumAt(source, row).outages,
    ),
    number('longestOutageMinutes', 'Longest of them, as far as somebody looked', minutes('longest'), {
      unit: 'm',
      decimals: 1,
    }),
    number('degradedMinutes', 'Time degraded, which counts as available', minutes('degraded'), {
      unit: 'm',
      decimals: 1,
    }),
    number('unknownMinutes', 'Time without a signal, which counts neither way', minutes('unknown'), {
      unit: 'm',
      decimals: 1,
    }),
    number('excludedMinutes', 'Time unavailable that the query leaves out', minutes('excluded'), {
      unit: 'm',
      decimals: 1,
    }),
    number('observedShare', 'Share of the time range in which somebody looked, percent', observedShare, {
      ...PERCENT,
      decimals: 1,
    }),
    count('resources', 'Resources counted', (source, row) => sumAt(source, row).resources),
    ...lastColumns<AvailabilityRows>(),
  ],
  order: ['availability', '-downtimeMinutes', 'customer', 'subscription', 'resourceGroup', 'resource'],
  section: 'resourceHealth',
  alerting: { labels: PAST_LABELS, value: 'availability' },
  notices: (source) => source.notices,
});

function* sumUp(past: PastOfResources, query: CheckedQuery, reading: Reading): Steps<AvailabilityRows> {
  const { resources, range, notices } = past;
  const groups = yield* groupRows(resources, levelOf(query.grouping));
  const ofRow = eachWayOnce(past, (went, looked) => availabilityOf(went, looked, range, query.availability));
  const sums: Availability[] = [];
  let done = 0;
  for (const { rows } of groups) {
    const sum = rows.length === 1 ? ofRow(rows[0] as number) : noAvailability();
    for (const row of rows.length === 1 ? [] : rows) {
      addAvailability(sum, ofRow(row));
      if (++done % LIGHT_PAUSE_EVERY === 0) {
        yield;
      }
    }
    sums.push(sum);
    if (++done % LIGHT_PAUSE_EVERY === 0) {
      yield;
    }
  }
  return { reading, length: groups.length, groups, sums, notices };
}

function sumAt(source: AvailabilityRows, row: number): Availability {
  return source.sums[row] as Availability;
}

function minutes(name: 'down' | 'longest' | 'degraded' | 'unknown' | 'excluded') {
  return (source: AvailabilityRows, row: number) => sumAt(source, row)[name] / MINUTE;
}

function observedShare(source: AvailabilityRows, row: number): number | null {
  const { observed, range } = sumAt(source, row);
  return range > 0 ? (observed / range) * 100 : null;
}
