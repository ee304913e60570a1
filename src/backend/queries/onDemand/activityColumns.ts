import { secondsSince } from '../columns/age.ts';
import { parseResourceId, type ResourceId } from '../../../shared/resourceId.ts';
import type { ValueMapping } from '../../common/table.ts';
import type { ActivityEvent } from '../../microsoft/api/onDemandApi.ts';
import { type ColumnSpec, flag, number, text, time } from '../columns/columns.ts';
import { PORTAL_LINK, portalColumn, subscriptionColumns } from '../columns/place.ts';
import { portalUrl } from '../columns/portal.ts';
import type { ActivityRow, ActivityRows } from './activity.ts';

/** https://learn.microsoft.com/azure/azure-monitor/essentials/activity-log-schema#severity-level */
const LEVELS = ['Verbose', 'Informational', 'Warning', 'Error', 'Critical'];
const LEVEL_MAPPINGS: ValueMapping[] = [
  {
    type: 'value',
    options: {
      Warning: { color: 'orange', index: 0 },
      Error: { color: 'red', index: 1 },
      Critical: { color: 'dark-red', index: 2 },
    },
  },
];

/** What an event of the activity log says, and what an alert rule counts of them. */
export const activityColumns: readonly ColumnSpec<ActivityRows>[] = [
  time('time', 'When it happened', (source, row) => eventAt(source, row)?.at ?? null),
  text(
    'level',
    'Critical, Error, Warning, Informational or Verbose',
    of((event) => event.level),
    {
      mappings: LEVEL_MAPPINGS,
    },
  ),
  number(
    'levelValue',
    'The level as a number, 0 Verbose to 4 Critical; null for a level that is not known',
    (source, row) => {
      const value = LEVELS.indexOf(eventAt(source, row)?.level ?? '');
      return value < 0 ? null : value;
    },
  ),
  text('title', 'Operation and how it ended, in one line', of(titleOf), PORTAL_LINK),
  text(
    'operation',
    'What was done, in words',
    of((event) => event.operation),
  ),
  text(
    'operationName',
    "Azure's name of the operation",
    of((event) => event.operationName),
  ),
  text(
    'status',
    'Started, Accepted, Succeeded, Failed, Active, Resolved, …',
    of((event) => event.status),
  ),
  text(
    'subStatus',
    "Azure's detail of the status",
    of((event) => event.subStatus),
  ),
  text(
    'category',
    'Administrative, ServiceHealth, Policy, …',
    of((event) => event.category),
  ),
  text(
    'callerKind',
    'person, application or service',
    of((event) => event.caller?.kind ?? null),
  ),
  text(
    'caller',
    'Who did it: the id of an application, the name of a service, of a person the domain only',
    of((event) => event.caller?.name ?? null),
  ),
  ...subscriptionColumns<ActivityRows>((source, row) => rowAt(source, row).target.view),
  text('resourceGroup', 'Name of the resource group', groupOf),
  text('resource', 'Name of the resource', (source, row) => parsed(source, row)?.name ?? null),
  text(
    'resourceType',
    'Azure resource type',
    (source, row) => eventAt(source, row)?.resourceType ?? parsed(source, row)?.type ?? null,
  ),
  text(
    'text',
    "Azure's description of the event, without its HTML",
    of((event) => event.description),
  ),
  text('tags', 'Level, category and status, for annotations', of(tagsOf)),
  text(
    'correlationId',
    'Events of one operation share it; finds them in the Azure portal',
    of((event) => event.correlationId),
  ),
  text(
    'eventId',
    "Azure's id of the event",
    of((event) => event.eventId),
  ),
  number(
    'events',
    'Alert rules only: events in the time range; null where they could not be read',
    (source, row) => rowAt(source, row).count,
  ),
  time('observedAt', 'When this was read from Microsoft', (source, row) => rowAt(source, row).readAt),
  number('ageSeconds', 'Age of the data when the question was answered', ageSeconds, {
    displayNameFromDS: 'Age',
    unit: 's',
    decimals: 0,
  }),
  flag('stale', 'Never: an answer that is too old is read again', () => false, { required: true }),
  text('resourceId', 'Azure Resource Manager id', idOf),
  portalColumn((source, row) =>
    portalUrl(source.reading.portal, rowAt(source, row).target.tenant.tenantId, idOf(source, row) ?? ''),
  ),
];

function rowAt(source: ActivityRows, row: number): ActivityRow {
  return source.rows[row] as ActivityRow;
}

function eventAt(source: ActivityRows, row: number): ActivityEvent | null {
  return rowAt(source, row).event;
}

function of(read: (event: ActivityEvent) => string | null) {
  return (source: ActivityRows, row: number): string | null => {
    const event = eventAt(source, row);
    return event && read(event);
  };
}

function groupOf(source: ActivityRows, row: number): string | null {
  return eventAt(source, row)?.resourceGroup ?? rowAt(source, row).target.resourceGroup;
}

function idOf(source: ActivityRows, row: number): string | null {
  return eventAt(source, row)?.resourceId ?? rowAt(source, row).target.resource?.id ?? null;
}

/** Events of a whole subscription or group carry its id for a resource's. */
function parsed(source: ActivityRows, row: number): ResourceId | undefined {
  const id = parseResourceId(idOf(source, row) ?? '');
  return id?.type === undefined ? undefined : id;
}

function titleOf({ operation, operationName, status }: ActivityEvent): string {
  const what = operation ?? operationName ?? 'Event';
  return status === null ? what : `${what}: ${status}`;
}

/** Grafana splits them at commas. */
function tagsOf({ level, category, status }: ActivityEvent): string {
  return [level, category, status].filter((tag) => tag !== null).join(',');
}

function ageSeconds(source: ActivityRows, row: number): number | null {
  const { readAt } = rowAt(source, row);
  return secondsSince(readAt, source.reading.now);
}
