import type { Clock } from '../../common/clock.ts';
import type { Logger } from '../../common/log.ts';
import { type JobResult, nextRun, nextStretch } from './cadence.ts';

/** Something that is done again and again. It reports its own failures: `run` throws only when it was aborted. */
export interface Job {
  readonly key: string;
  readonly intervalMs: number;
  run(signal: AbortSignal): Promise<JobResult>;
  /** Told when it is due next and how many times its cadence the runs are apart, after each run. */
  scheduled?(nextAt: number, stretch: number): void;
}

interface Entry {
  job: Job;
  dueAt: number;
  /** Runs so far, and those that failed since the last good one. */
  runs: number;
  failures: number;
  stretch: number;
  startedAt: number | null;
  again: boolean;
}

/** A run that takes longer gives its place to another one, so that tenants that hang don't hold up those that answer. */
const SLOW_MS = 10_000;
const LONGEST_REST_MS = 3_600_000;

/**
 * Runs jobs when they are due, the longest due first, never one twice at once, at most `concurrency` at a time. Jobs
 * whose last run failed share a quarter of the places.
 */
export class Refresh {
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #random: () => number;
  readonly #concurrency: number;
  readonly #entries = new Map<string, Entry>();
  readonly #running = new Map<Entry, Promise<void>>();
  readonly #abort = new AbortController();
  #rest = new AbortController();
  #loop: Promise<void> | null = null;
  #idle: Array<() => void> = [];
  /** Entries that were due when this was made, the longest due last. What becomes due later comes after all of them. */
  #due: Entry[] = [];

  constructor(options: { clock: Clock; log: Logger; random: () => number; concurrency: number }) {
    this.#clock = options.clock;
    this.#log = options.log;
    this.#random = options.random;
    this.#concurrency = Math.max(1, options.concurrency);
  }

  /** Adds a job that is due at once; one that is there already with its key keeps its place and runs as this one from now on. */
  replace(job: Job): void {
    const entry = this.#entries.get(job.key);
    if (entry) {
      entry.job = job;
    } else {
      this.#entries.set(job.key, {
        job,
        dueAt: this.#clock.now(),
        runs: 0,
        failures: 0,
        stretch: 1,
        startedAt: null,
        again: false,
      });
      this.#rest.abort();
    }
  }

  /** A run under way goes on to its end; there is no next one. */
  remove(key: string): void {
    this.#entries.delete(key);
  }

  /** Makes a job due now; one that is under way runs once more afterwards. */
  hurry(key: string): void {
    const entry = this.#entries.get(key);
    if (entry) {
      entry.again = entry.startedAt !== null;
      entry.dueAt = Math.min(entry.dueAt, this.#clock.now());
      this.#rest.abort();
    }
  }

  keys(): Iterable<string> {
    return this.#entries.keys();
  }

  start(): void {
    this.#loop ??= this.#run();
  }

  /** Resolves when nothing is under way and nothing is due. */
  async idle(): Promise<void> {
    if (this.#loop !== null && !this.#abort.signal.aborted) {
      const done = new Promise<void>((resolve) => this.#idle.push(resolve));
      this.#rest.abort();
      await done;
    }
  }

  /** Aborts what is under way and waits for it to end. */
  async dispose(): Promise<void> {
    this.#abort.abort();
    this.#rest.abort();
    await this.#loop;
    await Promise.all(this.#running.values());
    this.#entries.clear();
    this.#settleIdle();
  }

  async #run(): Promise<void> {
    while (!this.#abort.signal.aborted) {
      this.#rest = new AbortController();
      const now = this.#clock.now();
      let due = this.#next(now);
      while (due) {
        this.#launch(due, now);
        due = this.#next(now);
      }
      if (this.#running.size === 0 && !this.#anyDue(now)) {
        this.#settleIdle();
      }
      await this.#sleep(this.#restMs(now));
    }
  }

  /** The job that has been due for longest, if there is a place for it. */
  #next(now: number): Entry | undefined {
    const running = [...this.#running.keys()];
    const quick = running.filter((entry) => now - (entry.startedAt ?? now) < SLOW_MS).length;
    if (quick >= this.#concurrency || running.length >= 2 * this.#concurrency) {
      return undefined;
    }
    const failing = running.filter((entry) => entry.failures > 0).length;
    const mayFail = failing < Math.max(1, Math.floor(this.#concurrency / 4));
    const known = this.#due.length > 0 ? this.#take(now, mayFail) : undefined;
    if (known) {
      return known;
    }
    const ready = [...this.#entries.values()].filter((entry) => isReady(entry, now));
    this.#due = ready.sort((a, b) => a.dueAt - b.dueAt).reverse();
    return this.#take(now, mayFail);
  }

  /** Takes the first that may run out of those that are due; those that have gone or run already are dropped on the way. */
  #take(now: number, mayFail: boolean): Entry | undefined {
    for (let index = this.#due.length - 1; index >= 0; index--) {
      const entry = this.#due[index] as Entry;
      const gone = this.#entries.get(entry.job.key) !== entry || !isReady(entry, now);
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

  #launch(entry: Entry, now: number): void {
    entry.startedAt = now;
    entry.again = false;
    const done = this.#attempt(entry).then((result) => {
      const end = this.#clock.now();
      this.#running.delete(entry);
      entry.startedAt = null;
      entry.runs++;
      entry.failures = result.failed ? entry.failures + 1 : 0;
      entry.stretch = nextStretch(entry.stretch, result);
      const intervalMs = entry.job.intervalMs * entry.stretch;
      entry.dueAt = entry.again
        ? end
        : nextRun({ ...entry, intervalMs, startedAt: now, now: end, result }, this.#random);
      if (this.#entries.get(entry.job.key) === entry && !this.#abort.signal.aborted) {
        entry.job.scheduled?.(entry.dueAt, entry.stretch);
      }
      this.#rest.abort();
    });
    this.#running.set(entry, done);
  }

  async #attempt(entry: Entry): Promise<JobResult> {
    try {
      return await entry.job.run(this.#abort.signal);
    } catch (error) {
      if (!this.#abort.signal.aborted) {
        this.#log.error('A collection run ended in a way it should not.', {
          job: entry.job.key,
          error: error as Error,
        });
      }
      return { failed: true };
    }
  }

  #anyDue(now: number): boolean {
    return [...this.#entries.values()].some((entry) => entry.dueAt <= now);
  }

  #restMs(now: number): number {
    let until = now + LONGEST_REST_MS;
    // While some wait for a place, only a run that ends or becomes slow makes one.
    for (const entry of this.#due.length > 0 ? this.#running.keys() : this.#entries.values()) {
      const at = entry.startedAt === null ? entry.dueAt : entry.startedAt + SLOW_MS;
      until = at > now && at < until ? at : until;
    }
    return until - now;
  }

  async #sleep(ms: number): Promise<void> {
    const { signal } = this.#rest;
    try {
      await this.#clock.sleep(ms, signal);
    } catch (error) {
      if (!signal.aborted) {
        throw error;
      }
    }
  }

  #settleIdle(): void {
    for (const resolve of this.#idle.splice(0)) {
      resolve();
    }
  }
}

function isReady(entry: Entry, now: number): boolean {
  return entry.startedAt === null && entry.dueAt <= now;
}
