import { CUSTOMER, dashboard } from './dashboard.ts';
import { stat, table, tiles, type Place } from './panels.ts';

const filters = { customer: ['$customer'] };
const BY_CUSTOMER = { queryType: 'healthSummary', groupBy: 'customer', filters } as const;
const ACCESS = { queryType: 'tenantAccess', filters } as const;
const kpi = (index: number): Place => [index * 3, 0, 3, 4];

function count(index: number, title: string, field: string, color: string, description: string) {
  return stat(title, kpi(index), description, BY_CUSTOMER, { field, calc: 'sum', color });
}

export const wall = dashboard({
  uid: 'azurecsp-wall',
  title: 'Wall',
  description:
    'Is everything all right? Every customer by its worst state, counts, what is not healthy, how fresh it is.',
  variables: [CUSTOMER],
  panels: [
    count(0, 'Unavailable', 'unavailable', 'red', "Unavailable by the platform's doing or for an unknown cause."),
    count(1, 'Degraded', 'degraded', 'orange', 'Resources that work worse than they should.'),
    count(2, 'Customer stopped', 'userInitiated', 'blue', 'Unavailable because the customer stopped them.'),
    count(
      3,
      'Unknown',
      'unknown',
      '#8e8e8e',
      'Azure has had no signal for about ten minutes. Not a failure by itself.',
    ),
    count(4, 'Available', 'available', 'green', 'Resources that Azure reports as available.'),
    count(5, 'No health', 'withoutHealth', 'text', 'Resources without Resource Health. Never counted as healthy.'),
    stat(
      'Tenants without access',
      kpi(6),
      'Tenants in which something that should be seen can not be. The table below says why and what to do.',
      ACCESS,
      {
        field: 'accessValue',
        calc: 'count',
        color: 'purple',
        below: 'green',
        atLeast: ['accessValue', 2],
      },
    ),
    stat(
      'Oldest data',
      kpi(7),
      'Age of the oldest Resource Health on this page. Amber: older than two intervals.',
      BY_CUSTOMER,
      {
        field: 'ageSeconds',
        calc: 'max',
        unit: 's',
        below: 'green',
        color: 'orange',
        from: 300,
      },
    ),
    tiles(
      'Customers by worst state',
      [0, 4, 24, 11],
      'One tile a customer, the worst first.',
      { ...BY_CUSTOMER, sort: '-healthValue' },
      'customer',
    ),
    table(
      'Not healthy',
      [0, 15, 15, 13],
      'Resources that are degraded or unavailable, the worst first. A name leads to the resource in the Azure portal of its tenant.',
      { queryType: 'resourceHealth', filters: { ...filters, state: ['Unavailable', 'Degraded'] }, limit: 500 },
      {
        columns: [
          { from: 'Health', title: 'State', width: 116, colored: true },
          { from: 'customer', title: 'Customer', width: 176 },
          { from: 'resource', title: 'Resource', width: 130 },
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
      [15, 15, 9, 13],
      "Tenants with nothing to see, or with something that should be seen and can't be, and what to do about it.",
      { ...ACCESS, sort: '-accessValue', limit: 100 },
      {
        atLeast: ['accessValue', 1],
        filterable: false,
        columns: [
          { from: 'accessValue', title: 'Access', width: 120, colored: true },
          { from: 'customer', title: 'Customer', width: 140 },
          { from: 'access', title: 'Why', width: 120 },
          { from: 'reason', title: 'What is the matter, and what to do' },
        ],
      },
    ),
  ],
});
