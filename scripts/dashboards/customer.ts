import { CUSTOMER, dashboard } from './dashboard.ts';
import { HEALTH, panel, table, target, tiles } from './panels.ts';

const filters = { customer: ['$customer'] };

export const customer = dashboard({
  uid: 'azurecsp-customer',
  title: 'Customer',
  description: 'One customer: what is wrong, since when, how available it was, what changed, how it hangs together.',
  variables: [{ ...CUSTOMER, multi: false, includeAll: false, current: {} }],
  from: 'now-6h',
  panels: [
    tiles(
      'Subscriptions by worst state',
      [0, 0, 24, 5],
      'One tile a subscription, the worst first.',
      { queryType: 'healthSummary', groupBy: 'subscription', filters, sort: '-healthValue' },
      'subscription',
    ),
    panel(
      'state-timeline',
      'Health over time',
      [0, 5, 14, 9],
      'The worst state of each resource type. Gaps are times in which nobody looked.',
      {
        targets: [target({ queryType: 'healthHistory', groupBy: 'resourceType', filters, limit: 30 })],
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
      },
    ),
    table(
      'Availability',
      [14, 5, 10, 9],
      'Share of the time that resources were available, of the time in which somebody looked.',
      { queryType: 'availability', groupBy: 'resourceType', filters, limit: 200 },
      {
        columns: [
          { from: 'resourceType', title: 'Type', width: 250 },
          { from: 'Availability', title: 'Available', width: 110 },
          { from: 'downtimeMinutes', title: 'Down, min', width: 100 },
          { from: 'outages', title: 'Outages', width: 90 },
          { from: 'observedShare', title: 'Observed' },
        ],
      },
    ),
    table(
      'Why',
      [0, 14, 14, 7],
      'The chain of causes from each subscription down to the resource that is worst.',
      { queryType: 'healthSummary', groupBy: 'subscription', filters, rollup: { policy: 'worstOf' }, limit: 100 },
      {
        columns: [
          { from: 'Health', title: 'State', width: 150, colored: true },
          { from: 'subscription', title: 'Subscription', width: 220 },
          { from: 'resources', title: 'Resources', width: 100 },
          { from: 'why', title: 'Why' },
        ],
      },
    ),
    table(
      'Changes',
      [14, 14, 10, 7],
      'What came, went, scaled or changed, newest first.',
      { queryType: 'changes', filters, limit: 200 },
      {
        columns: [
          { from: 'time', title: 'When', width: 160 },
          { from: 'change', title: 'Change', width: 120 },
          { from: 'title', title: 'What' },
        ],
      },
    ),
    panel(
      'nodeGraph',
      'Topology',
      [0, 21, 24, 14],
      'Tenant, subscriptions, resource groups and the resources in trouble; the ring shows the states below.',
      {
        targets: [target({ queryType: 'topology', filters, limit: 150 })],
        options: { nodes: {}, edges: {} },
      },
    ),
  ],
});
