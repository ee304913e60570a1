import { Registry } from 'prom-client';
import { systemClock } from '../common/clock.ts';
import type { Logger } from '../common/log.ts';
import type { ServiceEnvironment } from './services/calls.ts';
import { FairQueue } from './turns/fairQueue.ts';
import { printHandshake, refusal } from './process/handshake.ts';
import { Instances, type CreateInstance } from './instances/instances.ts';
import { DEFAULT_LIMITS, type InstanceLimits } from './instances/limits.ts';
import { createStop, watchProcess } from './process/lifecycle.ts';
import { listen } from './process/listen.ts';
import { createLogger, writeLine } from './logging/logging.ts';
import { createMetrics } from './metrics.ts';
import { installProcessGuard } from './process/processGuard.ts';
import { createServer } from './services/server.ts';
import { Turns } from './turns/turns.ts';
import { watchHealth } from './process/watch.ts';

export { createLogger } from './logging/logging.ts';
export { installProcessGuard } from './process/processGuard.ts';
export { RequestHeaders } from './headers.ts';
export type { CreateInstance } from './instances/instances.ts';
export type { InstanceLimits } from './instances/limits.ts';
export type {
  DataQuery,
  DataSourceInstance,
  HealthResult,
  InstanceSettings,
  RequestContext,
  ResourceRequest,
  ResourceResponse,
  SubscribeResult,
  User,
} from './types.ts';

/** What a plugin tells the SDK of itself. */
export interface PluginOptions {
  pluginId: string;
  /** Makes the data source for these settings. A throw is answered on every call until the settings change. */
  createInstance: CreateInstance;
  log?: Logger;
  /** Where the plugin's own metrics are; the SDK adds its own. */
  metrics?: Registry;
  limits?: Partial<InstanceLimits> & {
    concurrentQueries?: number;
    /** Resident bytes of the process above which caches are let go of. Default: half of the machine's or container's. */
    memoryBytes?: number | undefined;
  };
}

const CONCURRENT_QUERIES = 32;
const EVICT_EVERY_MS = 60_000;

/**
 * Serves a data source plugin to the Grafana that started this process; resolves when it listens. The process ends
 * when Grafana says so, and with exit code 1 when no Grafana started it.
 *
 * @example
 * await servePlugin({ pluginId: 'org-name-datasource', createInstance: (settings) => new MyDataSource(settings) });
 */
export async function servePlugin(options: PluginOptions): Promise<void> {
  const log = options.log ?? createLogger({ logger: 'sdk' });
  installProcessGuard();
  const reason = refusal(process.env, options.pluginId);
  if (reason) {
    refuse(reason);
  }
  const stopping = new AbortController();
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const instances = new Instances({ create: options.createInstance, clock: systemClock, log, limits });
  const queue = new FairQueue(options.limits?.concurrentQueries ?? CONCURRENT_QUERIES);
  const memoryLimit = watchHealth({ instances, log, memoryLimitBytes: options.limits?.memoryBytes });
  const metrics = createMetrics(options.metrics ?? new Registry(), {
    instances: () => instances.size,
    queue: () => queue.load,
    memoryLimit: () => memoryLimit,
  });
  const environment: ServiceEnvironment = {
    instances,
    metrics,
    queue,
    turns: new Turns(),
    log,
    stopping: stopping.signal,
  };
  const server = createServer(environment, () => stop('Grafana asked for it'));
  const { address, cleanUp } = await listen(server, process.env, log);
  const stop = createStop({
    server,
    abort: () => stopping.abort(),
    disposeAll: () => instances.disposeAll(),
    cleanUp,
    log,
  });
  process.on('exit', cleanUp);
  watchProcess(stop);
  setInterval(() => instances.evict(), EVICT_EVERY_MS).unref();
  printHandshake(address);
}

/** A person reads this, so it is plain text, with the prefix by which a host would still see its level. */
function refuse(reason: string): never {
  writeLine(`[ERROR] ${reason}`);
  process.exit(1);
}
