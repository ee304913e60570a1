/**
 * How long work may hold a turn of the event loop: as long as everything else in it took, so that it has half of the
 * time however long turns are, with a least and a most. With a fixed few milliseconds, a question of a hundred
 * milliseconds took many seconds while hundreds of answers of Microsoft's were read, each of its turns after many of
 * theirs.
 */
export class TurnShare {
  readonly #leastMs: number;
  readonly #mostMs: number;
  /** When the turn before ended; Infinity where there was none right before. */
  #endedAt = Infinity;

  constructor(leastMs: number, mostMs: number) {
    this.#leastMs = leastMs;
    this.#mostMs = mostMs;
  }

  /** A turn begins. Until when it may be held, by `performance.now()`. */
  begin(): number {
    const now = performance.now();
    return now + Math.min(Math.max(now - this.#endedAt, this.#leastMs), this.#mostMs);
  }

  /** The turn is over; `more`: there will be another one as soon as others had theirs. */
  end(more: boolean): void {
    this.#endedAt = more ? performance.now() : Infinity;
  }
}
