/**
 * How long something still holds. A clock can be set back by hours, on a machine that started with a wrong one or was
 * moved while it slept: then it holds for as long as was left of it when it was looked at last, and not until the clock
 * is there again.
 */
export class Until {
  #at: number;
  #seenAt: number;

  /** @param now ms since the epoch. @param ms from now on; Infinity: for ever. */
  constructor(now: number, ms: number) {
    this.#at = now + ms;
    this.#seenAt = now;
  }

  /** Ms that are left; 0 when it is over. */
  leftMs(now: number): number {
    if (now < this.#seenAt) {
      this.#at -= this.#seenAt - now;
    }
    this.#seenAt = now;
    return Math.max(0, this.#at - now);
  }
}
