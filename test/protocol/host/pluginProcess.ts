import type { QueryDataResponse, SubscribeStreamResponse } from '../../../src/backend/grafana/generated/pluginv2.ts';
import type { LogLine } from '../logLines.ts';

/** A data source as Grafana stored it. Defaults make a usable one. */
export interface Settings {
  uid?: string;
  name?: string;
  orgId?: number;
  namespace?: string;
  url?: string;
  jsonData?: unknown;
  /** Sent instead of jsonData, as it is. */
  jsonDataBytes?: Uint8Array;
  secureJsonData?: Record<string, string>;
  updated?: number;
}

/** Who asks, through which data source. */
export interface CallOptions {
  settings?: Settings;
  /** Undefined: a call that nobody made, as from an alert rule. */
  user?: { login: string; name?: string; email?: string; role?: string };
  headers?: Record<string, string>;
  /** Leave the data source out, as Grafana does on plugin-wide routes. */
  withoutDataSource?: boolean;
  /** What Grafana tells of itself. */
  grafanaConfig?: Record<string, string>;
  timeoutMs?: number;
  signal?: AbortSignal;
}

/** One refId of a query. */
export interface Query {
  refId: string;
  model?: unknown;
  /** Sent instead of the model, as it is. */
  bytes?: Uint8Array;
  from?: number;
  to?: number;
  intervalMs?: number;
  maxDataPoints?: number;
  queryType?: string;
}

/** A call to one of the data source's own routes. */
export interface Resource {
  path: string;
  method?: string;
  /** Without the question mark. */
  query?: string;
  body?: Uint8Array;
  requestHeaders?: Record<string, string>;
}

/** What a route answered. */
export interface ResourceAnswer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
  /** Sizes of the messages it came in. */
  pieces: number[];
}

/** A running plugin. */
export interface PluginProcess {
  readonly pid: number;
  /** The handshake, as it was printed. */
  readonly handshake: string;
  /** From spawn to handshake. */
  readonly startMs: number;
  /** Each line the plugin wrote to stderr, and what is wrong with it if something is. */
  readonly stderr: LogLine[];
  /** Lines on stdout after the handshake; the rule is none. */
  readonly stdout: string[];
  queryData(request: CallOptions & { queries: Query[]; format?: 'arrow' | 'json' }): Promise<QueryDataResponse>;
  callResource(request: CallOptions & Resource): Promise<ResourceAnswer>;
  checkHealth(
    request?: CallOptions,
  ): Promise<{ status: 'UNKNOWN' | 'OK' | 'ERROR'; message: string; details: Record<string, unknown> }>;
  collectMetrics(): Promise<string>;
  subscribeStream(
    request: CallOptions & { path: string; data?: unknown },
  ): Promise<{ status: 'OK' | 'NOT_FOUND' | 'PERMISSION_DENIED'; data: string }>;
  /** Packets as text. Leave the loop or fire the signal to cancel. */
  runStream(request: CallOptions & { path: string; data?: unknown }): AsyncGenerator<string>;
  publishStream(request: CallOptions & { path: string }): Promise<SubscribeStreamResponse>;
  /** gRPC's health check; `plugin` is go-plugin's name. */
  health(service?: string): Promise<string>;
  /** Opens GRPCStdio and GRPCBroker and leaves them open, as Grafana does. */
  openSideStreams(): void;
  /** Calls Shutdown and returns the milliseconds until the process was gone; kills after two seconds, as Grafana does. */
  shutdown(patienceMs?: number): Promise<number>;
  kill(signal?: NodeJS.Signals): void;
  /** Resolves when the process has ended and its output was read to the end. */
  readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}
