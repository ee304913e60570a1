import Papa from 'papaparse';
import { badInput } from '../../common/errors.ts';
import { type AccessRecord, API_NAMES } from '../../microsoft/accessLog/accessLog.ts';
import { QUERY_TYPES } from '../../../shared/queryTypes.ts';
import { parseFilters } from '../filters.ts';
import { EDITORS, personWith } from '../routes/roles.ts';
import type { RouteAnswer, RouteContext } from '../routes/route.ts';
import { resolveScope } from '../scope.ts';
import { callFilter, stateOf } from './callFilter.ts';

const { filters: FILTERS } = QUERY_TYPES.apiAccessLog;
const HEADINGS = [
  ...['time', 'customer', 'tenant', 'tenantId', 'subscription', 'subscriptionId', 'api', 'method', 'path'],
  ...['state', 'status', 'errorCode', 'durationMs', 'retries', 'reason', 'credential', 'requestId'],
];

/**
 * `GET accessLog/export?from=MS&to=MS&customer=…&api=…`: calls of the time range (default: all that are kept) as CSV
 * (RFC 4180, UTF-8), the newest first, sent as they are read. Filters are those of the query type `apiAccessLog`, each
 * as often as it has values. A value that a spreadsheet would take for a formula is escaped.
 *
 * @throws CspError: 403 for who is neither Editor nor Admin, or has no login, 400 for a filter or time that is none
 */
export function exportCalls(query: URLSearchParams, context: RouteContext): RouteAnswer {
  personWith(EDITORS, context.user, 'export the log of calls');
  const given = Object.fromEntries(FILTERS.map((name) => [name, query.getAll(name)]));
  const filters = parseFilters(given, 'accessLog/export', FILTERS);
  const range = { from: timeIn(query, 'from', 0), to: timeIn(query, 'to', context.now) };
  const filter = callFilter(filters, resolveScope(context.snapshot, filters), range);
  const name = `azure-csp-calls-${new Date(range.to).toISOString().slice(0, 10)}.csv`;
  return {
    status: 200,
    headers: { 'Content-Type': 'text/csv; charset=utf-8', 'Content-Disposition': `attachment; filename="${name}"` },
    body: lines(context.accessLog.read(filter, context.signal), context),
  };
}

async function* lines(calls: AsyncIterable<AccessRecord[]>, context: RouteContext): AsyncGenerator<Uint8Array> {
  yield csv([HEADINGS]);
  for await (const some of calls) {
    if (some.length > 0) {
      yield csv(some.map((call) => cells(call, context)));
    }
  }
}

function csv(rows: readonly unknown[][]): Uint8Array {
  return Buffer.from(`${Papa.unparse([...rows], { escapeFormulae: true })}\r\n`);
}

function cells(call: AccessRecord, { snapshot }: RouteContext): unknown[] {
  const tenant = snapshot.tenants.get(call.tenantId);
  const customer = tenant && snapshot.customers.get(tenant.customerId);
  const subscription = snapshot.subscriptions.get(call.subscriptionId ?? '')?.subscription.name;
  return [
    ...[
      new Date(call.at).toISOString(),
      customer?.name,
      tenant?.name,
      call.tenantId,
      subscription,
      call.subscriptionId,
    ],
    ...[API_NAMES[call.api] ?? call.api, call.method, call.path, stateOf(call), call.status, call.error],
    ...[call.durationMs, call.retries, call.reason, call.credentialId, call.requestId],
  ];
}

function timeIn(query: URLSearchParams, name: string, otherwise: number): number {
  const text = query.get(name);
  if (text === null || text === '') {
    return otherwise;
  }
  const time = /^\d{1,15}$/.test(text) ? Number(text) : Date.parse(text);
  if (!Number.isFinite(time) || Math.abs(time) > 8.64e15 / 1000) {
    throw badInput(`${name} is '${text}', which is no time. Write milliseconds since 1970, or 2026-11-20T12:00:00Z.`);
  }
  return time;
}
