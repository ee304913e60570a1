import { CUSTOMER, dashboard } from './dashboard.ts';
import { TO_CUSTOMER } from './links.ts';
import { panel, target } from './panels.ts';
import { stat } from './stats.ts';
import { table } from './tables.ts';

const filters = { customer: ['$customer'] };
const ACCESS = { queryType: 'tenantAccess', filters } as const;

/** Sections in words. */
const SECTIONS = {
  subscriptions: 'Subscriptions',
  inventory: 'Inventory',
  resourceHealth: 'Resource health',
  serviceHealthEvents: 'Service health',
  impactedResources: 'Impacted',
  alertRules: 'Alert rules',
  alerts: 'Alerts',
  resourceChanges: 'Changes',
  tenantEvents: 'Tenant events',
  vmAnnotations: 'VM annotations',
};

export const access = dashboard({
  uid: 'azurecsp-access',
  title: 'Access and collection',
  description:
    'Who can be read and how, what ends soon, what is collected and how old it is, and what Microsoft was asked.',
  variables: [CUSTOMER],
  from: 'now-1h',
  panels: [
    stat('Tenants without access', [0, 0, 5, 4], 'Tenants in which something that should be seen can not be.', ACCESS, {
      field: 'accessValue',
      calc: 'count',
      color: 'purple',
      below: 'green',
      atLeast: ['accessValue', 2],
    }),
    stat(
      'Credentials to look at',
      [5, 0, 5, 4],
      'Credentials and GDAP relationships that end within 30 days, idle, ended or failing.',
      { queryType: 'credentials', filters },
      { field: 'credentialValue', calc: 'count', color: 'orange', below: 'green', atLeast: ['credentialValue', 1] },
    ),
    stat(
      'Sections not fresh',
      [10, 0, 5, 4],
      'Sections of tenants of which some or all is overdue or failed.',
      { queryType: 'collectorStatus', groupBy: 'tenant', filters },
      { field: 'collectorValue', calc: 'count', color: 'orange', below: 'green', atLeast: ['collectorValue', 1] },
    ),
    stat(
      'Throttled now',
      [15, 0, 4, 4],
      'Budgets of which Microsoft asks to wait.',
      { queryType: 'rateLimits', filters },
      { field: 'throttleValue', calc: 'sum', color: 'orange', below: 'green' },
    ),
    stat(
      'Failed calls',
      [19, 0, 5, 4],
      'Calls to Microsoft in the time range that did not end well.',
      { queryType: 'apiAccessLog', groupBy: 'api', filters },
      { field: 'failed', calc: 'sum', color: 'orange', below: 'green' },
    ),
    table(
      'Tenants',
      [0, 4, 24, 9],
      'How each tenant is entered, what can be read in it, and what to do where it can not.',
      { ...ACCESS, limit: 1000 },
      {
        columns: [
          { from: 'accessValue', title: 'Access', width: 120, colored: true },
          { from: 'customer', title: 'Customer', width: 180, links: [TO_CUSTOMER] },
          { from: 'entry', title: 'Entered by', width: 110 },
          { from: 'credential', title: 'Credential', width: 112 },
          { from: 'access', title: 'Why', width: 166 },
          { from: 'reason', title: 'What is the matter, and what to do', grows: true, width: 410 },
          { from: 'subscriptions', title: 'Subscriptions', width: 128 },
          { from: 'subscriptionsReadable', title: 'Readable', width: 96 },
          { from: 'roles', title: 'Roles', width: 200 },
          { from: 'gdapDaysLeft', title: 'GDAP, days', width: 118 },
          { from: 'lastSuccess', title: 'Last read' },
        ],
      },
    ),
    table(
      'Credentials and relationships',
      [0, 13, 24, 8],
      'What lets the data source in, and until when. Never a secret.',
      { queryType: 'credentials', filters, limit: 500 },
      {
        columns: [
          { from: 'credentialValue', title: 'State', width: 86, colored: true },
          { from: 'credential', title: 'Name', width: 250 },
          { from: 'customer', title: 'Customer', width: 170, links: [TO_CUSTOMER] },
          { from: 'expires', title: 'What ends', width: 124 },
          { from: 'daysLeft', title: 'Days left', width: 100 },
          { from: 'expiresAt', title: 'Ends', width: 160 },
          { from: 'reason', title: 'What is the matter, and what to do', grows: true, width: 400 },
          { from: 'kind', title: 'Kind', width: 180 },
          { from: 'autoExtends', title: 'Extends itself', width: 130 },
          { from: 'tenants', title: 'Tenants', width: 94 },
          { from: 'refreshTokenIdleDays', title: 'Idle, days' },
        ],
      },
    ),
    panel(
      'table',
      'What is collected',
      [0, 21, 24, 10],
      'Each section of each tenant: fine, partly, failed. Empty where there is nothing to collect.',
      {
        targets: [target({ queryType: 'collectorStatus', groupBy: 'tenant', filters, limit: 10_000 })],
        transformations: [
          {
            id: 'groupingToMatrix',
            options: { rowField: 'customer', columnField: 'section', valueField: 'collectorValue', emptyValue: 'null' },
          },
        ],
        fieldConfig: {
          defaults: {
            noValue: '',
            color: { mode: 'thresholds' },
            thresholds: { mode: 'absolute', steps: [{ color: 'transparent', value: null }] },
            custom: { align: 'left', minWidth: 126, cellOptions: { type: 'color-background', mode: 'basic' } },
          },
          overrides: [
            ...Object.entries(SECTIONS).map(([section, displayName]) => ({
              matcher: { id: 'byName', options: section },
              properties: [{ id: 'displayName', value: displayName }],
            })),
            {
              matcher: { id: 'byName', options: 'customer\\section' },
              properties: [
                { id: 'displayName', value: 'Customer' },
                { id: 'custom.width', value: 176 },
                { id: 'custom.cellOptions', value: { type: 'auto' } },
              ],
            },
          ],
        },
        options: { showHeader: true, cellHeight: 'sm', footer: { show: false } },
      },
    ),
    table(
      'Slowest and oldest',
      [0, 31, 12, 9],
      'Sections of tenants, what is not fresh first.',
      { queryType: 'collectorStatus', groupBy: 'tenant', filters, sort: '-collectorValue', limit: 1000 },
      {
        columns: [
          { from: 'collectorValue', title: 'State', width: 76, colored: true },
          { from: 'section', title: 'Section', width: 150 },
          { from: 'customer', title: 'Customer', width: 150, links: [TO_CUSTOMER] },
          { from: 'Age', title: 'Age', width: 84 },
          { from: 'Slowest', title: 'Slowest', width: 92 },
          { from: 'error', title: 'What went wrong, and what to do', width: 320 },
          { from: 'failed', title: 'Failed', width: 76 },
          { from: 'parts', title: 'Parts' },
        ],
      },
    ),
    table(
      'Throttle budgets',
      [12, 31, 12, 9],
      'What Microsoft last said is left, the fullest first.',
      { queryType: 'rateLimits', filters, sort: '-shareUsed', limit: 500 },
      {
        columns: [
          { from: 'state', title: 'State', width: 80 },
          { from: 'api', title: 'API', width: 170 },
          { from: 'customer', title: 'Customer', width: 150 },
          { from: 'shareUsed', title: 'In use', width: 80 },
          { from: 'remaining', title: 'Left', width: 76 },
          { from: 'waiting', title: 'Waiting', width: 88 },
          { from: 'throttles', title: '429s', width: 72 },
          { from: 'subscription', title: 'Subscription', width: 160 },
          { from: 'throttledUntil', title: 'Throttled until' },
        ],
      },
    ),
    table(
      'Calls to Microsoft',
      [0, 40, 24, 11],
      'Each call of the time range, the newest first. Paths are templates without ids of people.',
      { queryType: 'apiAccessLog', filters, limit: 1000 },
      {
        columns: [
          { from: 'time', title: 'When', width: 170 },
          { from: 'customer', title: 'Customer', width: 150, links: [TO_CUSTOMER] },
          { from: 'api', title: 'API', width: 190 },
          { from: 'method', title: 'Method', width: 88 },
          { from: 'path', title: 'Path', grows: true, width: 430 },
          { from: 'status', title: 'Status', width: 80 },
          { from: 'Duration', title: 'Duration', width: 96 },
          { from: 'errorCode', title: 'Error', width: 160 },
          { from: 'retries', title: 'Retries', width: 88 },
          { from: 'reason', title: 'Why', width: 190 },
          { from: 'requestId', title: 'Request id' },
        ],
      },
    ),
  ],
});
