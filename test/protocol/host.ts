/**
 * Grafana's side of the plugin protocol in Node: starts an executable as Grafana does, speaks gRPC to it, and holds it
 * to the rules of its output. For the protocol tests, the workbench and the benches.
 *
 * @example
 * const plugin = await launchPlugin({ executable: 'dist/gpx_azurecsp_linux_amd64' });
 * const { responses } = await plugin.queryData({ settings, queries: [{ refId: 'A', model: {} }] });
 * decodeFrames(responses.A); // from ./frames.ts
 * await plugin.shutdown();
 */
import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Client, Metadata, credentials, type MethodDefinition, type ServiceError } from '@grpc/grpc-js';
import {
  GRPCBrokerService,
  GRPCControllerService,
  GRPCStdioService,
} from '../../src/backend/grafana/generated/goplugin.ts';
import { HealthService } from '../../src/backend/grafana/generated/health.ts';
import {
  DataService,
  DiagnosticsService,
  ResourceService,
  StreamService,
  type CallResourceResponse,
  type CheckHealthResponse,
  type PluginContext,
  type QueryDataRequest,
  type QueryDataResponse,
  type SubscribeStreamResponse,
} from '../../src/backend/grafana/generated/pluginv2.ts';
import { faultOfLogLine, type LogLine } from './logLines.ts';

/** What Grafana gives a plugin's process, and nothing else: https://github.com/hashicorp/go-plugin client.go */
const HOST_ENVIRONMENT = {
  grafana_plugin_type: 'datasource',
  PLUGIN_MIN_PORT: '10000',
  PLUGIN_MAX_PORT: '25000',
  PLUGIN_PROTOCOL_VERSIONS: '2',
  GF_VERSION: '12.4.0',
  GF_EDITION: 'OpenSource',
  // Its operator: the simulator is on this machine.
  GF_PLUGIN_ALLOWED_ENDPOINTS: '127.0.0.1:*',
};
const START_TIMEOUT_MS = 60_000;
/** How long Grafana waits after Shutdown before it kills. */
const KILL_AFTER_MS = 2_000;

export interface LaunchOptions {
  executable: string;
  /** For what is not an executable by itself, e.g. a script for node. */
  args?: string[];
  /** Beyond what Grafana sets. */
  env?: Record<string, string>;
  cwd?: string;
}

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

export interface Resource {
  path: string;
  method?: string;
  /** Without the question mark. */
  query?: string;
  body?: Uint8Array;
  requestHeaders?: Record<string, string>;
}

export interface ResourceAnswer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
  /** Sizes of the messages it came in. */
  pieces: number[];
}

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
  shutdown(): Promise<number>;
  kill(signal?: NodeJS.Signals): void;
  /** Resolves when the process has ended and its output was read to the end. */
  readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** Starts a plugin and waits for its handshake, as Grafana does. */
export async function launchPlugin(options: LaunchOptions): Promise<PluginProcess> {
  const startedAt = performance.now();
  const child = spawn(path.resolve(options.executable), options.args ?? [], {
    env: { ...HOST_ENVIRONMENT, ...options.env },
    cwd: options.cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stderr: LogLine[] = [];
  const errors = createInterface({ input: child.stderr! });
  errors.on('line', (text) => stderr.push({ text, fault: faultOfLogLine(text) }));
  const readToEnd = new Promise<void>((resolve) => errors.on('close', resolve));
  const stdout: string[] = [];
  const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.on('close', (code, signal) => void readToEnd.then(() => resolve({ code, signal })));
  });
  const handshake = await readHandshake(child, stdout, stderr, exited);
  const startMs = performance.now() - startedAt;
  const client = connect(handshake);
  return {
    ...calls(client),
    pid: child.pid!,
    handshake,
    startMs,
    stderr,
    stdout,
    exited,
    ...endings(child, client, exited),
  };
}

async function readHandshake(
  child: ChildProcess,
  stdout: string[],
  stderr: LogLine[],
  exited: Promise<unknown>,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      reject(new Error(`${why} Its stderr:\n${stderr.map((line) => line.text).join('\n')}`));
    };
    const timer = setTimeout(() => fail('The plugin printed no handshake within a minute.'), START_TIMEOUT_MS);
    child.on('error', (error) => fail(`The plugin could not be started: ${error.message}.`));
    void exited.then(() => fail('The plugin ended before its handshake.'));
    let first = true;
    createInterface({ input: child.stdout! }).on('line', (line) => {
      if (!first) {
        stdout.push(line);
        return;
      }
      first = false;
      clearTimeout(timer);
      resolve(line);
    });
  });
}

