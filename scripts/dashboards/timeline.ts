import { HEALTH, panel, type Panel, type Place, type Query, target } from './panels.ts';

/** States over time as bands, each with its name. */
export function timeline(title: string, place: Place, description: string, query: Query): Panel {
  return panel('state-timeline', title, place, description, {
    targets: [target(query)],
    fieldConfig: {
      defaults: {
        custom: { lineWidth: 0, fillOpacity: 80 },
        mappings: HEALTH,
        color: { mode: 'thresholds' },
        thresholds: { mode: 'absolute', steps: [{ color: '#464c54', value: null }] },
      },
      overrides: [],
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
