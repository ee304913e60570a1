import { CUSTOMER, dashboard, variable } from './dashboard.ts';
import { TO_CUSTOMER, TO_PORTAL, TO_RESOURCE } from './links.ts';
import { panel, SEVERITY, target } from './panels.ts';
import { table } from './tables.ts';
import { timeline } from './timeline.ts';

const scope = { customer: ['$customer'], subscription: ['$subscription'], resourceType: ['$resourceType'] };
const one = { resource: ['$resource'] };

export const resources = dashboard({
  uid: 'azurecsp-resources',
  title: 'Resources',
  description:
    'Which resources, the worst first; and one of them whole: history, what Azure advises, its alerts, metrics and activity log.',
  variables: [
    CUSTOMER,
    variable({ name: 'subscription', label: 'Subscription', kind: 'subscription', scope: { customer: ['$customer'] } }),
    variable({ name: 'resourceType', label: 'Type', kind: 'resourceType', scope: { customer: ['$customer'] } }),
    variable({ name: 'resource', label: 'Resource', kind: 'resource', scope, single: true, order: 'badness' }),
  ],
  from: 'now-7d',
  panels: [
    table(
      'Resources by badness',
      [0, 0, 24, 8],
      'Resources with a health, the worst first. A name chooses the resource for the panels below.',
      { queryType: 'resourceHealth', filters: scope, limit: 1000 },
      {
        columns: [
          { from: 'Health', title: 'State', width: 130, colored: true },
          { from: 'resource', title: 'Resource', width: 180, links: [TO_RESOURCE, TO_PORTAL] },
          { from: 'resourceType', title: 'Type', width: 260 },
          { from: 'Since', title: 'For', width: 92 },
          { from: 'reasonType', title: 'Reason', width: 120 },
          { from: 'title', title: 'Title', width: 210 },
          { from: 'customer', title: 'Customer', width: 190, links: [TO_CUSTOMER] },
          { from: 'subscription', title: 'Subscription', width: 220 },
          { from: 'resourceGroup', title: 'Resource group', width: 150 },
          { from: 'location', title: 'Location' },
        ],
      },
    ),
    table(
      'Now: ${resource:text}',
      [0, 8, 24, 4],
      'What Azure Resource Health says of it.',
      { queryType: 'resourceHealth', filters: one, limit: 10 },
      {
        filterable: false,
        columns: [
          { from: 'Health', title: 'State', width: 130, colored: true },
          { from: 'resource', title: 'Resource', width: 160, links: [TO_PORTAL] },
          { from: 'Since', title: 'For', width: 92 },
          { from: 'reasonType', title: 'Reason', width: 120 },
          { from: 'summary', title: 'Summary' },
        ],
      },
    ),
    table(
      'What Azure advises',
      [0, 12, 24, 4],
      'What Azure recommends to do, and what it noted about a virtual machine.',
      { queryType: 'resourceHealth', filters: one, limit: 10 },
      {
        filterable: false,
        columns: [
          { from: 'recommendedActions', title: 'Recommended', width: 620 },
          { from: 'annotation', title: 'Note', width: 210 },
          { from: 'annotationSummary', title: 'What was noted' },
        ],
      },
    ),
    timeline('Its health over time', [0, 16, 12, 5], 'From our own record. Gaps are times in which nobody looked.', {
      queryType: 'healthHistory',
      filters: one,
      limit: 10,
    }),
    table(
      'Its alerts',
      [12, 16, 12, 5],
      'Alerts of Azure Monitor on it in the time range.',
      { queryType: 'incidents', filters: one, limit: 100 },
      {
        filterable: false,
        columns: [
          { from: 'severity', title: 'Severity', width: 130, mappings: SEVERITY },
          { from: 'monitorCondition', title: 'Condition', width: 110 },
          { from: 'alertState', title: 'State', width: 120 },
          { from: 'Since', title: 'For', width: 90 },
          { from: 'ruleName', title: 'Rule' },
        ],
      },
    ),
    panel(
      'timeseries',
      'Its main metric',
      [0, 21, 10, 8],
      'The metric that tells most about its type, from Azure Monitor.',
      {
        targets: [target({ queryType: 'metrics', filters: one, metric: { name: 'auto' } })],
        fieldConfig: {
          defaults: { custom: { lineWidth: 2, fillOpacity: 10, showPoints: 'auto', spanNulls: false } },
          overrides: [],
        },
        options: {
          legend: { displayMode: 'list', placement: 'bottom', showLegend: true },
          tooltip: { mode: 'multi', sort: 'none' },
        },
      },
    ),
    table(
      'Its activity log',
      [10, 21, 14, 8],
      'What was done to it, by whom, newest first.',
      { queryType: 'activityLog', filters: one, limit: 200 },
      {
        filterable: false,
        columns: [
          { from: 'time', title: 'When', width: 160 },
          { from: 'operation', title: 'Operation', grows: true, width: 350 },
          { from: 'status', title: 'Status', width: 84 },
          { from: 'level', title: 'Level', width: 106 },
          { from: 'caller', title: 'By' },
        ],
      },
    ),
    table(
      'Its changes',
      [0, 29, 24, 7],
      'What changed about it, from our own pictures and from Azure.',
      { queryType: 'changes', filters: one, limit: 200 },
      {
        filterable: false,
        columns: [
          { from: 'time', title: 'When', width: 160 },
          { from: 'change', title: 'Change', width: 130 },
          { from: 'text', title: 'Before and after', width: 520 },
          { from: 'changedBy', title: 'By', width: 240 },
          { from: 'source', title: 'Seen by' },
        ],
      },
    ),
  ],
});
