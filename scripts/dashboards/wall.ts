import { CUSTOMER, dashboard } from './dashboard.ts';
import { TO_CUSTOMER, TO_PORTAL, TO_RESOURCE } from './links.ts';
import { stat, sums, tiles } from './stats.ts';
import { table } from './tables.ts';

const filters = { customer: ['$customer'] };
const BY_CUSTOMER = { queryType: 'healthSummary', groupBy: 'customer', filters } as const;
const ACCESS = { queryType: 'tenantAccess', filters } as const;

export const wall = dashboard({
  uid: 'azurecsp-wall',
  title: 'Wall',
  description:
    'Is everything all right? Every customer by its worst state, counts, what is not healthy, how fresh it is.',
  variables: [CUSTOMER],
  panels: [
    sums(
      'Resources by health',
      [0, 0, 8, 4],
      'Unavailable: the platform’s doing, or nobody knows whose. Stopped: by the customer. Unknown: Azure has had no signal for about ten minutes, which is no failure by itself.',
      BY_CUSTOMER,
      [
        { field: 'unavailable', title: 'Unavailable', color: 'red' },
        { field: 'degraded', title: 'Degraded', color: 'orange' },
        { field: 'userInitiated', title: 'Stopped', color: 'blue' },
        { field: 'unknown', title: 'Unknown', color: '#8e8e8e' },
        { field: 'available', title: 'Available', color: 'green' },
      ],
    ),
    sums(
      'Alerts that nobody has closed',
      [8, 0, 6, 4],
      'Fired alerts of Azure Monitor by severity, over all customers.',
      { queryType: 'incidents', groupBy: 'customer', filters },
      [
        { field: 'critical', title: 'Sev0', color: 'red' },
        { field: 'error', title: 'Sev1', color: 'orange' },
        { field: 'warning', title: 'Sev2', color: 'yellow' },
        { field: 'informational', title: 'Sev3', color: 'blue' },
        { field: 'verbose', title: 'Sev4', color: 'purple' },
      ],
    ),
    stat(
      'Incidents',
      [14, 0, 3, 4],
      'Active incidents at Microsoft that touch a customer.',
      { queryType: 'serviceHealthEvents', filters: { ...filters, state: ['Active'], eventType: ['ServiceIssue'] } },
      {
        field: 'activeEvents',
        calc: 'sum',
        color: 'red',
        below: 'green',
        links: [
          {
            title: 'Open Service health',
            url: '/d/azurecsp-events?var-datasource=${datasource}&${customer:queryparam}',
          },
        ],
      },
    ),
    stat(
      'Tenants without access',
      [17, 0, 4, 4],
      'Tenants in which something that should be seen can not be. The table below says why and what to do.',
      ACCESS,
      {
        field: 'accessValue',
        calc: 'count',
        color: 'purple',
        below: 'green',
        atLeast: ['accessValue', 2],
        links: [
          {
            title: 'Open Access and collection',
            url: '/d/azurecsp-access?var-datasource=${datasource}&${customer:queryparam}',
          },
        ],
      },
    ),
    stat(
      'Oldest data',
      [21, 0, 3, 4],
      'Age of the oldest Resource Health on this page. Amber: older than two intervals.',
      BY_CUSTOMER,
      { field: 'ageSeconds', calc: 'max', unit: 's', below: 'green', color: 'orange', from: 300 },
    ),
    tiles(
      'Customers by worst state',
      [0, 4, 24, 12],
      'One tile a customer, the worst first. A click opens the customer.',
      { ...BY_CUSTOMER, sort: '-healthValue' },
      { name: 'customer', links: [TO_CUSTOMER] },
    ),
    table(
      'Not healthy',
      [0, 16, 15, 12],
      'Resources that are degraded or unavailable, the worst first. A name leads to the resource, here and in the Azure portal of its tenant.',
      { queryType: 'resourceHealth', filters: { ...filters, state: ['Unavailable', 'Degraded'] }, limit: 500 },
      {
        columns: [
          { from: 'Health', title: 'State', width: 116, colored: true },
          { from: 'customer', title: 'Customer', width: 176, links: [TO_CUSTOMER] },
          { from: 'resource', title: 'Resource', width: 130, links: [TO_RESOURCE, TO_PORTAL] },
          { from: 'resourceType', title: 'Type', width: 236 },
          { from: 'Since', title: 'For', width: 92 },
          { from: 'reasonType', title: 'Reason', width: 110 },
          { from: 'title', title: 'Title', width: 170 },
          { from: 'subscription', title: 'Subscription' },
        ],
      },
    ),
    table(
      'Access',
      [15, 16, 9, 12],
      "Tenants with nothing to see, or with something that should be seen and can't be, and what to do about it.",
      { ...ACCESS, sort: '-accessValue', limit: 100 },
      {
        atLeast: ['accessValue', 1],
        filterable: false,
        columns: [
          { from: 'accessValue', title: 'Access', width: 120, colored: true },
          { from: 'customer', title: 'Customer', width: 140, links: [TO_CUSTOMER] },
          { from: 'access', title: 'Why', width: 120 },
          { from: 'reason', title: 'What is the matter, and what to do' },
        ],
      },
    ),
  ],
});
