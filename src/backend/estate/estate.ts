import type { Clock } from '../common/clock.ts';
import { CspError } from '../common/errors.ts';
import type { Logger } from '../common/log.ts';
import type { Microsoft } from '../microsoft/api/microsoft.ts';
import type { Settings } from '../settings/settings.ts';
import { Breakers } from './refresh/breakers.ts';
import { ChangeFeed, type Changes } from './changeFeed.ts';
import { createPlanners } from './collecting/collectorJobs.ts';
import type { EstateContext } from './context.ts';
import { Discovery } from './discovery/discovery.ts';
import { HealthHistory } from './history/healthHistory.ts';
import type { HistoryReader } from './history/past.ts';
import type { Section } from './model/sections.ts';
import type { Snapshot } from './model/snapshot.ts';
import { InternedNames, TextPool } from './segments/names.ts';
import { Picture } from './picture/picture.ts';
import { Refresh } from './refresh/refresh.ts';
import { restore } from './store/restore.ts';
import { noSaver, StoreSaver } from './store/saver.ts';
import { Slices } from '../common/slices.ts';
import type { Store } from './store/store.ts';

/** What an estate is made of. */
export interface EstateOptions {
  settings: Settings;
  microsoft: Microsoft;
  clock: Clock;
  log: Logger;
  /** Where the picture is kept between runs; null: nowhere. The estate closes it. */
  store: Store | null;
  /** For the spread of the cadences; default Math.random. */
  random?: () => number;
}

/** All that is known of all customers, kept fresh. */
export interface Estate {
  /** Serves what the store has, then begins to collect. */
  start(): void;
  /** Resolves when the store's picture is in the snapshot: at once when there is no store. */
  ready(): Promise<void>;
  /** The picture as of now; it never changes. */
  snapshot(): Snapshot;
  readonly changes: Changes;
  /** How healthy everything was, as far as somebody looked. */
  readonly history: HistoryReader;
  /** Why nobody can say when a credential's client secret ends: sentences by credential id. */
  secretProblems(): ReadonlyMap<string, string>;
  /** Makes every job due now, or those of one tenant, or of one section of it. */
  refreshNow(tenantId?: string, section?: Section): void;
  /** Resolves when nothing is due, nothing under way and everything is saved. */
  idle(): Promise<void>;
  /** Stops collecting, saves, closes the store. Nothing runs on afterwards. */
  dispose(): Promise<void>;
}

/** Changes that are kept in memory and in the store. */
const FEED_CAPACITY = 10_000;

/** An estate that is empty until it is started: then it takes up what the store has and begins to collect. */
export function createEstate({ settings, microsoft, clock, log, store, random = Math.random }: EstateOptions): Estate {
  const names = new InternedNames();
  const picture = new Picture(names);
  const feed = new ChangeFeed({
    capacity: FEED_CAPACITY,
    onError: (error) => log.error('A listener to changes failed.', { error: error as Error }),
  });
  const refresh = new Refresh({
    ...{ clock, log, random, concurrency: settings.concurrency },
    whenSetBack: (now) => picture.setBack(now),
  });
  const slices = new Slices();
  const history = new HealthHistory({ settings, clock, log, store });
  const saver =
    store && new StoreSaver({ store, clock, log, picture, names, feed, history, facts: () => discovery.facts });
  const context: EstateContext = {
    ...{ settings, microsoft, clock, log, names, texts: new TextPool(), slices, picture, feed },
    saver: saver ?? noSaver,
    history,
    breakers: new Breakers(),
  };
  const discovery = new Discovery(context, refresh, createPlanners(context, refresh));
  let disposed = false;
  let started: Promise<void> | null = null;

  async function begin(): Promise<void> {
    discovery.begin();
    if (store) {
      await restore(context, store, discovery).catch((error: unknown) => {
        if (!disposed) {
          log.warn('The stored picture could not be put up; all of it is read anew.', { error: error as Error });
        }
      });
    }
    if (!disposed) {
      discovery.plan();
      refresh.start();
    }
  }

  return {
    start() {
      started ??= begin().catch((error: unknown) => {
        if (!disposed) {
          log.error('The estate did not start.', { error: error as Error });
        }
      });
    },
    ready: () => started ?? Promise.resolve(),
    snapshot: () => picture.snapshot(),
    changes: feed,
    history,
    secretProblems: () => discovery.secretProblems,
    refreshNow(tenantId, section) {
      for (const key of [...refresh.keys()]) {
        const [ofSection, ofTenant] = key.split('/');
        if ((tenantId === undefined || ofTenant === tenantId) && (section === undefined || ofSection === section)) {
          refresh.hurry(key);
        }
      }
    },
    async idle() {
      await started;
      await refresh.idle();
      await saver?.flush();
    },
    async dispose() {
      disposed = true;
      slices.stop(new CspError('The data source was closed.', { code: 'Cancelled', status: 499, source: 'plugin' }));
      await started;
      await refresh.dispose();
      await saver?.close();
    },
  };
}
