import { performance } from 'node:perf_hooks';
import type { Logger } from '../../common/log.ts';
import { LagWatch, watchDelay } from './eventLoop.ts';
import type { Instances } from '../instances/instances.ts';
import { defaultMemoryLimit, MemoryGuard } from './memoryGuard.ts';

const LOOK_EVERY_MS = 5_000;
/** A wall that refreshes every few seconds doesn't notice less. */
const LAG_LIMIT_MS = 1_000;
/** Nobody looks at it: what it knows is in its store. */
const IDLE_MS = 10 * 60_000;

/** Watches what the process takes from Grafana: memory, and the event loop's time. @returns the memory limit, bytes. */
export function watchHealth(options: {
  instances: Instances;
  log: Logger;
  memoryLimitBytes?: number | undefined;
}): number {
  const { instances, log } = options;
  const limitBytes = options.memoryLimitBytes ?? defaultMemoryLimit();
  const now = () => performance.now();
  const memory = new MemoryGuard({
    limitBytes,
    resident: () => process.memoryUsage.rss(),
    shedders: [
      () => (instances.shed() ? 'answers that were kept for the next who asks' : null),
      () => (instances.evict(IDLE_MS) ? 'data sources that nobody had asked for ten minutes' : null),
    ],
    log,
    now,
  });
  const lag = new LagWatch({ delay: watchDelay(), limitMs: LAG_LIMIT_MS, log, now });
  setInterval(() => {
    memory.look();
    lag.look();
  }, LOOK_EVERY_MS).unref();
  return limitBytes;
}
