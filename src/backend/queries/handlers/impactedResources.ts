import { parseResourceId, lastName } from '../../../shared/resourceId.ts';
import { NO_ROW } from '../../estate/model/segments.ts';
import { type ColumnOptions, text, time } from '../columns/columns.ts';
import { defineQuery } from '../defineQuery.ts';
import { healthColumns } from '../columns/healthColumns.ts';
import { itemAt, sharedWord, viewAt } from '../monitoring/sectionRows.ts';
import {
  freshnessColumns,
  portalColumn,
  PORTAL_LINK,
  sectionFreshness,
  subscriptionColumns,
} from '../columns/place.ts';
import { portalUrl } from '../columns/portal.ts';
import { eventUrl } from '../serviceHealth/eventLinks.ts';
import { STATUS_MAPPINGS } from '../serviceHealth/eventWords.ts';
import { type Impacted, type ImpactedRows, selectImpacted } from '../serviceHealth/impactedRows.ts';
import { NO_HEALTH, stateAt } from '../columns/states.ts';

const EVENT_LINK: ColumnOptions = {
  links: [{ title: 'Open the event in Azure', url: '${__data.fields.eventUrl:raw}', targetBlank: true }],
};

const word = sharedWord<Impacted>;

/** Which resources Microsoft names in its events, and how they are now. https://learn.microsoft.com/azure/service-health/impacted-resources-outage */
export const handler = defineQuery<ImpactedRows>({
  select: (query, scope, context) => selectImpacted(query.filters, scope, context),
  columns: [
    word('trackingId', "Microsoft's tracking id of the event", ({ resource }) => resource.trackingId, EVENT_LINK),
    word('title', 'Title of the event', ({ event }) => event?.title ?? null),
    word('eventType', 'ServiceIssue, PlannedMaintenance, …', ({ event }) => event?.eventType ?? null),
    word('status', 'Status of the event: Active or Resolved', ({ event }) => event?.status ?? null, {
      mappings: STATUS_MAPPINGS,
    }),
    ...subscriptionColumns<ImpactedRows>(viewAt),
    word(
      'resourceGroup',
      'Name of the resource group',
      ({ resource }) => parseResourceId(resource.resourceId)?.resourceGroup,
    ),
    text('resource', 'Name of the resource', nameAt, PORTAL_LINK),
    word(
      'resourceType',
      'Azure resource type',
      ({ resource }) => parseResourceId(resource.resourceId)?.type ?? resource.resourceType,
    ),
    word('region', 'Azure region, as the event names it', ({ resource }) => resource.region),
    ...healthColumns<ImpactedRows>('State of the resource now', healthValueAt, healthStateAt),
    word('impactStatus', 'What the event says of the resource', ({ resource }) => resource.status),
    time(
      'maintenanceStart',
      'Begin of the window of planned maintenance',
      (source, row) => itemAt(source, row).resource.maintenanceStartAt,
    ),
    time(
      'maintenanceEnd',
      'End of the window of planned maintenance',
      (source, row) => itemAt(source, row).resource.maintenanceEndAt,
    ),
    ...freshnessColumns<ImpactedRows>(sectionFreshness('impactedResources', viewAt)),
    text('resourceId', 'Azure Resource Manager id', (source, row) => itemAt(source, row).resource.resourceId, {
      required: true,
    }),
    text('eventUrl', "Microsoft's link to the event", (source, row) =>
      eventUrl(
        source.reading.portal,
        itemAt(source, row).resource.trackingId,
        viewAt(source, row).subscription.subscriptionId,
      ),
    ),
    portalColumn((source, row) =>
      portalUrl(
        source.reading.portal,
        viewAt(source, row).subscription.tenantId,
        itemAt(source, row).resource.resourceId,
      ),
    ),
  ],
  order: ['status', '-healthValue', 'trackingId', 'customer', 'subscription', 'resource'],
  section: 'impactedResources',
  state: (source, row) => healthStateAt(source, row) ?? NO_HEALTH,
  selectsState: true,
  alerting: {
    labels: ['trackingId', 'customer', 'subscriptionId', 'resourceGroup', 'resource', 'resourceType', 'resourceId'],
    value: 'healthValue',
    watched: (source, row) => healthValueAt(source, row) !== null,
  },
  notices: (source) => source.notices,
});

function nameAt(source: ImpactedRows, row: number): string {
  return lastName(itemAt(source, row).resource.resourceId);
}

function healthValueAt(source: ImpactedRows, row: number): number | null {
  const { health } = itemAt(source, row);
  return health === NO_ROW ? null : (viewAt(source, row).health?.values[health] ?? null);
}

function healthStateAt(source: ImpactedRows, row: number): string | null {
  const { health } = itemAt(source, row);
  const segment = viewAt(source, row).health;
  return health === NO_ROW || !segment ? null : stateAt(segment, health);
}
