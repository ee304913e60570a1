import { badInput } from '../../common/errors.ts';
import { API_NAMES, type CallOutcome } from '../../microsoft/accessLog/accessLog.ts';
import { type AccessFilter, hasFailed } from '../../microsoft/accessLog/accessReader.ts';
import type { Filters, FilterValues } from '../filters.ts';
import type { Scope } from '../scope.ts';

/** What the filter `state` calls the ends of a call. */
export type CallState = 'Ok' | 'Failed' | 'Stopped';

/** How a call ended: Ok, Failed, or Stopped because nobody waited any more. */
export function stateOf(outcome: CallOutcome): CallState {
  return hasFailed(outcome) ? 'Failed' : outcome.error === null ? 'Ok' : 'Stopped';
}

/**
 * Which calls a query means.
 *
 * @throws CspError (400) for a status that is none
 */
export function callFilter(filters: Filters, scope: Scope, range: { from: number; to: number }): AccessFilter {
  const { api, reason, status, errorCode, state } = filters;
  const filter: AccessFilter = { from: range.from, to: range.to };
  if (api || reason) {
    filter.kind = (kind) => (!api || isApi(kind.api, api)) && (!reason || isReason(kind.reason, reason));
  }
  if (!scope.everything) {
    const tenants = new Set(scope.tenants.map(({ tenantId }) => tenantId));
    const subscriptions =
      filters.subscription && new Set(scope.views().map(({ subscription }) => subscription.subscriptionId));
    filter.place = ({ tenantId, subscriptionId }) =>
      tenants.has(tenantId) && (!subscriptions || (subscriptionId !== null && subscriptions.has(subscriptionId)));
  }
  if (status || errorCode || state) {
    const isStatus = status && statusTest(status);
    filter.outcome = (outcome) =>
      (!isStatus || isStatus(outcome.status)) &&
      (!errorCode || errorCode.has(outcome.error?.toLowerCase() ?? '')) &&
      (!state || state.has(stateOf(outcome).toLowerCase()));
  }
  return filter;
}

/** By key or by name. */
export function isApi(api: keyof typeof API_NAMES, values: FilterValues): boolean {
  return values.has(api.toLowerCase()) || values.has((API_NAMES[api] ?? api).toLowerCase());
}

/** `collector` means all that begin with `collector:`. */
function isReason(reason: string, values: FilterValues): boolean {
  const text = reason.toLowerCase();
  return values.has(text) || values.has(text.split(':', 1)[0] as string);
}

/** `429`, or `5xx` for a class. */
function statusTest(values: FilterValues): (status: number) => boolean {
  for (const [key, text] of values) {
    if (!/^\d(\d\d|xx)$/.test(key)) {
      throw badInput(
        `The filter 'status' holds '${text}'. It takes HTTP statuses such as 429, and classes such as 5xx.`,
      );
    }
  }
  return (status) => values.has(String(status)) || values.has(`${Math.floor(status / 100)}xx`);
}