/** https://github.com/hashicorp/go-plugin/blob/main/client.go, func (c *Client) Start */
export function connect(handshake: string): Client {
  const [core, app, network, address, protocol] = handshake.trim().split('|');
  if (core !== '1' || app !== '2' || !address || protocol !== 'grpc' || !(network === 'unix' || network === 'tcp')) {
    throw new Error(`Unrecognized remote plugin message: ${handshake}`);
  }
  return new Client(network === 'unix' ? `unix:${address}` : address, credentials.createInsecure(), {
    'grpc.max_receive_message_length': -1,
    'grpc.max_send_message_length': -1,
    'grpc.enable_retries': 0,
  });
}

function endings(
  child: ChildProcess,
  client: Client,
  exited: Promise<unknown>,
): Pick<PluginProcess, 'shutdown' | 'kill'> {
  return {
    async shutdown() {
      const from = performance.now();
      const killer = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS);
      await unary(client, GRPCControllerService.shutdown, {}).catch(() => {});
      client.close();
      await exited;
      clearTimeout(killer);
      return performance.now() - from;
    },
    kill(signal = 'SIGKILL') {
      child.kill(signal);
      client.close();
    },
  };
}

type Calls = Omit<
  PluginProcess,
  'pid' | 'handshake' | 'startMs' | 'stderr' | 'stdout' | 'exited' | 'shutdown' | 'kill'
>;

function calls(client: Client): Calls {
  return {
    queryData: (request) => unary(client, DataService.queryData, toQueryRequest(request), request),
    callResource: (request) => callResource(client, request),
    async checkHealth(request = {}) {
      const message = { pluginContext: toContext(request), headers: request.headers ?? {} };
      const answer: CheckHealthResponse = await unary(client, DiagnosticsService.checkHealth, message, request);
      const details = JSON.parse(answer.jsonDetails.toString() || '{}') as Record<string, unknown>;
      return { status: (['UNKNOWN', 'OK', 'ERROR'] as const)[answer.status]!, message: answer.message, details };
    },
    async collectMetrics() {
      const request = { pluginContext: toContext({ withoutDataSource: true }) };
      const answer = await unary(client, DiagnosticsService.collectMetrics, request);
      return answer.metrics?.prometheus.toString() ?? '';
    },
    async subscribeStream(request) {
      const answer = await unary(client, StreamService.subscribeStream, toChannel(request), request);
      return {
        status: (['OK', 'NOT_FOUND', 'PERMISSION_DENIED'] as const)[answer.status]!,
        data: answer.data.toString(),
      };
    },
    async *runStream(request) {
      for await (const packet of serverStream(client, StreamService.runStream, toChannel(request), request)) {
        yield packet.data.toString();
      }
    },
    publishStream: (request) => unary(client, StreamService.publishStream, toChannel(request), request),
    async health(service = 'plugin') {
      const answer = await unary(client, HealthService.check, { service });
      return ['UNKNOWN', 'SERVING', 'NOT_SERVING', 'SERVICE_UNKNOWN'][answer.status] ?? String(answer.status);
    },
    openSideStreams() {
      const stdio = client.makeServerStreamRequest(
        GRPCStdioService.streamStdio.path,
        GRPCStdioService.streamStdio.requestSerialize,
        GRPCStdioService.streamStdio.responseDeserialize,
        {},
      );
      const broker = client.makeBidiStreamRequest(
        GRPCBrokerService.startStream.path,
        GRPCBrokerService.startStream.requestSerialize,
        GRPCBrokerService.startStream.responseDeserialize,
      );
      for (const stream of [stdio, broker]) {
        stream.on('error', () => {});
        stream.resume();
      }
    },
  };
}

