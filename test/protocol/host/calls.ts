import type { Client } from '@grpc/grpc-js';
import { GRPCBrokerService, GRPCStdioService } from '../../../src/backend/grafana/generated/goplugin.ts';
import { HealthService } from '../../../src/backend/grafana/generated/health.ts';
import {
  DataService,
  DiagnosticsService,
  ResourceService,
  StreamService,
  type CallResourceResponse,
  type CheckHealthResponse,
} from '../../../src/backend/grafana/generated/pluginv2.ts';
import { toChannel, toContext, toQueryRequest } from './messages.ts';
import type { CallOptions, PluginProcess, Resource, ResourceAnswer } from './pluginProcess.ts';
import { serverStream, unary } from './wire.ts';

type Calls = Omit<
  PluginProcess,
  'pid' | 'handshake' | 'startMs' | 'stderr' | 'stdout' | 'exited' | 'shutdown' | 'kill'
>;

/** Everything that Grafana can ask of a plugin. */
export function calls(client: Client): Calls {
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
