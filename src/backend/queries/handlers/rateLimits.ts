import { secondsSince } from '../columns/age.ts';
import type { ValueMapping } from '../../common/table.ts';
import { API_NAMES } from '../../microsoft/accessLog/accessLog.ts';
import type { RateLimit } from '../../microsoft/budgets/rateLimit.ts';
import { isApi } from '../calls/callFilter.ts';
import { placeColumns, subscriptionColumns } from '../calls/callRows.ts';
import { count, flag, number, type Rows, text, time } from '../columns/columns.ts';
import type { QueryContext } from '../context.ts';
import { defineQuery } from '../defineQuery.ts';
import type { Filters } from '../filters.ts';
import type { Scope } from '../scope.ts';

interface Limits extends Rows {
  readonly limits: readonly RateLimit[];
}

const STATE_MAPPINGS: ValueMapping[] = [
  {
    type: 'value',
    options: {
      Free: { color: 'green', index: 0 },
      Waiting: { color: 'blue', index: 1 },
      Throttled: { color: 'orange', index: 2 },
    },
  },
];

const VALUE_MAPPINGS: ValueMapping[] = [
  {
    type: 'value',
    options: { 0: { text: 'Free', color: 'green', index: 0 }, 1: { text: 'Throttled', color: 'orange', index: 1 } },
  },
];

/** One row a throttle budget that was used since the start: an API, as one account, in one subscription or tenant. */
export const handler = defineQuery<Limits>({
  select: (query, scope, context) => select(query.filters, scope, context),
  columns: [
    text('api', "Which of Microsoft's APIs", (source, row) => API_NAMES[at(source, row).api]),
    text('host', 'Host that is asked', (source, row) => at(source, row).host),
    ...placeColumns<Limits>(at),
    ...subscriptionColumns<Limits>(at),
    text('credential', 'Credential of the settings', (source, row) => at(source, row).credentialId || null),
    text(
      'state',
      'Throttled while Microsoft asks to wait, Waiting while calls wait for their turn, else Free',
      stateOf,
      {
        mappings: STATE_MAPPINGS,
      },
    ),
    number(
      'throttleValue',
      '1 while Microsoft asks to wait, else 0',
      (source, row) => Number(isThrottled(source, row)),
      {
        required: true,
        decimals: 0,
        mappings: VALUE_MAPPINGS,
      },
    ),
    time('throttledUntil', 'Until when Microsoft asks to wait', (source, row) =>
      isThrottled(source, row) ? at(source, row).throttledUntil : null,
    ),
    number(
      'remaining',
      'Requests that remained, as last told',
      (source, row) => at(source, row).told?.remaining ?? null,
    ),
    number(
      'limit',
      'Requests in all: as documented, or the most that was seen to remain',
      (source, row) => at(source, row).told?.limit ?? null,
    ),
    number('shareUsed', 'Share in use, as last told', (source, row) => at(source, row).told?.used ?? null, {
      unit: 'percentunit',
      decimals: 0,
    }),
    text(
      'quotaHeader',
      'Header that told; none where the plugin counts for itself',
      (source, row) => at(source, row).told?.header ?? null,
    ),
    time(
      'resets',
      'When the quota is whole again, where that is told',
      (source, row) => at(source, row).told?.resetsAt ?? null,
    ),
    count(
      'waiting',
      'Calls that wait: for their turn, for the end of a throttle, to be tried again',
      (source, row) => at(source, row).waiting,
    ),
    count('running', 'Requests under way', (source, row) => at(source, row).running),
    count('lastMinute', 'Requests in the last full minute', (source, row) => at(source, row).lastMinute),
    count('throttles', 'Answers 429 since the plugin started', (source, row) => at(source, row).throttles),
    time('lastThrottle', 'When the last answer 429 came', (source, row) => at(source, row).lastThrottleAt),
    time('lastCall', 'When the last answer came', (source, row) => at(source, row).lastCallAt || null),
    time('observedAt', 'When the share was told', (source, row) => at(source, row).told?.at ?? null),
    number('ageSeconds', 'How long ago that was when the question was answered', ageSeconds, {
      displayNameFromDS: 'Age',
      unit: 's',
      decimals: 0,
    }),
    flag('stale', 'Never: every answer tells anew', () => false, { required: true }),
  ],
  order: ['-throttleValue', '-shareUsed', 'api', 'customer', 'subscription'],
  section: 'customers',
  state: stateOf,
  alerting: {
    labels: ['api', 'customer', 'tenantId', 'subscription', 'subscriptionId', 'credential'],
    value: 'throttleValue',
  },
  absence: () => [
    { severity: 'info', text: 'Nothing to show: since the plugin started, nothing was asked that fits the filters.' },
  ],
});

/** Budgets that all tenants share belong to no narrower scope. */
function select(filters: Filters, scope: Scope, context: QueryContext): Limits {
  const tenants = new Set(scope.tenants.map(({ tenantId }) => tenantId));
  const subscriptions =
    filters.subscription && new Set(scope.views().map(({ subscription }) => subscription.subscriptionId));
  const limits = context
    .rateLimits()
    .filter(
      ({ api, tenantId, subscriptionId }) =>
        (scope.everything || tenants.has(tenantId)) &&
        (!subscriptions || (subscriptionId !== null && subscriptions.has(subscriptionId))) &&
        (!filters.api || isApi(api, filters.api)),
    );
  return { reading: context, limits, length: limits.length };
}

function at(source: Limits, row: number): RateLimit {
  return source.limits[row] as RateLimit;
}

function isThrottled(source: Limits, row: number): boolean {
  return at(source, row).throttledUntil > source.reading.now;
}

function stateOf(source: Limits, row: number): string {
  return isThrottled(source, row) ? 'Throttled' : at(source, row).waiting > 0 ? 'Waiting' : 'Free';
}

function ageSeconds(source: Limits, row: number): number | null {
  const { told } = at(source, row);
  return told && secondsSince(told.at, source.reading.now);
}
