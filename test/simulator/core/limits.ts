/** A token bucket that refills all the time. Times are in ms. */
export class TokenBucket {
  private readonly size: number;
  private readonly refillPerSecond: number;
  private level: number;
  private at: number;

  constructor(size: number, refillPerSecond: number, now: number) {
    this.size = size;
    this.refillPerSecond = refillPerSecond;
    this.level = size;
    this.at = now;
  }

  /** Takes one; says whether there was one, how many are left and after how many whole seconds there is one again. */
  take(now: number): { ok: boolean; remaining: number; retryAfter: number } {
    this.level = Math.min(this.size, this.level + (Math.max(0, now - this.at) / 1000) * this.refillPerSecond);
    this.at = now;
    const ok = this.level >= 1;
    if (ok) {
      this.level -= 1;
    }
    const retryAfter = ok ? 0 : Math.max(1, Math.ceil((1 - this.level) / this.refillPerSecond));
    return { ok, remaining: Math.floor(this.level), retryAfter };
  }
}

/** A quota for each window of time, as Resource Graph and Partner Center count. */
export class WindowQuota {
  private readonly quota: number;
  private readonly windowMs: number;
  private start: number;
  private used = 0;

  constructor(quota: number, windowMs: number, now: number) {
    this.quota = quota;
    this.windowMs = windowMs;
    this.start = now;
  }

  take(now: number): { ok: boolean; remaining: number; retryAfter: number } {
    if (now - this.start >= this.windowMs || now < this.start) {
      this.start = now;
      this.used = 0;
    }
    const ok = this.used < this.quota;
    if (ok) {
      this.used += 1;
    }
    const retryAfter = Math.max(1, Math.ceil((this.start + this.windowMs - now) / 1000));
    return { ok, remaining: this.quota - this.used, retryAfter };
  }
}

interface Meter {
  take: (now: number) => { ok: boolean; remaining: number; retryAfter: number };
}

/**
 * All quotas by key. They always count; only `enforced` makes them refuse. Enforced ones run on the simulator's clock,
 * so that a frozen clock makes throttling exact; others run on real time, so that a frozen clock never empties them.
 */
export class Limits {
  enforced: boolean;
  private readonly now: () => number;
  private meters = new Map<string, Meter>();

  constructor(enforced: boolean, now: () => number) {
    this.enforced = enforced;
    this.now = now;
  }

  enforce(on: boolean): void {
    this.enforced = on;
    this.meters.clear();
  }

  bucket(key: string, size: number, refillPerSecond: number) {
    return this.take(key, (now) => new TokenBucket(size, refillPerSecond, now));
  }

  window(key: string, quota: number, windowMs: number) {
    return this.take(key, (now) => new WindowQuota(quota, windowMs, now));
  }

  clear(): void {
    this.meters.clear();
  }

  private take(key: string, make: (now: number) => Meter) {
    const now = this.enforced ? this.now() : performance.now();
    const meter = this.meters.get(key) ?? make(now);
    this.meters.set(key, meter);
    const taken = meter.take(now);
    return { ...taken, ok: taken.ok || !this.enforced };
  }
}
