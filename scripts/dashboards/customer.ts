import { dashboard, ONE_CUSTOMER } from './dashboard.ts';
import { TO_EVENT, TO_PORTAL, TO_RESOURCE, TO_SUBSCRIPTION, TO_TYPE } from './links.ts';
import { EVENT_COLUMNS } from './events.ts';
import { SEVERITY } from './panels.ts';
import { table } from './tables.ts';
import { tiles } from './tiles.ts';
import { timeline } from './timeline.ts';

const filters = { customer: ['$customer'] };

export const customer = dashboard({
  uid: 'azurecsp-customer',
  title: 'Customer',
  description: 'One customer: what is wrong here, since when, what Azure says of it, what fires, what changed.',
  variables: [ONE_CUSTOMER],
  from: 'now-24h',
  panels: [
    tiles(
      'Subscriptions by worst state',
      [0, 0, 24, 4],
      'One tile a subscription, the worst first. A click shows its resources.',
      { queryType: 'healthSummary', groupBy: 'subscription', filters, sort: '-healthValue' },
      { name: 'subscription', links: [TO_SUBSCRIPTION, TO_PORTAL] },
    ),
    table(
      'Not healthy',
      [0, 4, 13, 8],
      'Resources that are degraded or unavailable, the worst first.',
      { queryType: 'resourceHealth', filters: { ...filters, state: ['Unavailable', 'Degraded'] }, limit: 500 },
      {
        columns: [
          { from: 'Health', title: 'State', width: 104, colored: true },
          { from: 'resource', title: 'Resource', width: 150, links: [TO_RESOURCE, TO_PORTAL] },
          { from: 'Since', title: 'For', width: 84 },
          { from: 'title', title: 'Title', width: 180 },
          { from: 'resourceType', title: 'Type', width: 260 },
          { from: 'reasonType', title: 'Reason', width: 110 },
          { from: 'subscription', title: 'Subscription' },
        ],
      },
    ),
    timeline(
      'Health over time',
      [13, 4, 11, 8],
      'The worst state of each resource type. Gaps are times in which nobody looked.',
      {
        queryType: 'healthHistory',
        groupBy: 'resourceType',
        filters,
        limit: 30,
      },
    ),
    table(
      'Events at Microsoft',
      [0, 12, 13, 7],
      'Incidents, maintenance and advisories that touch this customer and are not over, incidents first.',
      { queryType: 'serviceHealthEvents', filters: { ...filters, state: ['Active'] }, sort: '-eventType', limit: 200 },
      {
        columns: [
          EVENT_COLUMNS.type,
          { from: 'title', title: 'Event', grows: true, width: 270, links: [TO_EVENT] },
          EVENT_COLUMNS.began,
          EVENT_COLUMNS.services,
          EVENT_COLUMNS.regions,
        ],
      },
    ),
    table(
      'Alerts that fire',
      [13, 12, 11, 7],
      'Fired alerts of Azure Monitor that nobody has closed, the most severe first.',
      { queryType: 'incidents', filters: { ...filters, monitorCondition: ['Fired'] }, limit: 200 },
      {
        columns: [
          { from: 'severity', title: 'Severity', width: 144, mappings: SEVERITY },
          { from: 'Since', title: 'For', width: 84 },
          { from: 'resource', title: 'Resource', width: 120, links: [TO_RESOURCE] },
          { from: 'ruleName', title: 'Rule', grows: true, width: 136 },
          { from: 'alertState', title: 'State' },
        ],
      },
    ),
    table(
      'Impacted resources',
      [0, 19, 13, 7],
      'Resources that events at Microsoft name which are not over, with the health that they have now.',
      { queryType: 'impactedResources', filters: { ...filters, state: ['Active'] }, limit: 300 },
      {
        columns: [
          { from: 'Health', title: 'State', width: 116, colored: true },
          { from: 'resource', title: 'Resource', width: 150, links: [TO_RESOURCE] },
          { from: 'resourceType', title: 'Type', width: 230 },
          { from: 'title', title: 'Event', links: [TO_EVENT] },
        ],
      },
    ),
    table(
      'Changes',
      [13, 19, 11, 7],
      'What came, went, scaled or changed in the time range, newest first.',
      { queryType: 'changes', filters, limit: 200 },
      {
        columns: [
          { from: 'time', title: 'When', width: 160 },
          { from: 'change', title: 'Change', width: 126 },
          { from: 'resource', title: 'Resource', width: 130, links: [TO_RESOURCE] },
          { from: 'text', title: 'Before and after' },
        ],
      },
    ),
    table(
      'Availability',
      [0, 26, 13, 8],
      'Share of the time that resources were available, of the time in which somebody looked.',
      { queryType: 'availability', groupBy: 'resourceType', filters, limit: 200 },
      {
        columns: [
          { from: 'resourceType', title: 'Type', grows: true, width: 290, links: [TO_TYPE] },
          { from: 'Availability', title: 'Available', width: 104, decimals: 2 },
          { from: 'downtimeMinutes', title: 'Down', width: 96 },
          { from: 'outages', title: 'Outages', width: 94 },
          { from: 'observedShare', title: 'Observed' },
        ],
      },
    ),
    table(
      'Why',
      [13, 26, 11, 8],
      'The chain of causes from each subscription down to the resource that is worst.',
      { queryType: 'healthSummary', groupBy: 'subscription', filters, rollup: { policy: 'worstOf' }, limit: 100 },
      {
        columns: [
          { from: 'Health', title: 'State', width: 116, colored: true },
          { from: 'subscription', title: 'Subscription', grows: true, width: 200, links: [TO_SUBSCRIPTION] },
          { from: 'why', title: 'Why' },
        ],
      },
    ),
  ],
});
