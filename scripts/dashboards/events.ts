import type { CspQuery } from '../../src/shared/query.ts';
import { CUSTOMER, dashboard, variable } from './dashboard.ts';
import { TO_CUSTOMER, TO_RESOURCE, TO_EVENT } from './links.ts';
import { EVENT_TYPE } from './panels.ts';
import { stat } from './stats.ts';
import { type ColumnOptions, table } from './tables.ts';

const filters = { customer: ['$customer'] };
const chosen = { ...filters, trackingId: ['$event'] };

export const EVENT_COLUMNS = {
  type: { from: 'eventType', title: 'Type', width: 140, mappings: EVENT_TYPE },
  services: { from: 'services', title: 'Services', width: 170 },
  regions: { from: 'regions', title: 'Regions', width: 160 },
  began: { from: 'time', title: 'Began', width: 170 },
} satisfies Record<string, ColumnOptions>;

/** What Azure's public status says is about no customer: who chooses some sees it all the same. */
const EMERGING: Partial<CspQuery> = { queryType: 'serviceHealthEvents', filters: { eventType: ['EmergingIssues'] } };
const SUM = { field: 'activeEvents', calc: 'sum', below: 'green' } as const;

function active(eventType: string): Partial<CspQuery> {
  return { queryType: 'serviceHealthEvents', filters: { ...filters, state: ['Active'], eventType: [eventType] } };
}

function count(index: number, title: string, eventType: string, color: string, description: string) {
  return stat(title, [index * 5, 0, 5, 4], description, active(eventType), { ...SUM, color });
}

export const events = dashboard({
  uid: 'azurecsp-events',
  title: 'Service health',
  description:
    "Microsoft's incidents, maintenance and advisories: one row each over all customers, and whom it touches.",
  variables: [CUSTOMER, variable({ name: 'event', label: 'Event', kind: 'trackingId', scope: filters })],
  from: 'now-7d',
  panels: [
    count(0, 'Active incidents', 'ServiceIssue', 'red', 'Incidents of Azure that touch a customer and are not over.'),
    count(1, 'Maintenance', 'PlannedMaintenance', 'blue', 'Maintenance that is announced or under way.'),
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
      [0, 4, 24, 11],
      'One row for each event of Microsoft, however many customers and subscriptions it touches. A title chooses the event for the tables below.',
      { queryType: 'serviceHealthEvents', filters, limit: 500 },
      {
        columns: [
          { from: 'status', title: 'Status', width: 86 },
          { from: 'title', title: 'Event', grows: true, width: 320, links: [TO_EVENT] },
          EVENT_COLUMNS.type,
          { from: 'customers', title: 'Customers', width: 110 },
          { from: 'customerNames', title: 'Whom', grows: true, width: 220 },
          EVENT_COLUMNS.services,
          EVENT_COLUMNS.began,
          EVENT_COLUMNS.regions,
          { from: 'eventLevel', title: 'Level', width: 110 },
          { from: 'lastUpdate', title: 'Last update', width: 170 },
          { from: 'trackingId', title: 'Tracking id' },
        ],
      },
    ),
    table(
      'Whom it touches',
      [0, 15, 10, 13],
      'Customers that the chosen events touch, and which of their subscriptions.',
      { queryType: 'serviceHealthEvents', groupBy: 'customer', filters: chosen, limit: 500 },
      {
        columns: [
          { from: 'customer', title: 'Customer', width: 170, links: [TO_CUSTOMER] },
          { from: 'title', title: 'Event', width: 180 },
          { from: 'subscriptionNames', title: 'Subscriptions', grows: true, width: 180 },
          { from: 'status', title: 'Status', width: 86 },
          { from: 'reach', title: 'Reach' },
        ],
      },
    ),
    table(
      'Impacted resources',
      [10, 15, 14, 13],
      'Resources that the chosen events name, with the health that they have now.',
      { queryType: 'impactedResources', filters: chosen, limit: 500 },
      {
        columns: [
          { from: 'Health', title: 'Health', width: 104, colored: true },
          { from: 'customer', title: 'Customer', width: 160, links: [TO_CUSTOMER] },
          { from: 'resource', title: 'Resource', width: 140, links: [TO_RESOURCE] },
          { from: 'title', title: 'Event', grows: true, width: 200 },
          { from: 'region', title: 'Region', width: 120 },
          { from: 'resourceType', title: 'Type', width: 240 },
          { from: 'trackingId', title: 'Tracking id' },
        ],
      },
    ),
    stat(
      'Emerging',
      [20, 0, 4, 4],
      'What Azure’s public status says, before anybody knows whom it touches.',
      EMERGING,
      { ...SUM, color: 'yellow' },
    ),
    table(
      'Emerging issues',
      [0, 28, 24, 6],
      'What Azure’s public status says, before anybody knows whom it touches. Empty on most days.',
      EMERGING,
      {
        columns: [
          { from: 'status', title: 'Status', width: 90 },
          { from: 'title', title: 'Issue', width: 380 },
          EVENT_COLUMNS.services,
          EVENT_COLUMNS.regions,
          EVENT_COLUMNS.began,
          { from: 'text', title: 'What Azure says' },
        ],
      },
    ),
  ],
});
