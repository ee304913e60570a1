import type { Clock } from '../../common/clock.ts';
import type { Logger } from '../../common/log.ts';
import { begin, DueJobs, end, type Entry } from './dueJobs.ts';
import type { Job, JobResult } from './job.ts';
import { SLOW_MS, whoMayBegin } from './places.ts';

/** Rests are short: one that was begun before the machine slept, or its clock was set, is over soon. */
const LONGEST_REST_MS = 60_000;
/** Less is a clock that is kept in time. */
const SET_BACK_MS = 60_000;

/**
 * Runs jobs when they are due, the longest due first, never one twice at once, at most `concurrency` at a time, and
 * as many again where some are slow.
 */
export class Refresh {
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #random: () => number;
  readonly #concurrency: number;
  readonly #whenSetBack: (now: number) => void;
  readonly #jobs = new DueJobs();
  readonly #running = new Map<Entry, Promise<void>>();
  readonly #abort = new AbortController();
  #rest = new AbortController();
  #seenAt = Number.NEGATIVE_INFINITY;
  #loop: Promise<void> | null = null;
  #idle: Array<() => void> = [];

  /** @param options `whenSetBack` is told when the clock shows an earlier time than it did: nobody knows then how old things are. */
  constructor(options: {
    clock: Clock;
    log: Logger;
    random: () => number;
    concurrency: number;
    whenSetBack?: (now: number) => void;
  }) {
    this.#clock = options.clock;
    this.#log = options.log;
    this.#random = options.random;
    this.#concurrency = Math.max(1, options.concurrency);
    this.#whenSetBack = options.whenSetBack ?? (() => undefined);
  }

  /** Adds a job that is due at once; one that is there already with its key keeps its place and runs as this one from now on. */
  replace(job: Job): void {
    const entry = this.#jobs.get(job.key);
    if (entry) {
      entry.job = job;
    } else {
      this.#jobs.add(job, this.#clock.now());
      this.#rest.abort();
    }
  }

  /** A run under way goes on to its end; there is no next one. */
  remove(key: string): void {
    this.#jobs.delete(key);
  }

  /** Makes a job due now; one that is under way runs once more afterwards. */
  hurry(key: string): void {
    const entry = this.#jobs.get(key);
    if (entry) {
      entry.again = entry.startedAt !== null;
      entry.dueAt = Math.min(entry.dueAt, this.#clock.now());
      this.#rest.abort();
    }
  }

  keys(): Iterable<string> {
    return this.#jobs.keys();
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
    this.#jobs.clear();
    this.#settleIdle();
  }

  async #run(): Promise<void> {
    while (!this.#abort.signal.aborted) {
      this.#rest = new AbortController();
      const now = this.#clock.now();
      this.#minds(now);
      let due = this.#next(now);
      while (due) {
        this.#launch(due, now);
        due = this.#next(now);
      }
      if (this.#running.size === 0 && !this.#jobs.anyDue(now)) {
        this.#settleIdle();
      }
      await this.#sleep(this.#restMs(now));
    }
  }

  /** A clock that was set back would leave everything alone until it is there again: then all is due at once. */
  #minds(now: number): void {
    if (this.#seenAt - now > SET_BACK_MS) {
      this.#log.warn('The clock was set back; everything is read anew.', {
        minutes: Math.round((this.#seenAt - now) / 60_000),
      });
      this.#jobs.setBack(now);
      this.#whenSetBack(now);
    }
    this.#seenAt = now;
  }

  /** The job that has been due for longest, if there is a place for it. */
  #next(now: number): Entry | undefined {
    const who = whoMayBegin([...this.#running.keys()], this.#concurrency, now);
    return who === 'none' ? undefined : this.#jobs.take(now, who === 'any');
  }

  #launch(entry: Entry, now: number): void {
    begin(entry, now);
    const done = this.#attempt(entry).then((result) => {
      this.#running.delete(entry);
      end(entry, result, this.#clock.now(), this.#random);
      if (this.#jobs.has(entry) && !this.#abort.signal.aborted) {
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

  #restMs(now: number): number {
    let until = now + LONGEST_REST_MS;
    // While some wait for a place, only a run that ends or becomes slow makes one.
    for (const entry of this.#jobs.areWaiting ? this.#running.keys() : this.#jobs.entries()) {
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
