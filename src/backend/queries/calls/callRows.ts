import { secondsSince } from '../columns/age.ts';
import type { Notice, ValueMapping } from '../../common/table.ts';
import { type AccessRecord, API_NAMES, type CallPlace } from '../../microsoft/accessLog/accessLog.ts';
import { type ColumnSpec, count, flag, number, type Rows, shared, text, time } from '../columns/columns.ts';
import type { QueryContext } from '../context.ts';
import { customerName } from '../columns/place.ts';
import type { CheckedQuery } from '../query.ts';
import type { Scope } from '../scope.ts';
import { callFilter, stateOf } from './callFilter.ts';

export interface CallRows extends Rows {
  readonly calls: readonly AccessRecord[];
  readonly notices: Notice[];
}

const STATE_MAPPINGS: ValueMapping[] = [
  {
    type: 'value',
    options: {
      Ok: { color: 'green', index: 0 },
      Failed: { color: 'red', index: 1 },
      Stopped: { color: 'text', index: 2 },
    },
  },
];

/** The newest calls that are asked for: of millions nobody reads more than a page. */
export async function selectCalls(query: CheckedQuery, scope: Scope, context: QueryContext): Promise<CallRows> {
  const filter = callFilter(query.filters, scope, context);
  const calls: AccessRecord[] = [];
  for await (const some of context.accessLog.read(filter, context.signal)) {
    calls.push(...some);
    if (calls.length > query.limit) {
      break;
    }
  }
  const notices = logNotices(context);
  if (calls.length > query.limit) {
    const text = `The newest ${query.limit.toLocaleString('en-US')} calls of the time range; there are more. Narrow the scope, or count them by API, tenant, status or reason.`;
    notices.push({ severity: 'info', text });
  }
  const shown = calls.slice(0, query.limit);
  return { reading: context, calls: shown, length: shown.length, notices };
}

/** What is wrong with the log itself. */
export function logNotices({ accessLog }: QueryContext): Notice[] {
  const problem = accessLog.problem();
  return problem === null ? [] : [{ severity: 'warning', text: problem }];
}

/** Customer, tenant and subscription of a call; a tenant that is not watched has its id only. */
export function placeColumns<S extends Rows>(placeOf: (source: S, row: number) => CallPlace | null): ColumnSpec<S>[] {
  const tenantOf = ({ reading }: S, id: string | undefined) => reading.snapshot.tenants.get(id ?? '');
  const id = (source: S, row: number) => placeOf(source, row)?.tenantId;
  return [
    shared('customer', 'Name of the customer', id, (tenant, source) => customerName(source, tenantOf(source, tenant))),
    shared(
      'customerId',
      "The customer's id in Partner Center, which is its tenant id",
      id,
      (tenant, source) => tenantOf(source, tenant)?.customerId ?? null,
    ),
    shared('tenant', 'Name of the tenant', id, (tenant, source) => tenantOf(source, tenant)?.name ?? null),
    shared('tenantId', 'Microsoft Entra tenant id; none where no tenant was entered', id, (tenant) => tenant || null),
  ];
}

/** Subscription of a call. */
export function subscriptionColumns<S extends Rows>(
  placeOf: (source: S, row: number) => CallPlace | null,
): ColumnSpec<S>[] {
  const id = (source: S, row: number) => placeOf(source, row)?.subscriptionId ?? null;
  return [
    shared(
      'subscription',
      'Name of the Azure subscription; none where it was not about a single one',
      id,
      (subscription, { reading }) => reading.snapshot.subscriptions.get(subscription ?? '')?.subscription.name ?? null,
    ),
    shared('subscriptionId', 'Azure subscription id', id, (subscription) => subscription),
  ];
}

export const callColumns: readonly ColumnSpec<CallRows>[] = [
  time('time', 'When the call began', (source, row) => at(source, row).at, { required: true }),
  ...placeColumns<CallRows>(at),
  ...subscriptionColumns<CallRows>(at),
  of('api', "Which of Microsoft's APIs was asked", ({ api }) => API_NAMES[api] ?? api),
  of('method', 'GET, POST, …', ({ method }) => method),
  of('path', 'Path with the names of its parts in place of ids', ({ path }) => path),
  of('state', 'Ok, Failed, or Stopped where somebody no longer waited', stateOf, STATE_MAPPINGS),
  number(
    'status',
    "HTTP status of the last answer, or the error's where none came",
    (source, row) => at(source, row).status,
  ),
  of('errorCode', 'Code of the error', ({ error }) => error),
  number('durationMs', 'How long it took with all attempts and waits', (source, row) => at(source, row).durationMs, {
    displayNameFromDS: 'Duration',
    unit: 'ms',
  }),
  count('retries', 'Attempts after the first', (source, row) => at(source, row).retries),
  of('reason', 'Why it was made: collector, discovery, query, check, or what a person did', ({ reason }) => reason),
  of('credential', 'Credential of the settings that it was made with', ({ credentialId }) => credentialId || null),
  text('requestId', "Microsoft's id of the request, for a support ticket", (source, row) => at(source, row).requestId),
  time('observedAt', 'When the call ended', endOf),
  number(
    'ageSeconds',
    'How long ago that was when the question was answered',
    (source, row) => secondsSince(endOf(source, row), source.reading.now),
    { displayNameFromDS: 'Age', unit: 's', decimals: 0 },
  ),
  flag('stale', 'Never: a call that was made stays as it was', () => false, { required: true }),
];

function at(source: CallRows, row: number): AccessRecord {
  return source.calls[row] as AccessRecord;
}

function endOf(source: CallRows, row: number): number {
  const { at: began, durationMs } = at(source, row);
  return began + durationMs;
}

function of(
  name: string,
  description: string,
  read: (call: AccessRecord) => string | null,
  mappings?: ValueMapping[],
): ColumnSpec<CallRows> {
  return shared(
    name,
    description,
    (source, row) => read(at(source, row)),
    (word) => word,
    mappings ? { mappings } : {},
  );
}
