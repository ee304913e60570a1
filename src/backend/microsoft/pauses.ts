import type { Call } from './call.ts';

const MOST = 20_000;

/**
 * Until when nobody shall ask, for each throttle budget: Azure counts by account and subscription (or tenant), so one
 * that is throttled doesn't stop the others. https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling
 */
export class Pauses {
  readonly #until = new Map<string, number>();

  add(call: Call, until: number): void {
    if (this.#until.size >= MOST) {
      this.#until.clear();
    }
    const key = budgetKey(call);
    this.#until.set(key, Math.max(until, this.#until.get(key) ?? 0));
  }

  /** Ms to wait; 0 when free. */
  remaining(call: Call, now: number): number {
    if (this.#until.size === 0) {
      return 0;
    }
    const key = budgetKey(call);
    const until = this.#until.get(key);
    if (until === undefined) {
      return 0;
    }
    if (until <= now) {
      this.#until.delete(key);
      return 0;
    }
    return until - now;
  }
}

function budgetKey(call: Call): string {
  // Partner Center counts by partner, whichever customer is asked about.
  const scope = call.api === 'partnerCenter' ? '' : (call.subscriptionId ?? call.tenantId);
  return `${call.api} ${call.credentialId} ${scope}`;
}
