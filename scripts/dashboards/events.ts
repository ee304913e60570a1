import type { CspQuery } from '../../src/shared/query.ts';
import { CUSTOMER, dashboard } from './dashboard.ts';
import { stat, table } from './panels.ts';

const filters = { customer: ['$customer'] };

function active(eventType: string): Partial<CspQuery> {
  return { queryType: 'serviceHealthEvents', filters: { ...filters, state: ['Active'], eventType: [eventType] } };
}

function count(index: number, title: string, eventType: string, color: string, description: string) {
  const options = { field: 'activeEvents', calc: 'sum', color, below: 'green' };
  return stat(title, [index * 6, 0, 6, 4], description, active(eventType), options);
}

export const events = dashboard({
  uid: 'azurecsp-events',
  title: 'Service health',
  description:
    "Microsoft's incidents, maintenance and advisories: one row each over all customers, and whom it touches.",
  variables: [CUSTOMER],
  from: 'now-7d',
  panels: [
    count(0, 'Active incidents', 'ServiceIssue', 'red', 'Incidents of Azure that touch a customer and are not over.'),
    count(1, 'Planned maintenance', 'PlannedMaintenance', 'blue', 'Maintenance that is announced or under way.'),
    count(2, 'Health advisories', 'HealthAdvisory', 'orange', 'Changes that may ask customers to act.'),
    count(
      3,
      'Security advisories',
      'SecurityAdvisory',
      'purple',
      'Security advisories; the text of sensitive ones is not shown.',
    ),
    table(
      'Events',
      [0, 4, 24, 12],
      'One row for each event of Microsoft, however many customers and subscriptions it touches.',
      { queryType: 'serviceHealthEvents', filters, limit: 500 },
      {
        columns: [
          { from: 'status', title: 'Status', width: 90 },
          { from: 'title', title: 'Event', width: 380 },
          { from: 'eventType', title: 'Type', width: 160 },
          { from: 'eventLevel', title: 'Level', width: 110 },
          { from: 'customers', title: 'Customers', width: 120 },
          { from: 'customerNames', title: 'Whom', width: 300 },
          { from: 'services', title: 'Services', width: 180 },
          { from: 'regions', title: 'Regions', width: 160 },
          { from: 'time', title: 'Began', width: 170 },
          { from: 'lastUpdate', title: 'Last update', width: 170 },
          { from: 'trackingId', title: 'Tracking id', width: 110 },
        ],
      },
    ),
    table(
      'Impacted resources',
      [0, 16, 24, 12],
      'Resources that events name, with the health that they have now.',
      { queryType: 'impactedResources', filters, limit: 500 },
      {
        columns: [
          { from: 'Health', title: 'Health', width: 140, colored: true },
          { from: 'customer', title: 'Customer', width: 180 },
          { from: 'resource', title: 'Resource', width: 180 },
          { from: 'resourceType', title: 'Type', width: 260 },
          { from: 'region', title: 'Region', width: 130 },
          { from: 'subscription', title: 'Subscription', width: 220 },
          { from: 'title', title: 'Event', width: 320 },
          { from: 'status', title: 'Status', width: 100 },
          { from: 'trackingId', title: 'Tracking id' },
        ],
      },
    ),
  ],
});
