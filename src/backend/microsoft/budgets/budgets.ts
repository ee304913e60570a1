import type { HttpHeaders } from '@azure/core-rest-pipeline';
import type { Api } from '../accessLog/accessLog.ts';
import type { Call } from '../http/call.ts';
import { type Told, toldBy } from './quotaHeaders.ts';

/** What Microsoft lets one account ask of one API, in one subscription or tenant, and how much of it is in use. */
export interface RateLimit {
  api: Api;
  host: string;
  credentialId: string;
  /** '' where all tenants share it. */
  tenantId: string;
  subscriptionId: string | null;
  /** As the last answer that spoke of it told; null when none has. */
  told: (Told & { at: number }) | null;
  /** Microsoft asked to wait until then, ms since the epoch; 0 when it never did. */
  throttledUntil: number;
  /** Calls that wait: for their turn, for the end of a throttle, to be tried again. */
  waiting: number;
  /** Attempts on the wire. */
  running: number;
  /** Attempts in the last full minute and in the present one. */
  lastMinute: number;
  thisMinute: number;
  /** Answers 429 since the start, and when the last came, ms since the epoch; null for never. */
  throttles: number;
  lastThrottleAt: number | null;
  lastCallAt: number;
}

/**
 * What is documented for an API that tells nothing in its answers, requests a minute.
 * https://learn.microsoft.com/partner-center/developer/api-throttling-guidance
 */
const PER_MINUTE: Partial<Record<Api, number>> = { partnerCenter: 500 };

const MOST = 20_000;
const MINUTE = 60_000;

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

/** One of them, changed by the policies as the calls go through. */
export class Budget {
  readonly #limit: RateLimit;
  #minute = 0;

  constructor(call: Call, shared: boolean) {
    this.#limit = {
      api: call.api,
      host: new URL(call.origin).host,
      credentialId: call.credentialId,
      tenantId: shared ? '' : call.tenantId,
      subscriptionId: shared ? null : call.subscriptionId,
      told: null,
      throttledUntil: 0,
      waiting: 0,
      running: 0,
      lastMinute: 0,
      thisMinute: 0,
      throttles: 0,
      lastThrottleAt: null,
      lastCallAt: 0,
    };
  }

  /** Counts a call as waiting for as long as `wait` lasts. */
  async waitFor(wait: () => Promise<void>): Promise<void> {
    this.#limit.waiting += 1;
    try {
      await wait();
    } finally {
      this.#limit.waiting -= 1;
    }
  }

  /** Counts a call as waiting until its turn comes, and as running from then on. */
  async run<T>(queue: (send: () => Promise<T>) => Promise<T>, send: () => Promise<T>): Promise<T> {
    const limit = this.#limit;
    let started = false;
    limit.waiting += 1;
    try {
      return await queue(async () => {
        started = true;
        limit.waiting -= 1;
        limit.running += 1;
        try {
          return await send();
        } finally {
          limit.running -= 1;
        }
      });
    } finally {
      limit.waiting -= started ? 0 : 1;
    }
  }

  /** An answer has come. */
  answered(status: number, headers: HttpHeaders, now: number): void {
    const limit = this.#limit;
    this.#turnTo(now);
    limit.thisMinute += 1;
    limit.lastCallAt = now;
    const told = toldBy(limit.api, headers, now, limit.told);
    if (told) {
      limit.told = { ...told, at: now };
    }
    if (status === 429) {
      limit.throttles += 1;
      limit.lastThrottleAt = now;
    }
  }

  /** Microsoft asks everyone who shares it to wait. */
  pause(until: number): void {
    this.#limit.throttledUntil = Math.max(until, this.#limit.throttledUntil);
  }

  /** Ms to wait; 0 when free. */
  pauseMs(now: number): number {
    return Math.max(0, this.#limit.throttledUntil - now);
  }

  isIdle(now: number): boolean {
    return this.#limit.waiting + this.#limit.running === 0 && this.pauseMs(now) === 0;
  }

  /** A copy that later calls don't change. */
  asOf(now: number): RateLimit {
    this.#turnTo(now);
    return { ...this.#limit, told: this.#limit.told ?? this.#counted(now) };
  }

  #counted(now: number): RateLimit['told'] {
    const limit = PER_MINUTE[this.#limit.api];
    if (limit === undefined) {
      return null;
    }
    const used = Math.max(this.#limit.lastMinute, this.#limit.thisMinute);
    return { header: null, remaining: Math.max(0, limit - used), limit, used: used / limit, resetsAt: null, at: now };
  }

  #turnTo(now: number): void {
    const minute = Math.floor(now / MINUTE);
    if (minute !== this.#minute) {
      this.#limit.lastMinute = minute === this.#minute + 1 ? this.#limit.thisMinute : 0;
      this.#limit.thisMinute = 0;
      this.#minute = minute;
    }
  }
}
