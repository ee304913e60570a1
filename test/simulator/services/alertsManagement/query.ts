import type { Exchange } from '../../core/http.ts';
import type { Alert } from '../../world/alertModel.ts';
import { armError } from '../resourceManager/errors.ts';
import { same } from '../resourceManager/model.ts';
import { essentials } from './alertShapes.ts';
import type { AlertParts } from './alertShapes.ts';

const RANGES: Readonly<Record<string, number>> = { '1h': 1 / 24, '1d': 1, '7d': 7, '30d': 30 };
const DAY = 24 * 3600 * 1000;
const DEFAULT_PAGE = 25;

/** Filters take one value each, and only of these. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  monitorCondition: ['Fired', 'Resolved'],
  severity: ['Sev0', 'Sev1', 'Sev2', 'Sev3', 'Sev4'],
  alertState: ['New', 'Acknowledged', 'Closed'],
  sortOrder: ['asc', 'desc'],
  includeContext: ['true', 'false'],
  includeEgressConfig: ['true', 'false'],
};
const EQUAL = [
  'targetResource',
  'targetResourceType',
  'targetResourceGroup',
  'alertRule',
  'smartGroupId',
  'monitorService',
  'monitorCondition',
  'severity',
  'alertState',
];
const SORTABLE = [
  'name',
  'severity',
  'alertState',
  'monitorCondition',
  'targetResource',
  'targetResourceName',
  'targetResourceGroup',
  'targetResourceType',
  'startDateTime',
  'lastModifiedDateTime',
];

export interface AlertQuery {
  select: (alerts: Alert[]) => Alert[];
  pageCount: number;
  parts: AlertParts;
}

/** Reads the query of an alert list; 400 for what the documents do not allow. */
export function readAlertQuery(x: Exchange): AlertQuery {
  for (const [name, allowed] of Object.entries(ALLOWED)) {
    const value = x.query.get(name);
    if (value !== null && !allowed.some((one) => same(one, value))) {
      throw armError('BadRequest', `The value '${value}' of ${name} is invalid. Allowed: ${allowed.join(', ')}.`);
    }
  }
  const parts = {
    context: x.query.get('includeContext')?.toLowerCase() === 'true',
    egressConfig: x.query.get('includeEgressConfig')?.toLowerCase() === 'true',
    select: new Set((x.query.get('select') ?? '').toLowerCase().split(',').filter(Boolean)),
  };
  const [from, until] = readRange(x);
  const inRange = (one: Alert): boolean => one.firedAt >= from && one.firedAt <= until;
  const wanted = EQUAL.map((name) => [name, x.query.get(name)] as const).filter(([, value]) => value !== null);
  const matches = (one: Alert): boolean => {
    const found = essentials(one);
    return wanted.every(([name, value]) => same(String(found[name] ?? ''), value ?? ''));
  };
  const sort = sorter(x);
  return {
    select: (alerts) => alerts.filter((one) => inRange(one) && matches(one)).sort(sort),
    pageCount: readPageCount(x, parts.context),
    parts,
  };
}

function readPageCount(x: Exchange, context: boolean): number {
  const text = x.query.get('pageCount');
  const count = text === null ? DEFAULT_PAGE : Number(text);
  const most = context ? 25 : 250;
  if (!Number.isInteger(count) || count < 1 || count > most) {
    throw armError(
      'BadRequest',
      `The value '${text ?? ''}' of pageCount is invalid: a number from 1 to ${most} is expected.`,
    );
  }
  return count;
}

function readRange(x: Exchange): [number, number] {
  const custom = x.query.get('customTimeRange');
  const range = x.query.get('timeRange');
  if (custom !== null) {
    const [from = NaN, until = NaN] = custom.split('/').map((one) => Date.parse(one));
    if (range !== null || !(until > from) || until - from > 30 * DAY) {
      throw armError('BadRequest', `The value '${custom}' of customTimeRange is invalid, or goes with a timeRange.`);
    }
    return [from, until];
  }
  const days = RANGES[range ?? '1d'];
  if (days === undefined) {
    throw armError(
      'BadRequest',
      `The value '${range ?? ''}' of timeRange is invalid. Allowed: ${Object.keys(RANGES).join(', ')}.`,
    );
  }
  return [x.now - days * DAY, x.now];
}

function sorter(x: Exchange): (a: Alert, b: Alert) => number {
  const asked = x.query.get('sortBy') ?? 'lastModifiedDateTime';
  const by = SORTABLE.find((one) => same(one, asked));
  if (by === undefined) {
    throw armError('BadRequest', `The value '${asked}' of sortBy is invalid. Allowed: ${SORTABLE.join(', ')}.`);
  }
  const sign = x.query.get('sortOrder')?.toLowerCase() === 'asc' ? 1 : -1;
  const key = (one: Alert): string => (by === 'name' ? one.ruleName : String(essentials(one)[by] ?? ''));
  return (a, b) => {
    const [left, right] = [key(a), key(b)];
    return left === right ? (a.alertId < b.alertId ? -1 : 1) : left < right ? -sign : sign;
  };
}
