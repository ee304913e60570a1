import type { Notice } from '../../common/table.ts';
import { API_NAMES, type CallPlace } from '../../microsoft/accessLog/accessLog.ts';
import { type CallCount, hasFailed } from '../../microsoft/accessLog/accessReader.ts';
import { type ColumnSpec, count, number, type Rows, text, time } from '../columns/columns.ts';
import type { QueryContext } from '../context.ts';
import type { CheckedQuery } from '../query.ts';
import type { Scope } from '../scope.ts';
import { callFilter } from './callFilter.ts';
import { logNotices, placeColumns } from './callRows.ts';

export type CallGrouping = 'api' | 'tenant' | 'status' | 'reason';

/** Calls that have something in common, counted. */
interface CallGroup {
  place: CallPlace | null;
  api: string | null;
  status: number | null;
  reason: string | null;
  calls: number;
  failed: number;
  throttled: number;
  retries: number;
  durationMs: number;
  longestMs: number;
  lastAt: number | null;
}

export interface CallGroups extends Rows {
  readonly groups: readonly CallGroup[];
  readonly notices: Notice[];
}

/** Columns that say which group a row is. */
export const GROUP_NAMES: Record<CallGrouping, readonly string[]> = {
  api: ['api'],
  tenant: ['customer', 'customerId', 'tenant', 'tenantId'],
  status: ['status'],
  reason: ['reason'],
};

/** `all`: tenants without a call too, so that an alert rule has a row for each. */
export async function groupCalls(
  by: CallGrouping,
  query: CheckedQuery,
  scope: Scope,
  context: QueryContext,
  all = false,
): Promise<CallGroups> {
  const filter = callFilter(query.filters, scope, context);
  const counts = await context.accessLog.count(filter, by === 'tenant' ? 'place' : 'kind', context.signal);
  const groups = new Map<string, CallGroup>();
  const group = (key: string, names: Partial<CallGroup>) => {
    const known = groups.get(key) ?? { ...EMPTY, ...names };
    groups.set(key, known);
    return known;
  };
  for (const { tenantId } of all ? scope.tenants : []) {
    group(tenantId, { place: { tenantId, subscriptionId: null } });
  }
  for (const one of counts) {
    const names = NAMES[by](one);
    add(group(names.place?.tenantId ?? String(names.api ?? names.reason ?? names.status), names), one);
  }
  return { reading: context, groups: [...groups.values()], length: groups.size, notices: logNotices(context) };
}

const EMPTY: CallGroup = {
  ...{ place: null, api: null, status: null, reason: null },
  ...{ calls: 0, failed: 0, throttled: 0, retries: 0, durationMs: 0, longestMs: 0, lastAt: null },
};

const NAMES: Record<CallGrouping, (one: CallCount) => Partial<CallGroup>> = {
  api: ({ kind }) => ({ api: kind && (API_NAMES[kind.api] ?? kind.api) }),
  tenant: ({ place }) => ({ place }),
  status: ({ outcome }) => ({ status: outcome.status }),
  reason: ({ kind }) => ({ reason: kind?.reason ?? null }),
};

function add(group: CallGroup, { outcome, calls, retries, durationMs, longestMs, lastAt }: CallCount): void {
  group.calls += calls;
  group.failed += hasFailed(outcome) ? calls : 0;
  group.throttled += outcome.status === 429 ? calls : 0;
  group.retries += retries;
  group.durationMs += durationMs;
  group.longestMs = Math.max(group.longestMs, longestMs);
  group.lastAt = Math.max(group.lastAt ?? 0, lastAt);
}

function at(source: CallGroups, row: number): CallGroup {
  return source.groups[row] as CallGroup;
}

export const callGroupColumns: readonly ColumnSpec<CallGroups>[] = [
  ...placeColumns<CallGroups>((source, row) => at(source, row).place),
  text('api', "Which of Microsoft's APIs was asked", (source, row) => at(source, row).api),
  number(
    'status',
    "HTTP status of the last answer, or the error's where none came",
    (source, row) => at(source, row).status,
  ),
  text(
    'reason',
    'Why it was made: collector, discovery, query, check, or what a person did',
    (source, row) => at(source, row).reason,
  ),
  count('calls', 'Calls in the time range', (source, row) => at(source, row).calls),
  number('failed', 'Calls that failed after all attempts', (source, row) => at(source, row).failed, {
    required: true,
    decimals: 0,
  }),
  count(
    'throttled',
    'Calls that were still refused with 429 after all attempts',
    (source, row) => at(source, row).throttled,
  ),
  count('retries', 'Attempts after the first', (source, row) => at(source, row).retries),
  number(
    'averageMs',
    'How long a call took on average, with all attempts and waits',
    (source, row) => (at(source, row).calls === 0 ? null : at(source, row).durationMs / at(source, row).calls),
    { displayNameFromDS: 'Average', unit: 'ms', decimals: 0 },
  ),
  number('longestMs', 'How long the longest call took', (source, row) => at(source, row).longestMs, {
    displayNameFromDS: 'Longest',
    unit: 'ms',
  }),
  time('lastCall', 'When the last of them began', (source, row) => at(source, row).lastAt),
];
