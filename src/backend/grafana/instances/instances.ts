import { once } from 'node:events';
import type { Clock } from '../../common/clock.ts';
import type { Logger } from '../../common/log.ts';
import { Until } from '../../common/until.ts';
import type { DataSourceInstance, InstanceSettings } from '../types.ts';
import { entryOf, keyOf, versionOf, type Entry } from './entry.ts';
import type { InstanceLimits } from './limits.ts';

/** Makes the instance of one data source, when it is first asked and when its settings changed. */
export type CreateInstance = (
  settings: InstanceSettings,
  context: { log: Logger },
) => DataSourceInstance | Promise<DataSourceInstance>;

/** How long a new instance waits for the old one to go: they share files and budgets, but a slow call must not hold up new settings. */
const WAIT_FOR_OLD_MS = 2000;

/** Settings may be saved so much later than now by another server's clock, ms. */
const CLOCKS_DIFFER_MS = 60_000;

/** The data sources in use, one instance each, by organisation and uid. */
export class Instances {
  private readonly entries = new Map<string, Entry>();
  /** Also those that were replaced and still have calls running. */
  private readonly live = new Set<Entry>();
  private readonly create: CreateInstance;
  private readonly clock: Clock;
  private readonly log: Logger;
  private readonly limits: InstanceLimits;

  constructor(options: { create: CreateInstance; clock: Clock; log: Logger; limits: InstanceLimits }) {
    this.create = options.create;
    this.clock = options.clock;
    this.log = options.log;
    this.limits = options.limits;
  }

  get size(): number {
    return this.entries.size;
  }

  /**
   * Runs `work` with the instance of these settings, which is not disposed before `work` ends.
   * `replaced` fires when newer settings arrive, for work that would run on for ever.
   */
  async use<T>(
    settings: InstanceSettings,
    work: (instance: DataSourceInstance, replaced: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const entry = this.current(settings);
    entry.running++;
    entry.lastUsed = this.clock.now();
    try {
      return await work(await entry.instance, entry.replaced.signal);
    } finally {
      entry.running--;
      entry.lastUsed = this.clock.now();
      this.disposeIfDone(entry);
    }
  }

  /** Lets all let go of what they can get again. True where one had anything. */
  shed(): boolean {
    return [...this.live].map(({ made }) => made?.shed?.() ?? false).includes(true);
  }

  /**
   * Disposes what has been idle for too long, and the longest idle beyond the limit. Called from time to time.
   *
   * @returns whether there was any.
   */
  evict(idleMs = this.limits.idleMs): boolean {
    const idle = [...this.entries.values()]
      .filter((entry) => entry.running === 0)
      .sort((a, b) => a.lastUsed - b.lastUsed);
    let excess = this.entries.size - this.limits.max;
    const before = this.entries.size;
    for (const entry of idle) {
      if (excess > 0 || this.clock.now() - entry.lastUsed >= idleMs) {
        excess--;
        this.retire(entry);
      }
    }
    return this.entries.size < before;
  }

  /** Retires all instances; resolves when all are disposed, each after its running calls. */
  async disposeAll(): Promise<void> {
    const leaving = [...this.live];
    for (const entry of leaving) {
      this.retire(entry);
    }
    await Promise.all(leaving.map(async ({ gone }) => gone.signal.aborted || once(gone.signal, 'abort')));
  }

  private current(settings: InstanceSettings): Entry {
    const key = keyOf(settings);
    const version = versionOf(settings);
    const found = this.entries.get(key);
    // A request sent before the last save may arrive after it; it must not bring the old settings back. Settings that
    // were saved later than now tell nothing of that: the clock was set back since.
    const isLate = found && found.updated > settings.updated && found.updated <= this.clock.now() + CLOCKS_DIFFER_MS;
    const isCurrent = found && (found.version === version || isLate);
    if (isCurrent && !(found.failed?.leftMs(this.clock.now()) === 0)) {
      return found;
    }
    const entry = this.start(settings, found);
    this.entries.set(key, entry);
    return entry;
  }

  private start(settings: InstanceSettings, old: Entry | undefined): Entry {
    const log = this.log.with({ dataSource: settings.name, uid: settings.uid });
    // In a promise, so that a throw while creating is everybody's answer and nobody's crash.
    const instance = (async () => {
      if (old) {
        this.abandon(old);
        await this.clock.sleep(WAIT_FOR_OLD_MS, old.gone.signal).catch(() => {});
      }
      return this.create(settings, { log });
    })();
    const entry = entryOf(settings, instance, this.clock.now());
    this.live.add(entry);
    instance.then(
      (made) => (entry.made = made),
      () => (entry.failed = new Until(this.clock.now(), this.limits.retryMs)),
    );
    return entry;
  }

  private retire(entry: Entry): void {
    if (this.entries.get(entry.key) === entry) {
      this.entries.delete(entry.key);
    }
    this.abandon(entry);
  }

  private abandon(entry: Entry): void {
    entry.replaced.abort();
    this.disposeIfDone(entry);
  }

  private disposeIfDone(entry: Entry): void {
    if (entry.replaced.signal.aborted && entry.running === 0 && !entry.disposing) {
      entry.disposing = true;
      void this.dispose(entry);
    }
  }

  private async dispose(entry: Entry): Promise<void> {
    try {
      await (await entry.instance).dispose();
    } catch (error) {
      // A creation that failed left nothing to dispose, and its error was everybody's answer.
      if (entry.failed === undefined) {
        this.log.error('An old data source could not be closed.', { dataSource: entry.name, error: asError(error) });
      }
    }
    this.live.delete(entry);
    entry.gone.abort();
  }
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
