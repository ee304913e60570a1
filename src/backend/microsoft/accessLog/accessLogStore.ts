import { setImmediate as nextTurn } from 'node:timers/promises';
import { AccessFile, type AccessFileOptions } from './accessFile.ts';
import type { AccessLog, AccessRecord } from './accessLog.ts';
import {
  type AccessFilter,
  type AccessReader,
  type CallCount,
  type CountBy,
  addCounts,
  countOf,
  knownOf,
  matching,
} from './accessReader.ts';
import type { AccessSearch } from './accessSearch.ts';

export interface AccessLogOptions extends AccessFileOptions {
  /** Most room in the file; the oldest calls go first. */
  bytes: number;
}

/** How long calls are kept. */
export const KEPT_MS = 7 * 24 * 3_600_000;
/** How long calls are gathered before they are written. */
const GATHER_MS = 2_000;
/** Calls that one write puts down, some milliseconds of work. */
const BATCH = 500;
/** Calls in memory while the file can't be written. */
const MOST_WAITING = 20_000;

/**
 * The log of calls to Microsoft of the last days, in a SQLite file of the data source's own. Calls are gathered in
 * memory and written in batches; whatever is wrong with the file, calls go on and the newest are kept in memory.
 */
export class AccessLogStore implements AccessLog, AccessReader {
  readonly #options: AccessLogOptions;
  readonly #file: AccessFile;
  #waiting: AccessRecord[] = [];
  #timer: NodeJS.Timeout | null = null;
  #flushing: Promise<void> | null = null;
  #closed = false;

  constructor(options: AccessLogOptions) {
    this.#options = options;
    this.#file = new AccessFile(options);
  }

  add(record: AccessRecord): void {
    this.#waiting.push(record);
    if (this.#waiting.length > 2 * MOST_WAITING) {
      this.#waiting = this.#waiting.slice(-MOST_WAITING);
    }
    if (this.#timer === null && this.#options.directory !== null && !this.#closed) {
      this.#timer = setTimeout(() => void this.flush(), GATHER_MS).unref();
    }
  }

  /** Writes what has been gathered. Never rejects. */
  flush(): Promise<void> {
    if (this.#timer !== null) {
      clearTimeout(this.#timer);
      this.#timer = null;
    }
    this.#flushing ??= this.#writeAll().finally(() => (this.#flushing = null));
    return this.#flushing;
  }

  async *read(filter: AccessFilter, signal: AbortSignal): AsyncGenerator<AccessRecord[]> {
    yield matching(await this.#unwritten(), filter);
    yield* this.#stepwise((search) => search.read(filter), signal);
  }

  async count(filter: AccessFilter, by: CountBy, signal: AbortSignal): Promise<CallCount[]> {
    const counts = countOf(matching(await this.#unwritten(), filter), by);
    const total = new Map<string, CallCount>();
    for await (const some of this.#stepwise((search) => search.count(filter, by), signal)) {
      some.forEach(([key, count]) => total.set(key, addCounts(total.get(key), count)));
    }
    return [...counts, ...total.values()];
  }

  known(): { reasons: string[]; errors: string[] } {
    const { reasons, errors } = knownOf(this.#waiting);
    const terms = this.#file.table?.terms;
    for (const [, { reason }] of terms?.kinds() ?? []) {
      reasons.push(reason);
    }
    for (const [, { error }] of terms?.outcomes() ?? []) {
      errors.push(...(error === null ? [] : [error]));
    }
    return { reasons: [...new Set(reasons)], errors: [...new Set(errors)] };
  }

  problem(): string | null {
    const { problem } = this.#file;
    return (
      problem &&
      `The log of calls to Microsoft can't be kept on disk, so only the newest calls are in memory (${this.#waiting.length}): ${problem}.`
    );
  }

  /** Writes what is left and closes the file. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#file.retry();
    await this.flush();
    this.#file.close();
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.slice(0, BATCH);
      if (!this.#write(batch)) {
        return;
      }
      this.#waiting.splice(0, batch.length);
      await nextTurn();
    }
  }

  #write(batch: readonly AccessRecord[]): boolean {
    try {
      const table = this.#file.open();
      if (table === null) {
        return false;
      }
      const { bytes, clock } = this.#options;
      table.write(batch, { since: clock.now() - KEPT_MS, bytes });
      this.#file.worked();
      return true;
    } catch (error) {
      this.#file.failed(error);
      return false;
    }
  }

  /** What the file doesn't have. Where it can be written that is nothing: what comes meanwhile would be read twice. */
  async #unwritten(): Promise<readonly AccessRecord[]> {
    await this.flush();
    return this.#file.problem === null ? [] : this.#waiting;
  }

  /** What the file has, with a turn of the event loop between two steps. */
  async *#stepwise<T>(steps: (search: AccessSearch) => Iterable<T>, signal: AbortSignal): AsyncGenerator<T> {
    try {
      const table = this.#file.open();
      for (const step of table ? steps(table.search) : []) {
        signal.throwIfAborted();
        yield step;
        await nextTurn();
      }
    } catch (error) {
      signal.throwIfAborted();
      this.#file.failed(error);
    }
  }
}
