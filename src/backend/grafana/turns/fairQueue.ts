/** Gives a turn back. Calling it again does nothing. */
export type Release = () => void;

interface Waiting {
  go: (release: Release) => void;
}

/**
 * Lets at most `limit` pieces of work run at once and hands out turns round robin between keys (data sources), so that
 * one wall full of panels cannot keep another data source's alert rule waiting.
 */
export class FairQueue {
  private readonly limit: number;
  private readonly lines = new Map<string, Waiting[]>();
  private active = 0;

  constructor(limit: number) {
    this.limit = limit;
  }

  /** How many run, and how many wait. */
  get load(): { running: number; waiting: number } {
    let waiting = 0;
    for (const line of this.lines.values()) {
      waiting += line.length;
    }
    return { running: this.active, waiting };
  }

  /** Resolves when it is this caller's turn; rejects with the signal's reason when it fires first. */
  enter(key: string, signal: AbortSignal): Promise<Release> {
    if (signal.aborted) {
      return Promise.reject(signal.reason);
    }
    if (this.active < this.limit) {
      return Promise.resolve(this.start());
    }
    return new Promise((resolve, reject) => {
      const waiting: Waiting = { go: resolve };
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

  private start(): Release {
    this.active++;
    let released = false;
    return () => {
      if (!released) {
        released = true;
        this.active--;
        this.next();
      }
    };
  }

  private next(): void {
    const first = this.lines.entries().next();
    if (first.done || this.active >= this.limit) {
      return;
    }
    const [key, line] = first.value;
    const waiting = line.shift();
    // To the back of the round.
    this.lines.delete(key);
    if (line.length > 0) {
      this.lines.set(key, line);
    }
    waiting?.go(this.start());
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
