import { type Place, SEVERITIES } from './panels.ts';
import { stat, sums } from './stats.ts';

const filters = { customer: ['$customer'] };
export const BY_CUSTOMER = { queryType: 'healthSummary', groupBy: 'customer', filters, live: true } as const;
export const ACCESS = { queryType: 'tenantAccess', filters } as const;

/** What both walls begin with, in a place of the same size. */
export const FIRST: Place = [0, 0, 8, 4];

export const RESOURCES = sums(
  'Resources by health',
  FIRST,
  'Unavailable: the platform’s doing, or nobody knows whose. Stopped: by the customer. Unknown: Azure has had no signal for about ten minutes, which is no failure by itself.',
  BY_CUSTOMER,
  [
    { field: 'unavailable', title: 'Unavailable', color: 'red' },
    { field: 'degraded', title: 'Degraded', color: 'orange' },
    { field: 'userInitiated', title: 'Stopped', color: 'blue' },
    { field: 'unknown', title: 'Unknown', color: '#8e8e8e' },
    { field: 'available', title: 'Available', color: 'green' },
  ],
);

/** The other numbers over the tiles. Titles are short: on a small screen Grafana's icons beside them take half the room. */
export const NUMBERS = [
  sums(
    'Open alerts',
    [8, 0, 5, 4],
    'Fired alerts of Azure Monitor that nobody has closed, by severity, over all customers.',
    { queryType: 'incidents', groupBy: 'customer', filters },
    SEVERITIES.map(([title, meaning, color]) => ({ field: meaning.toLowerCase(), title, color })),
  ),
  stat(
    'Azure incidents',
    [13, 0, 5, 4],
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
    'No access',
    [18, 0, 3, 4],
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
    'Data age',
    [21, 0, 3, 4],
    'Age of the oldest Resource Health on this page. Amber: older than two intervals.',
    // Not live: Grafana's sign for it would take the title's room.
    { ...BY_CUSTOMER, live: false },
    { field: 'ageSeconds', calc: 'max', unit: 's', below: 'green', color: 'orange', from: 300 },
  ),
];
