import { nextRun, nextStretch } from './cadence.ts';
import type { Job, JobResult } from './job.ts';

/** A job with when it is due and how it has gone. */
export interface Entry {
  job: Job;
  /** ms. */
  dueAt: number;
  /** Runs so far, and those that failed since the last good one. */
  runs: number;
  failures: number;
  /** How many times its cadence the runs are apart at present. */
  stretch: number;
  /** When the run under way began, ms; null when there is none. */
  startedAt: number | null;
  /** Is it to run once more after the run under way? */
  again: boolean;
}

/** All jobs, and which of them is due next: the one that has been due for longest. */
export class DueJobs {
  readonly #entries = new Map<string, Entry>();
  /** Entries that were due when this was made, the longest due last. What becomes due later comes after all of them. */
  #due: Entry[] = [];

  get(key: string): Entry | undefined {
    return this.#entries.get(key);
  }

  /** Adds a job that is due at this time. */
  add(job: Job, dueAt: number): void {
    this.#entries.set(job.key, { job, dueAt, runs: 0, failures: 0, stretch: 1, startedAt: null, again: false });
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  clear(): void {
    this.#entries.clear();
  }

  keys(): Iterable<string> {
    return this.#entries.keys();
  }

  /** Whether an entry was not removed or replaced meanwhile. */
  has(entry: Entry): boolean {
    return this.#entries.get(entry.job.key) === entry;
  }

  anyDue(now: number): boolean {
    return [...this.#entries.values()].some((entry) => entry.dueAt <= now);
  }

  /** Makes all due now, where the clock was set back. */
  setBack(now: number): void {
    for (const entry of this.#entries.values()) {
      entry.dueAt = Math.min(entry.dueAt, now);
      entry.startedAt = entry.startedAt === null ? null : Math.min(entry.startedAt, now);
    }
  }

  /** Whether some of those that were due have not run yet. */
  get areWaiting(): boolean {
    return this.#due.length > 0;
  }

  entries(): Iterable<Entry> {
    return this.#entries.values();
  }

  /**
   * Takes the next one that may run.
   *
   * @param mayFail whether jobs whose last run failed may run too.
   */
  take(now: number, mayFail: boolean): Entry | undefined {
    const known = this.#due.length > 0 ? this.#takeKnown(now, mayFail) : undefined;
    if (known) {
      return known;
    }
    const ready = [...this.#entries.values()].filter((entry) => isReady(entry, now));
    this.#due = ready.sort((a, b) => a.dueAt - b.dueAt).reverse();
    return this.#takeKnown(now, mayFail);
  }

  /** Takes the first that may run out of those that are due; those that have gone or run already are dropped on the way. */
  #takeKnown(now: number, mayFail: boolean): Entry | undefined {
    for (let index = this.#due.length - 1; index >= 0; index--) {
      const entry = this.#due[index] as Entry;
      const gone = !this.has(entry) || !isReady(entry, now);
      const taken = !gone && (mayFail || entry.failures === 0);
      if (gone || taken) {
        this.#due.splice(index, 1);
      }
      if (taken) {
        return entry;
      }
    }
    return undefined;
  }
}

/** A run begins. */
export function begin(entry: Entry, now: number): void {
  entry.startedAt = now;
  entry.again = false;
}

/** A run has ended: notes how it went, and when the next one is due. */
export function end(entry: Entry, result: JobResult, now: number, random: () => number): void {
  const startedAt = entry.startedAt ?? now;
  entry.startedAt = null;
  entry.runs++;
  entry.failures = result.failed ? entry.failures + 1 : 0;
  entry.stretch = nextStretch(entry.stretch, result);
  const intervalMs = entry.job.intervalMs * entry.stretch;
  entry.dueAt = entry.again ? now : nextRun({ ...entry, intervalMs, startedAt, now, result }, random);
}

function isReady(entry: Entry, now: number): boolean {
  return entry.startedAt === null && entry.dueAt <= now;
}
