import type { Call } from '../http/call.ts';
import { Budget } from './budget.ts';
import type { RateLimit } from './rateLimit.ts';

/** Budgets that are kept. */
const MOST = 20_000;

/**
 * All throttle budgets that were used, told apart as Azure counts: by account and subscription (or tenant), so one that
 * is throttled doesn't stop the others.
 * https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling
 */
export class Budgets {
  readonly #budgets = new Map<string, Budget>();

  /** The budget that a call takes from. */
  of(call: Call, now: number): Budget {
    // Partner Center counts by partner, whichever customer is asked about.
    const shared = call.api === 'partnerCenter';
    const key = `${call.api} ${call.credentialId} ${shared ? '' : (call.subscriptionId ?? call.tenantId)}`;
    let budget = this.#budgets.get(key);
    if (!budget) {
      this.#makeRoom(now);
      budget = new Budget(call, shared);
      this.#budgets.set(key, budget);
    }
    return budget;
  }

  list(now: number): RateLimit[] {
    return Array.from(this.#budgets.values(), (budget) => budget.asOf(now));
  }

  /** Lets go of the oldest that nobody waits for. */
  #makeRoom(now: number): void {
    if (this.#budgets.size < MOST) {
      return;
    }
    for (const [key, budget] of this.#budgets) {
      if (budget.isIdle(now)) {
        this.#budgets.delete(key);
      }
      if (this.#budgets.size < MOST * 0.9) {
        return;
      }
    }
  }
}
