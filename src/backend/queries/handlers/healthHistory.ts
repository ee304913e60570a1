import { selectTimelines, type TimelineRows } from '../past/pastTimelines.ts';
import { timelineTable } from '../past/stateTimeline.ts';
import { defineQuery } from '../defineQuery.ts';
import type { QueryHandler } from '../handler.ts';
import { healthColumns } from '../columns/healthColumns.ts';
import { lastColumns, omittedNames, PAST_LABELS, placeColumns } from '../past/pastColumns.ts';
import { NOBODY } from '../past/timeline.ts';
import { stateName } from '../columns/states.ts';

const alert = defineQuery<TimelineRows>({
  select: selectTimelines,
  omitted: (query) => omittedNames(query.grouping),
  columns: [
    ...placeColumns<TimelineRows>(),
    ...healthColumns<TimelineRows>('Worst state at the end of the time range', lastValue, (source, row) =>
      stateName(lastValue(source, row)),
    ),
    ...lastColumns<TimelineRows>(),
  ],
  order: ['customer', 'subscription', 'resourceGroup', 'resource'],
  section: 'resourceHealth',
  alerting: { labels: PAST_LABELS, value: 'healthValue' },
  notices: (source) => source.notices,
});

/**
 * How states went over the panel's time range: one frame of a time column and one text column a resource or group, as
 * the state timeline takes it. Null where nobody looked.
 * https://grafana.com/docs/grafana/latest/panels-visualizations/visualizations/state-timeline/
 */
export const handler: QueryHandler = {
  columns: [
    { name: 'time', type: 'time', description: 'When one of the states changed' },
    {
      name: 'state',
      type: 'string',
      description: 'State from then on, under the name of the resource or group; null where nobody looked',
    },
    ...alert.columns,
  ],
  alerting: alert.alerting,
  run: (query, context) => (query.format === 'alerting' ? alert.run(query, context) : timelineTable(query, context)),
};

function lastValue(source: TimelineRows, row: number): number | null {
  const value = source.timelines[row]?.at(-1) ?? NOBODY;
  return value === NOBODY ? null : value;
}
