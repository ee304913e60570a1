import { once } from 'node:events';
import { status, type ServerWritableStream } from '@grpc/grpc-js';
import { atOnce } from '../../common/slices.ts';
import type { Table } from '../../common/table.ts';
import { outcomeOf, requestContext, type ServiceEnvironment } from './calls.ts';
import { report } from '../messages/answers.ts';
import { toInstanceSettings } from '../messages/context.ts';
import { toStreamData } from '../messages/requests.ts';
import { encodeJson, encodeJsonData, encodeJsonSchema } from '../frames/json.ts';
import {
  PublishStreamResponse_Status,
  SubscribeStreamResponse_Status,
  type RunStreamRequest,
  type StreamPacket,
  type StreamServer,
  type SubscribeStreamRequest,
  type SubscribeStreamResponse,
} from '../generated/pluginv2.ts';
import { RequestHeaders } from '../headers.ts';
import type { RequestContext } from '../types.ts';

/** Grafana Live: who may watch a channel, and what it shows. Nobody may publish. */
export function streamService(environment: ServiceEnvironment): StreamServer {
  return {
    subscribeStream(call, callback) {
      const { request } = call;
      const headers = new RequestHeaders(Object.entries(request.headers));
      const context = requestContext(call, request.pluginContext, headers, environment);
      subscribe(request, context, environment).then(
        (response) => callback(null, response),
        (error: unknown) => callback({ code: status.UNKNOWN, details: report(error, context.log).message }),
      );
    },
    runStream(call) {
      void run(call, environment);
    },
    publishStream(_call, callback) {
      callback(null, { status: PublishStreamResponse_Status.PERMISSION_DENIED, data: Buffer.alloc(0) });
    },
  };
}

const STATUS = {
  ok: SubscribeStreamResponse_Status.OK,
  notFound: SubscribeStreamResponse_Status.NOT_FOUND,
  permissionDenied: SubscribeStreamResponse_Status.PERMISSION_DENIED,
} as const;

async function subscribe(
  request: SubscribeStreamRequest,
  context: RequestContext,
  environment: ServiceEnvironment,
): Promise<SubscribeStreamResponse> {
  const end = environment.metrics.begin('subscribe');
  try {
    const settings = toInstanceSettings(request.pluginContext);
    const result = await environment.instances.use(
      settings,
      async (instance) => (await instance.subscribe?.(request.path, toStreamData(request.data), context)) ?? 'notFound',
    );
    end('ok');
    return typeof result === 'string'
      ? { status: STATUS[result], data: Buffer.alloc(0) }
      : { status: STATUS.ok, data: Buffer.from(atOnce(encodeJson(result.initial, ''))) };
  } catch (error) {
    end(outcomeOf(report(error, context.log)));
    throw error;
  }
}

/** Sends tables until the caller leaves, the plugin stops or the settings change; Grafana then asks again. Never rejects. */
async function run(
  call: ServerWritableStream<RunStreamRequest, StreamPacket>,
  environment: ServiceEnvironment,
): Promise<void> {
  const { request } = call;
  const headers = new RequestHeaders(Object.entries(request.headers));
  const context = requestContext(call, request.pluginContext, headers, environment);
  const end = environment.metrics.begin('stream');
  let signal = context.signal;
  try {
    const settings = toInstanceSettings(request.pluginContext);
    await environment.instances.use(settings, async (instance, replaced) => {
      signal = AbortSignal.any([context.signal, replaced]);
      const tables = instance.stream?.(request.path, toStreamData(request.data), { ...context, signal }) ?? [];
      await sendTables(call, tables, signal);
    });
    end('ok');
    call.end();
  } catch (thrown) {
    if (signal.aborted) {
      end('cancelled');
      call.end();
      return;
    }
    const error = report(thrown, context.log);
    end(outcomeOf(error));
    call.emit('error', { code: status.UNKNOWN, details: error.message });
  }
}

async function sendTables(
  call: ServerWritableStream<RunStreamRequest, StreamPacket>,
  tables: AsyncIterable<Table> | Iterable<Table>,
  signal: AbortSignal,
): Promise<void> {
  let lastSchema = '';
  for await (const table of tables) {
    signal.throwIfAborted();
    const schema = encodeJsonSchema(table, '');
    // The browser keeps the schema; sending it again only when it changed is what Grafana's own SDK does.
    const packet = schema === lastSchema ? `{"data":${atOnce(encodeJsonData(table))}}` : atOnce(encodeJson(table, ''));
    lastSchema = schema;
    if (!call.write({ data: Buffer.from(packet) })) {
      await once(call, 'drain', { signal });
    }
  }
}
