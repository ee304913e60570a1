import { panel, type Panel, type Place, type Query, STATES_OVER_TIME, target } from './panels.ts';

/** States over time as bands, each with its name. */
export function timeline(title: string, place: Place, description: string, query: Query): Panel {
  return panel('state-timeline', title, place, description, {
    targets: [target(query)],
    // Types of resources leave their bands more room without the provider's first word.
    transformations: [{ id: 'renameByRegex', options: { regex: '^[Mm]icrosoft\\.(.+/.+)$', renamePattern: '$1' } }],
    fieldConfig: {
      defaults: {
        custom: { lineWidth: 0, fillOpacity: 80 },
        color: { mode: 'thresholds' },
        thresholds: { mode: 'absolute', steps: [{ color: '#464c54', value: null }] },
      },
      overrides: [
        // Null is a time of which nothing is known. The data source's own texts give way to an override only.
        {
          matcher: { id: 'byType', options: 'string' },
          properties: [{ id: 'mappings', value: STATES_OVER_TIME }],
        },
      ],
    },
    options: {
      mergeValues: true,
      showValue: 'auto',
      alignValue: 'left',
      rowHeight: 0.85,
      legend: { showLegend: true, displayMode: 'list', placement: 'bottom' },
      tooltip: { mode: 'single', sort: 'none' },
    },
  });
}
