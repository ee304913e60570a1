import type { Registry } from 'prom-client';
import { Counter, Gauge, Histogram, collectDefaultMetrics } from 'prom-client';
import { seconds, watchDelay } from './process/eventLoop.ts';

/** What Grafana asked for. */
export type RequestKind = 'query' | 'resource' | 'health' | 'metrics' | 'subscribe' | 'stream';
/** How a request ended: `error` is the plugin's fault, `downstreamError` Microsoft's or the caller's. */
export type Outcome = 'ok' | 'error' | 'downstreamError' | 'cancelled';

/** What the SDK counts about itself. */
export interface SdkMetrics {
  registry: Registry;
  /** Starts the clock of one request (for queries: of one refId); call the result with how it ended. */
  begin(kind: RequestKind): (outcome: Outcome) => void;
}

/** What the SDK's gauges show, read at each scrape. */
export interface Gauges {
  instances(): number;
  queue(): { running: number; waiting: number };
  /** Resident bytes above which memory is given back. */
  memoryLimit(): number;
}

/** Registers the SDK's metrics, and those of the process, as far as this runtime has them. */
export function createMetrics(registry: Registry, gauges: Gauges): SdkMetrics {
  const registers = [registry];
  const requests = new Counter({
    name: 'plugin_requests_total',
    help: 'Requests answered, by kind and outcome; each refId of a query counts',
    labelNames: ['kind', 'outcome'] as const,
    registers,
  });
  const duration = new Histogram({
    name: 'plugin_request_duration_seconds',
    help: 'Time from the request to its answer, by kind',
    labelNames: ['kind'] as const,
    buckets: [0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10, 30],
    registers,
  });
  gauge(registry, 'plugin_instances', 'Data sources in use', gauges.instances);
  gauge(registry, 'plugin_queries_running', 'Queries being answered', () => gauges.queue().running);
  gauge(registry, 'plugin_queries_waiting', 'Queries waiting for their turn', () => gauges.queue().waiting);
  gauge(
    registry,
    'plugin_memory_limit_bytes',
    'Resident memory above which what can be had again is let go of',
    gauges.memoryLimit,
  );
  observeEventLoop(registry);
  collectProcessMetrics(registry);
  return {
    registry,
    begin(kind) {
      const stop = duration.startTimer({ kind });
      return (outcome) => {
        stop();
        requests.inc({ kind, outcome });
      };
    },
  };
}

function gauge(registry: Registry, name: string, help: string, read: () => number): void {
  new Gauge({
    name,
    help,
    registers: [registry],
    collect() {
      this.set(read());
    },
  });
}

/** The longest and the usual time the event loop kept others waiting since the last scrape. */
function observeEventLoop(registry: Registry): void {
  const delay = watchDelay();
  if (!delay) {
    return;
  }
  new Gauge({
    name: 'plugin_event_loop_lag_seconds',
    help: 'How long the event loop kept others waiting since the last scrape',
    labelNames: ['quantile'] as const,
    registers: [registry],
    collect() {
      this.set({ quantile: '0.5' }, seconds(delay.percentile(50)));
      this.set({ quantile: '0.99' }, seconds(delay.percentile(99)));
      this.set({ quantile: '1' }, seconds(delay.max));
      delay.reset();
    },
  });
}

/** prom-client's own set reads V8 internals, which not every runtime has; then the few that matter are taken by hand. */
function collectProcessMetrics(registry: Registry): void {
  if (!process.versions.bun) {
    collectDefaultMetrics({ register: registry });
    return;
  }
  gauge(registry, 'process_resident_memory_bytes', 'Resident memory size in bytes.', () => process.memoryUsage.rss());
  gauge(
    registry,
    'nodejs_heap_size_used_bytes',
    'Process heap size used in bytes.',
    () => process.memoryUsage().heapUsed,
  );
  gauge(registry, 'process_start_time_seconds', 'Start time of the process since unix epoch in seconds.', () =>
    Math.round(performance.timeOrigin / 1000),
  );
  gauge(registry, 'process_cpu_seconds_total', 'Total user and system CPU time spent in seconds.', () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  });
}
