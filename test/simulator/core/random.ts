import { createHash } from 'node:crypto';

/** Numbers that look random and are the same on every run: mulberry32 over a hash of the key. */
export class Random {
  private state: number;

  constructor(key: string) {
    this.state = createHash('sha1').update(key).digest().readUInt32LE(0);
  }

  /** In [0, 1). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  /** Whole number from low to high, both included. */
  int(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.next() * items.length)];
    if (item === undefined) {
      throw new Error('Nothing to pick from');
    }
    return item;
  }

  /** Picks in proportion to weight. */
  weighted<T extends { weight: number }>(items: readonly T[], total: number): T {
    let rest = this.next() * total;
    for (const item of items) {
      rest -= item.weight;
      if (rest < 0) {
        return item;
      }
    }
    return this.pick(items);
  }
}

/** A GUID that depends on its key alone. */
export function guid(key: string): string {
  const hex = createHash('sha1').update(key).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
