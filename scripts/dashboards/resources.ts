import { CUSTOMER, dashboard, variable } from './dashboard.ts';
import { panel, table, target } from './panels.ts';

const scope = { customer: ['$customer'], resource: ['$resource'] };
const SIZES = 'resources | summarize count() by type, location | order by count_ desc';

export const resource = dashboard({
  uid: 'azurecsp-resource',
  title: 'Resource',
  description: 'One resource: its state, its history, its metrics, what was done to it.',
  variables: [
    { ...CUSTOMER, multi: false, includeAll: false, current: {} },
    variable({
      name: 'resource',
      label: 'Resource',
      kind: 'resource',
      scope: { customer: ['$customer'], resourceType: ['Microsoft.Compute/virtualMachines'] },
      single: true,
    }),
  ],
  from: 'now-24h',
  panels: [
    table(
      'Health',
      [0, 0, 24, 5],
      'What Azure Resource Health says of it now.',
      { queryType: 'resourceHealth', filters: scope },
      {
        filterable: false,
        columns: [
          { from: 'Health', title: 'Health', width: 130, colored: true },
          { from: 'resource', title: 'Resource', width: 180 },
          { from: 'resourceType', title: 'Type', width: 240 },
          { from: 'Since', title: 'For', width: 100 },
          { from: 'reasonType', title: 'Reason', width: 120 },
          { from: 'title', title: 'Title', width: 220 },
          { from: 'summary', title: 'Summary' },
        ],
      },
    ),
    panel('timeseries', 'CPU', [0, 13, 12, 10], 'Percentage CPU of the virtual machine, from Azure Monitor.', {
      targets: [
        target({
          queryType: 'metrics',
          filters: scope,
          metric: { namespace: 'Microsoft.Compute/virtualMachines', name: 'Percentage CPU', aggregation: 'Average' },
        }),
      ],
      fieldConfig: {
        defaults: { custom: { lineWidth: 2, fillOpacity: 10, showPoints: 'never', spanNulls: false } },
        overrides: [],
      },
      options: {
        legend: { displayMode: 'list', placement: 'bottom', showLegend: true },
        tooltip: { mode: 'multi', sort: 'none' },
      },
    }),
    table(
      'Activity log',
      [12, 13, 12, 10],
      'What was done to it, by whom, newest first.',
      { queryType: 'activityLog', filters: scope, limit: 200 },
      {
        columns: [
          { from: 'time', title: 'When', width: 170 },
          { from: 'level', title: 'Level', width: 110 },
          { from: 'operation', title: 'Operation', width: 240 },
          { from: 'status', title: 'Status', width: 100 },
          { from: 'caller', title: 'By' },
        ],
      },
    ),
    table(
      'Inventory of the customer',
      [0, 23, 24, 9],
      'Any Kusto query over Resource Graph; this one counts resources by type and location.',
      { queryType: 'resourceGraph', filters: { customer: ['$customer'] }, kql: SIZES, limit: 200 },
      {
        columns: [
          { from: 'customer', title: 'Customer', width: 200 },
          { from: 'type', title: 'Type', width: 360 },
          { from: 'location', title: 'Location', width: 200 },
          { from: 'count_', title: 'Resources' },
        ],
      },
    ),
  ],
});
