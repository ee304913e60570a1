import { idPath } from '../../../common/pathSegment.ts';
import type { Access, CallOptions, Complete } from '../../api/access.ts';
import type { HealthHistoryEntry } from '../../api/resourceHealthApi.ts';
import { armCall, type ClientContext } from '../../context.ts';
import { readLinkedList } from '../linkedList.ts';
import { recordOf, type Row, Rows, textOf } from '../rows.ts';
import { readTime } from '../times.ts';

const VERSION = '2025-05-01';
const PATH = '/{resourceId}/providers/Microsoft.ResourceHealth/availabilityStatuses';

/**
 * What Azure remembers of one resource's health, newest first. Through the pipeline: Microsoft's client makes models
 * that lose the difference between a state of null and none.
 * https://learn.microsoft.com/rest/api/resourcehealth/availability-statuses/list
 */
export async function listHealthHistory(
  context: ClientContext,
  access: Access,
  resourceId: string,
  options: CallOptions,
): Promise<Complete<HealthHistoryEntry>> {
  const subscriptionId = resourceId.split('/')[2] ?? null;
  const call = armCall(context, 'resourceHealth', PATH, access, subscriptionId, options);
  const id = idPath(resourceId);
  const first = `${call.origin}${PATH.replace('/{resourceId}', id)}?api-version=${VERSION}`;
  const rows = new Rows('health history', readEntry, (row) => `${row.occurredAt}/${row.availabilityState}`);
  return readLinkedList(context, call, first, rows);
}

function readEntry(row: Row): HealthHistoryEntry | string {
  const fields = recordOf(row, 'properties');
  // Azure's field is spelt so.
  const occurredAt = readTime(fields.occuredTime);
  if (occurredAt === null) {
    return 'it has no time';
  }
  return {
    occurredAt,
    availabilityState: textOf(fields, 'availabilityState'),
    reasonType: textOf(fields, 'reasonType'),
    context: textOf(fields, 'context'),
    healthEventCause: textOf(fields, 'healthEventCause'),
    title: textOf(fields, 'title'),
  };
}
