import { HEALTH_STATES, type HealthValue } from '../../../shared/health.ts';
import type { ResourceHealthStatus } from '../../microsoft/api/resourceHealthApi.ts';

type Judged = Pick<ResourceHealthStatus, 'availabilityState' | 'reasonType' | 'context' | 'healthEventCause'>;

const VALUES: ReadonlyMap<string, HealthValue> = new Map([
  ['available', 0],
  ['unknown', 1],
  ['degraded', 3],
  ['unavailable', 4],
]);
/** `UserInitiated`, `Customer Initiated`, `User-initiated`, … after all but letters is taken out. */
const BY_CUSTOMER = new Set(['userinitiated', 'customerinitiated']);

/**
 * Azure's state as a number. A resource that its own customer stopped is unavailable on purpose; Azure says so in
 * any of three fields. A state that isn't known is Unknown; `isKnownState` tells it apart.
 * https://learn.microsoft.com/azure/service-health/resource-health-overview
 */
export function healthValue(status: Judged): HealthValue {
  const value = VALUES.get(letters(status.availabilityState)) ?? 1;
  const byCustomer = [status.reasonType, status.context, status.healthEventCause].some(
    (text) => text !== null && BY_CUSTOMER.has(letters(text)),
  );
  return value === 4 && byCustomer ? 2 : value;
}

/** Whether Azure's word is one that has a value of its own here. */
export function isKnownState(availabilityState: string): boolean {
  return VALUES.has(letters(availabilityState));
}

/** Azure's word for a state, except that the customer's own doing has its own word. */
export function stateText(value: number, availabilityState: string): string {
  return value === 2 ? HEALTH_STATES[2] : availabilityState;
}

function letters(text: string): string {
  return text.toLowerCase().replace(/[^a-z]/g, '');
}
