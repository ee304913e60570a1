import { pathSegment } from '../../../common/pathSegment.ts';
import type { Access, CallOptions, Complete } from '../../api/access.ts';
import { armCall, type ClientContext } from '../../context.ts';
import type { ActivityCaller, ActivityEvent, ActivityLogAsk } from '../../api/onDemandApi.ts';
import { readLinkedList } from '../linkedList.ts';
import { recordOf, Rows, textOf, type Row } from '../rows.ts';
import { readTime } from '../times.ts';

const VERSION = '2015-04-01';
/** More than a person reads or a panel shows; a longer list is an error that asks for a narrower question. */
const PAGES = 60;
/** All that is read. `claims`, `httpRequest` and `authorization` are personal data that is not even asked for. */
const FIELDS = [
  'eventDataId',
  'eventTimestamp',
  'level',
  'category',
  'operationName',
  'status',
  'subStatus',
  'caller',
  'subscriptionId',
  'resourceGroupName',
  'resourceId',
  'resourceType',
  'description',
  'correlationId',
];

/**
 * The activity log: https://learn.microsoft.com/rest/api/monitor/activity-logs/list
 *
 * Over the pipeline and not by @azure/arm-monitor 8.0.0, here and for metrics: that throws a TypeError, and with it the
 * whole page, on a row that is null or without its arrays, and adds 480 KB to the bundle for four requests.
 */
export class ActivityLog {
  readonly #context: ClientContext;

  constructor(context: ClientContext) {
    this.#context = context;
  }

  async list(access: Access, ask: ActivityLogAsk, options: CallOptions): Promise<Complete<ActivityEvent>> {
    const { limits } = this.#context;
    const path = '/subscriptions/{subscriptionId}/providers/Microsoft.Insights/eventtypes/management/values';
    const call = {
      ...armCall(this.#context, 'monitor', path, access, ask.subscriptionId, options),
      explain: true as const,
    };
    const query = new URLSearchParams({ 'api-version': VERSION, $filter: filterOf(ask), $select: FIELDS.join(',') });
    const url = `${call.origin}${path.replace('{subscriptionId}', pathSegment(ask.subscriptionId))}?${encoded(query)}`;
    const rows = new Rows('activity log', reader(ask.subscriptionId), (row: ActivityEvent) => row.eventId);
    const bounded = { ...this.#context, limits: { ...limits, pages: Math.min(PAGES, limits.pages) } };
    return readLinkedList(bounded, call, url, rows);
  }
}

/** The only forms that Azure takes: a time range, and at most one thing to narrow it by. */
function filterOf({ from, to, resourceGroup, resourceId }: ActivityLogAsk): string {
  const time = `eventTimestamp ge '${iso(from)}' and eventTimestamp le '${iso(to)}'`;
  if (resourceId !== undefined) {
    return `${time} and resourceUri eq '${quoted(resourceId)}'`;
  }
  return resourceGroup === undefined ? time : `${time} and resourceGroupName eq '${quoted(resourceGroup)}'`;
}

/** A blank as %20: not every service behind Resource Manager takes a plus for one. */
export function encoded(query: URLSearchParams): string {
  return query.toString().replaceAll('+', '%20');
}

/** A time as ISO 8601 in UTC. */
export function iso(time: number): string {
  return new Date(time).toISOString();
}

/** Text within the quotes of an OData filter. */
export function quoted(text: string): string {
  return text.replaceAll("'", "''");
}

function reader(subscriptionId: string) {
  return (row: Row, note: (what: string) => void): ActivityEvent | string => {
    const at = readTime(row.eventTimestamp);
    const eventId = textOf(row, 'eventDataId') ?? textOf(row, 'id');
    if (eventId === null) {
      return 'it has no id';
    }
    if (at === null) {
      return 'its time is none';
    }
    const level = textOf(row, 'level');
    if (level === null) {
      note('Azure gave no level, so it counts as Informational');
    }
    return {
      eventId,
      at,
      level: level ?? 'Informational',
      category: named(row, 'category'),
      operation: textOf(recordOf(row, 'operationName'), 'localizedValue') ?? named(row, 'operationName'),
      operationName: named(row, 'operationName'),
      status: named(row, 'status'),
      subStatus: named(row, 'subStatus'),
      caller: callerOf(textOf(row, 'caller')),
      subscriptionId,
      resourceGroup: textOf(row, 'resourceGroupName'),
      resourceId: textOf(row, 'resourceId'),
      resourceType: named(row, 'resourceType'),
      description: textOf(row, 'description'),
      correlationId: textOf(row, 'correlationId'),
    };
  };
}

/** Azure gives most names as `{ value, localizedValue }`, and some services as plain text. */
function named(row: Row, name: string): string | null {
  return textOf(row, name) ?? textOf(recordOf(row, name), 'value');
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** See `ActivityCaller`. Guests are written `name_domain#EXT#@tenant`: their own domain is the one that says something. */
function callerOf(caller: string | null): ActivityCaller | null {
  if (caller === null) {
    return null;
  }
  if (GUID.test(caller)) {
    return { kind: 'application', name: caller.toLowerCase() };
  }
  const guest = /_([^_@#]+)#EXT#@/i.exec(caller)?.[1];
  const at = caller.lastIndexOf('@');
  return at < 0
    ? { kind: 'service', name: caller }
    : { kind: 'person', name: `@${(guest ?? caller.slice(at + 1)).toLowerCase()}` };
}