async function callResource(client: Client, request: CallOptions & Resource): Promise<ResourceAnswer> {
  const headers = Object.entries({ ...request.headers, ...request.requestHeaders });
  const message = {
    pluginContext: toContext(request),
    path: request.path,
    method: request.method ?? 'GET',
    url: request.query ? `${request.path}?${request.query}` : request.path,
    headers: Object.fromEntries(headers.map(([name, value]) => [name, { values: [value] }])),
    body: Buffer.from(request.body ?? []),
  };
  const messages: CallResourceResponse[] = [];
  for await (const part of serverStream(client, ResourceService.callResource, message, request)) {
    messages.push(part);
  }
  const [first] = messages;
  if (!first) {
    throw new Error('The resource answered with no message.');
  }
  return {
    status: first.code,
    headers: Object.fromEntries(
      Object.entries(first.headers).map(([name, list]) => [name.toLowerCase(), list.values.join(', ')]),
    ),
    body: Buffer.concat(messages.map((part) => part.body)),
    pieces: messages.map((part) => part.body.length),
  };
}

function toQueryRequest(request: CallOptions & { queries: Query[]; format?: 'arrow' | 'json' }): QueryDataRequest {
  return {
    pluginContext: toContext(request),
    headers: request.headers ?? {},
    format: request.format === 'json' ? 1 : 0,
    queries: request.queries.map((query) => ({
      refId: query.refId,
      maxDataPoints: BigInt(query.maxDataPoints ?? 1000),
      intervalMS: BigInt(query.intervalMs ?? 60_000),
      timeRange: {
        fromEpochMS: BigInt(query.from ?? 1_700_000_000_000),
        toEpochMS: BigInt(query.to ?? 1_700_003_600_000),
      },
      json: Buffer.from(query.bytes ?? JSON.stringify({ refId: query.refId, ...(query.model as object) })),
      queryType: query.queryType ?? '',
    })),
  };
}

export function toContext({ settings = {}, user, withoutDataSource, grafanaConfig }: CallOptions): PluginContext {
  return {
    orgId: BigInt(settings.orgId ?? 1),
    pluginId: 'cspwatch-azurecsp-datasource',
    user: user && {
      login: user.login,
      name: user.name ?? user.login,
      email: user.email ?? '',
      role: user.role ?? 'Viewer',
    },
    appInstanceSettings: undefined,
    dataSourceInstanceSettings: withoutDataSource
      ? undefined
      : {
          id: 1n,
          name: settings.name ?? 'Azure CSP',
          url: settings.url ?? '',
          user: '',
          database: '',
          basicAuthEnabled: false,
          basicAuthUser: '',
          jsonData: Buffer.from(settings.jsonDataBytes ?? JSON.stringify(settings.jsonData ?? {})),
          decryptedSecureJsonData: settings.secureJsonData ?? {},
          lastUpdatedMS: BigInt(settings.updated ?? 1_700_000_000_000),
          uid: settings.uid ?? 'azurecsp',
          apiVersion: '',
        },
    grafanaConfig: grafanaConfig ?? { GF_APP_URL: 'http://localhost:3000/' },
    pluginVersion: '',
    userAgent: 'Grafana/12.4.0 (linux; amd64)',
    apiVersion: '',
    namespace: settings.namespace ?? 'default',
  };
}

function toChannel(request: CallOptions & { path: string; data?: unknown }) {
  return {
    pluginContext: toContext(request),
    path: request.path,
    data: Buffer.from(request.data === undefined ? '' : JSON.stringify(request.data)),
    headers: request.headers ?? {},
  };
}

function unary<Q, A>(
  client: Client,
  method: MethodDefinition<Q, A>,
  message: Q,
  options: CallOptions = {},
): Promise<A> {
  return new Promise((resolve, reject) => {
    const call = client.makeUnaryRequest(
      method.path,
      method.requestSerialize,
      method.responseDeserialize,
      message,
      new Metadata(),
      { deadline: options.timeoutMs === undefined ? Infinity : Date.now() + options.timeoutMs },
      (error: ServiceError | null, answer?: A) => (error ? reject(error) : resolve(answer!)),
    );
    options.signal?.addEventListener('abort', () => call.cancel(), { once: true });
  });
}

async function* serverStream<Q, A>(
  client: Client,
  method: MethodDefinition<Q, A>,
  message: Q,
  options: CallOptions,
): AsyncGenerator<A> {
  const deadline = options.timeoutMs === undefined ? Infinity : Date.now() + options.timeoutMs;
  const call = client.makeServerStreamRequest(
    method.path,
    method.requestSerialize,
    method.responseDeserialize,
    message,
    new Metadata(),
    { deadline },
  );
  options.signal?.addEventListener('abort', () => call.cancel(), { once: true });
  try {
    yield* call as AsyncIterable<A>;
  } finally {
    call.on('error', () => {});
    call.cancel();
  }
}
