import type { Exchange } from '../../core/http.ts';
import type { Activity } from '../../world/activity.ts';
import { armError } from '../resourceManager/errors.ts';
import { same } from '../resourceManager/model.ts';
import { readFilter } from '../resourceManager/odataFilter.ts';

const RETENTION_MS = 90 * 24 * 3600 * 1000;
const NARROWING = ['resourceGroupName', 'resourceUri', 'resourceProvider', 'correlationId'];
const TIME = 'eventTimestamp';

export interface ActivityFilter {
  from: number;
  until: number;
  matches: (entry: Activity) => boolean;
}

/**
 * Reads the activity log's `$filter`: a start, an end unless it is now, and at most one thing to narrow by.
 * https://learn.microsoft.com/rest/api/monitor/activity-logs/list
 */
export function readActivityFilter(x: Exchange): ActivityFilter {
  const filter = x.query.get('$filter');
  const [terms, ...others] = filter === null ? [] : readFilter(filter, [TIME, ...NARROWING]);
  const times = terms?.filter((one) => one.field === TIME) ?? [];
  const narrow = terms?.filter((one) => one.field !== TIME) ?? [];
  const from = Date.parse(times.find((one) => one.operator === 'ge')?.value ?? '');
  const last = times.find((one) => one.operator === 'le');
  const until = last ? Date.parse(last.value) : x.now;
  const wellFormed = times.every((one) => one.operator === 'ge' || one.operator === 'le') && times.length <= 2;
  if (!wellFormed || others.length > 0 || narrow.length > 1 || narrow.some((one) => one.operator !== 'eq')) {
    throw armError('BadRequest', `The filter '${filter ?? ''}' is not one that the activity log supports.`);
  }
  if (Number.isNaN(from) || Number.isNaN(until) || until < from) {
    throw armError('BadRequest', 'The filter must have a start time, and it must be before the end time.');
  }
  if (from < x.now - RETENTION_MS) {
    throw armError('BadRequest', 'The start time cannot be more than 90 days in the past.');
  }
  const [term] = narrow;
  return { from, until, matches: (entry) => !term || same(valueOf(entry, term.field), term.value) };
}

function valueOf(entry: Activity, field: string): string {
  switch (field) {
    case 'resourceGroupName':
      return /\/resourceGroups\/([^/]+)/i.exec(entry.resourceId)?.[1] ?? '';
    case 'resourceUri':
      return entry.resourceId;
    case 'resourceProvider':
      return providerOf(entry);
    default:
      return entry.correlationId;
  }
}

export function providerOf(entry: Activity): string {
  return /\/providers\/([^/]+)/i.exec(entry.resourceId)?.[1] ?? entry.operation.split('/')[0] ?? '';
}
