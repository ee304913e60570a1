import type { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../../common/clock.ts';
import { dataFile } from '../../common/dataFile.ts';
import type { Logger } from '../../common/log.ts';
import { setAside } from '../../common/sqliteAside.ts';
import { isDamaged, openSqlite, type SqliteFile } from '../../common/sqliteFile.ts';
import type { AccessLog, AccessRecord } from './accessLog.ts';
import {
  type AccessFilter,
  type AccessReader,
  type CallCount,
  type CountBy,
  countOf,
  knownOf,
  matching,
} from './accessReader.ts';
import { ACCESS_SCHEMA, AccessTable } from './accessTable.ts';

export interface AccessLogOptions {
  /** A directory that survives restarts; null: the log is kept in memory only. */
  directory: string | null;
  /** What tells data sources apart. */
  key: string;
  /** Most room in the file; the oldest calls go first. */
  bytes: number;
  clock: Clock;
  log: Logger;
}

/** How long calls are kept. */
export const KEPT_MS = 7 * 24 * 3_600_000;
const GATHER_MS = 2_000;
/** Calls that one write puts down, some milliseconds of work. */
const BATCH = 500;
/** Calls in memory while the file can't be written. */
const MOST_WAITING = 20_000;
const RETRY_MS = 30_000;

/**
 * The log of calls to Microsoft of the last days, in a SQLite file of the data source's own. Calls are gathered in
 * memory and written in batches; whatever is wrong with the file, calls go on and the newest are kept in memory.
 */
export class AccessLogStore implements AccessLog, AccessReader {
  readonly #options: AccessLogOptions;
  readonly #file: SqliteFile;
  #waiting: AccessRecord[] = [];
  #timer: NodeJS.Timeout | null = null;
  #flushing: Promise<void> | null = null;
  #database: DatabaseSync | null = null;
  #table: AccessTable | null = null;
  #problem: string | null = null;
  #retryAt = 0;
  #closed = false;

  constructor(options: AccessLogOptions) {
    this.#options = options;
    this.#file = {
      path: dataFile(options.directory ?? '', 'calls', options.key, 'sqlite'),
      // The file shrinks when less room is given; to be said before there is any table.
      before: 'PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_size_limit = 4194304;',
      schema: ACCESS_SCHEMA,
      version: 1,
      tables: ['term', 'call'],
      check: false,
      openWaitMs: 20,
      what: 'The log of calls to Microsoft',
      instead: 'a new one was begun',
    };
    if (options.directory === null) {
      this.#problem = 'there is no folder for it: set data_path for the plugin in the configuration of Grafana';
    }
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
    yield* this.#stepwise((table) => table.read(filter), signal);
  }

  async count(filter: AccessFilter, by: CountBy, signal: AbortSignal): Promise<CallCount[]> {
    const counts = countOf(matching(await this.#unwritten(), filter), by);
    const total = new Map<string, CallCount>();
    for await (const some of this.#stepwise((table) => table.count(filter, by), signal)) {
      some.forEach(([key, count]) => total.set(key, sum(total.get(key), count)));
    }
    return [...counts, ...total.values()];
  }

  known(): { reasons: string[]; errors: string[] } {
    const { reasons, errors } = knownOf(this.#waiting);
    const terms = this.#table?.terms;
    for (const [, { reason }] of terms?.kinds() ?? []) {
      reasons.push(reason);
    }
    for (const [, { error }] of terms?.outcomes() ?? []) {
      errors.push(...(error === null ? [] : [error]));
    }
    return { reasons: [...new Set(reasons)], errors: [...new Set(errors)] };
  }

  problem(): string | null {
    return (
      this.#problem &&
      `The log of calls to Microsoft can't be kept on disk, so only the newest calls are in memory (${this.#waiting.length}): ${this.#problem}.`
    );
  }

  /** Writes what is left and closes the file. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#retryAt = 0;
    await this.flush();
    this.#forget();
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
      const table = this.#open();
      const { bytes, clock } = this.#options;
      table?.write(batch, { since: clock.now() - KEPT_MS, bytes });
      this.#problem = table ? null : this.#problem;
      return table !== null;
    } catch (error) {
      this.#fail(error);
      return false;
    }
  }

  /** The file's table; null while it is not to be tried. */
  #open(): AccessTable | null {
    const { directory, log, clock } = this.#options;
    if (directory === null || clock.now() < this.#retryAt) {
      return null;
    }
    if (this.#table === null) {
      this.#database = openSqlite(this.#file, directory, log);
      this.#table = new AccessTable(this.#database);
    }
    return this.#table;
  }

  /** What the file doesn't have. Where it can be written that is nothing: what comes meanwhile would be read twice. */
  async #unwritten(): Promise<readonly AccessRecord[]> {
    await this.flush();
    return this.#problem === null ? [] : this.#waiting;
  }

  /** What the file has, with a turn of the event loop between two steps. */
  async *#stepwise<T>(steps: (table: AccessTable) => Iterable<T>, signal: AbortSignal): AsyncGenerator<T> {
    try {
      const table = this.#open();
      for (const step of table ? steps(table) : []) {
        signal.throwIfAborted();
        yield step;
        await nextTurn();
      }
    } catch (error) {
      signal.throwIfAborted();
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    const { clock, log } = this.#options;
    this.#retryAt = clock.now() + RETRY_MS;
    // A dictionary that can't be read is as bad as a file that can't.
    if (isDamaged(error) || error instanceof SyntaxError) {
      this.#forget();
      try {
        setAside(this.#file, log, 'is damaged');
      } catch {
        // Tried again with the next write.
      }
    }
    if (this.#problem === null) {
      log.warn('The log of calls to Microsoft could not be used; the newest calls are kept in memory.', {
        path: this.#file.path,
        error: error as Error,
      });
    }
    this.#problem = `${error instanceof Error ? error.message : String(error)}. Check that the folder can be written to and has room`;
  }

  #forget(): void {
    try {
      this.#database?.close();
    } catch {
      // Nothing is lost: what was committed is in the file.
    }
    this.#database = null;
    this.#table = null;
  }
}

function sum(a: CallCount | undefined, b: CallCount): CallCount {
  return a
    ? {
        ...b,
        calls: a.calls + b.calls,
        retries: a.retries + b.retries,
        durationMs: a.durationMs + b.durationMs,
        longestMs: Math.max(a.longestMs, b.longestMs),
        lastAt: Math.max(a.lastAt, b.lastAt),
      }
    : b;
}
