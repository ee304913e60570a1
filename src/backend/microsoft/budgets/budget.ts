import type { HttpHeaders } from '@azure/core-rest-pipeline';
import type { Api } from '../accessLog/accessLog.ts';
import { Until } from '../../common/until.ts';
import type { Call } from '../http/call.ts';
import { toldBy } from './quotaHeaders.ts';
import type { RateLimit } from './rateLimit.ts';

const MINUTE = 60_000;

/**
 * What is documented for an API that tells nothing in its answers, requests a minute.
 * https://learn.microsoft.com/partner-center/developer/api-throttling-guidance
 */
const PER_MINUTE: Partial<Record<Api, number>> = { partnerCenter: 500 };

/** One throttle budget, changed by the policies as the calls go through. */
export class Budget {
  readonly #limit: RateLimit;
  #minute = 0;
  #pause = new Until(0, 0);

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

  /** Microsoft asks everyone who shares it to wait, from now on. */
  pause(now: number, ms: number): void {
    if (ms > this.#pause.leftMs(now)) {
      this.#pause = new Until(now, ms);
      this.#limit.throttledUntil = now + ms;
    }
  }

  /** Ms to wait; 0 when free. */
  pauseMs(now: number): number {
    return this.#pause.leftMs(now);
  }

  isIdle(now: number): boolean {
    return this.#limit.waiting + this.#limit.running === 0 && this.pauseMs(now) === 0;
  }

  /** A copy that later calls don't change. */
  asOf(now: number): RateLimit {
    this.#turnTo(now);
    const throttledUntil = Math.min(this.#limit.throttledUntil, now + this.pauseMs(now));
    return { ...this.#limit, throttledUntil, told: this.#limit.told ?? this.#counted(now) };
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
