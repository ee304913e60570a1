import type { ServiceHealthEvent } from '../../estate/rows/serviceHealthEvent.ts';
import { type ColumnOptions, type ColumnSpec, count, flag, number, text, time } from '../columns/columns.ts';
import { defineQuery } from '../defineQuery.ts';
import { customerColumns, freshnessColumns, portalColumn } from '../columns/place.ts';
import { regionsOf, servicesOf } from '../serviceHealth/eventFilter.ts';
import { eventsPageUrl, eventUrl } from '../serviceHealth/eventLinks.ts';
import { type EventRows, freshnessAt, groupAt } from '../serviceHealth/eventRows.ts';
import { selectEvents } from '../serviceHealth/selectEvents.ts';
import { LEVEL_MAPPINGS, STATUS_MAPPINGS } from '../serviceHealth/eventWords.ts';
import { customersAt, endOf, named, reachAt, summaryOf } from '../serviceHealth/eventTexts.ts';

const CUSTOMER = ['customer', 'customerId', 'tenantId'];
const NO_COLUMNS: ReadonlySet<string> = new Set();
const LINKS: ColumnOptions = {
  links: [{ title: 'Open the event in Azure', url: '${__data.fields.eventUrl:raw}', targetBlank: true }],
};

/**
 * What Microsoft says of its own services: one row an event over all customers. `time`, `timeEnd`, `title`, `text`,
 * `tags` and `id` are what Grafana makes annotations of, so they keep these names.
 * https://learn.microsoft.com/azure/service-health/overview
 */
export const handler = defineQuery<EventRows>({
  select: selectEvents,
  omitted: (query) => (query.format === 'alerting' || query.grouping === 'customer' ? NO_COLUMNS : new Set(CUSTOMER)),
  columns: [
    word('status', 'Active or Resolved', ({ status }) => status, { mappings: STATUS_MAPPINGS }),
    word('title', 'Title of the event', ({ title, trackingId }) => title ?? trackingId, LINKS),
    word('eventType', 'ServiceIssue, PlannedMaintenance, HealthAdvisory, …', ({ eventType }) => eventType),
    word('eventSubType', 'Retirement, PriceChanges, …', ({ eventSubType }) => eventSubType),
    word('eventLevel', 'Critical, Error, Warning or Informational', ({ eventLevel }) => eventLevel, {
      mappings: LEVEL_MAPPINGS,
    }),
    word('level', 'Critical or Warning', ({ level }) => level, { mappings: LEVEL_MAPPINGS }),
    word('stage', 'Active, In Progress, Updated, Resolved, …, where Azure says so', ({ stage }) => stage),
    ...customerColumns<EventRows>((source, row) => groupAt(source, row).customer ?? null),
    text('tenantId', 'Microsoft Entra tenant id', tenantAt),
    count('customers', 'Customers that it touches', (source, row) => customersAt(source, row).length),
    text('customerNames', 'Their names', (source, row) => named(customersAt(source, row))),
    count('subscriptions', 'Subscriptions that it touches', (source, row) => groupAt(source, row).views.length),
    text('subscriptionNames', 'Their names', (source, row) =>
      named(groupAt(source, row).views.map((view) => view.subscription.name)),
    ),
    text('reach', 'Subscriptions, Tenant where it touches one as a whole, or Cloud: about no customer', reachAt),
    word('services', 'Azure services that it touches', (event) => servicesOf(event).join(', ') || null),
    word('regions', 'Azure regions that it touches', (event) => regionsOf(event).join(', ') || null),
    time('time', 'When the impact began, or begins', (source, row) => at(source, row, (event) => event.impactStartAt)),
    time('timeEnd', 'When it ended; now while it goes on', (source, row) =>
      at(source, row, (event) => endOf(event, source.reading.now)),
    ),
    time('mitigatedAt', 'When Microsoft mitigated it; null while it goes on', (source, row) =>
      at(source, row, (event) => event.impactMitigationAt),
    ),
    time('lastUpdate', 'When Microsoft last wrote of it', (source, row) =>
      at(source, row, (event) => event.lastUpdateAt),
    ),
    time('maintenanceStart', 'Begin of the window of planned maintenance', (source, row) =>
      at(source, row, (event) => event.maintenanceStartAt),
    ),
    time('maintenanceEnd', 'End of the window of planned maintenance', (source, row) =>
      at(source, row, (event) => event.maintenanceEndAt),
    ),
    word('text', "Microsoft's latest word on it, without its HTML", summaryOf),
    word('actions', 'What Microsoft recommends to do', ({ actions }) => actions),
    word(
      'tags',
      'Action Recommended, Preliminary PIR, Final PIR, False Positive',
      ({ tags }) => tags.join(',') || null,
    ),
    flag('sensitive', 'Azure shows its text to privileged roles only', (source, row) =>
      at(source, row, (event) => event.sensitive),
    ),
    flag('platformInitiated', 'Begun by the platform', (source, row) =>
      at(source, row, (event) => event.platformInitiated),
    ),
    number(
      'activeEvents',
      'Active events that the row stands for: 1 or 0; in alert rules how many incidents the customer has',
      (source, row) => groupAt(source, row).active,
      { decimals: 0 },
    ),
    ...freshnessColumns<EventRows>(freshnessAt),
    word('trackingId', "Microsoft's tracking id", ({ trackingId }) => trackingId, LINKS),
    text('id', 'Identifies the row', (source, row) => idAt(source, row)),
    text('eventUrl', "Microsoft's link to the event", linkAt, {
      displayNameFromDS: 'Event',
      links: [{ title: 'Open the event in Azure', url: '${__value.raw:raw}', targetBlank: true }],
    }),
    portalColumn((source, row) =>
      at(source, row, (event) => eventsPageUrl(source.reading.portal, tenantAt(source, row), event.eventType)),
    ),
  ],
  order: ['-activeEvents', '-time', 'trackingId', 'customer'],
  section: 'serviceHealthEvents',
  alerting: { labels: ['customer', 'customerId'], value: 'activeEvents' },
  notices: (source) => source.notices,
});

function at<T>(source: EventRows, row: number, read: (event: ServiceHealthEvent) => T | null): T | null {
  const { event } = groupAt(source, row);
  return event && read(event);
}

function word(
  name: string,
  description: string,
  read: (event: ServiceHealthEvent) => string | null,
  options?: ColumnOptions,
): ColumnSpec<EventRows> {
  return text(name, description, (source, row) => at(source, row, read), options);
}

/** Of a customer's row; a customer with several tenants has its first one here. */
function tenantAt(source: EventRows, row: number): string | null {
  const { customer, views, tenants } = groupAt(source, row);
  return customer && (views[0]?.subscription.tenantId ?? tenants[0]?.tenantId ?? null);
}

function idAt(source: EventRows, row: number): string | null {
  const { event, customer } = groupAt(source, row);
  return event && (customer ? `${event.trackingId}/${customer.id}` : event.trackingId);
}

function linkAt(source: EventRows, row: number): string | null {
  const { event, views } = groupAt(source, row);
  return event && eventUrl(source.reading.portal, event.trackingId, views[0]?.subscription.subscriptionId ?? null);
}
