/** Gives a turn back. Calling it again does nothing. */
export type Release = () => void;

interface Waiting {
  cost: number;
  go: (release: Release) => void;
}

/**
 * Lets work of at most `limit` run at once, a piece of it costing 1 if nothing else is said, and hands out turns round
 * robin between keys (data sources), so that one wall full of panels cannot keep another data source's alert rule waiting.
 */
export class FairQueue {
  private readonly limit: number;
  private readonly lines = new Map<string, Waiting[]>();
  private active = 0;
  private running = 0;

  constructor(limit: number) {
    this.limit = limit;
  }

  /** How many run, and how many wait. */
  get load(): { running: number; waiting: number } {
    let waiting = 0;
    for (const line of this.lines.values()) {
      waiting += line.length;
    }
    return { running: this.running, waiting };
  }

  /**
   * Resolves when it is this caller's turn; rejects with the signal's reason when it fires first. Work that costs more
   * than the limit runs alone.
   */
  enter(key: string, signal: AbortSignal, cost = 1): Promise<Release> {
    if (signal.aborted) {
      return Promise.reject(signal.reason);
    }
    if (this.lines.size === 0 && this.fits(cost)) {
      return Promise.resolve(this.start(cost));
    }
    return new Promise((resolve, reject) => {
      const waiting: Waiting = { cost, go: resolve };
      const leave = () => {
        this.remove(key, waiting);
        reject(signal.reason);
      };
      waiting.go = (release) => {
        signal.removeEventListener('abort', leave);
        resolve(release);
      };
      signal.addEventListener('abort', leave, { once: true });
      const line = this.lines.get(key);
      if (line) {
        line.push(waiting);
      } else {
        this.lines.set(key, [waiting]);
      }
    });
  }

  private fits(cost: number): boolean {
    return this.running === 0 || this.active + cost <= this.limit;
  }

  private start(cost: number): Release {
    this.active += cost;
    this.running++;
    let released = false;
    return () => {
      if (!released) {
        released = true;
        this.active -= cost;
        this.running--;
        this.next();
      }
    };
  }

  /** Starts all that fits now, in the order of the turns: what is first waits for its place and isn't overtaken. */
  private next(): void {
    for (const [key, line] of this.lines) {
      const [waiting] = line;
      if (!waiting || !this.fits(waiting.cost)) {
        return;
      }
      line.shift();
      // To the back of the round.
      this.lines.delete(key);
      if (line.length > 0) {
        this.lines.set(key, line);
      }
      waiting.go(this.start(waiting.cost));
    }
  }

  private remove(key: string, waiting: Waiting): void {
    const left = this.lines.get(key)?.filter((other) => other !== waiting) ?? [];
    if (left.length > 0) {
      this.lines.set(key, left);
    } else {
      this.lines.delete(key);
    }
  }
}
