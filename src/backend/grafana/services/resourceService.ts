import { once } from 'node:events';
import { CspError } from '../../common/errors.ts';
import { outcomeOf, requestContext, type ServiceEnvironment } from './calls.ts';
import { report } from '../messages/answers.ts';
import { toInstanceSettings } from '../messages/context.ts';
import { toResourceHeaders, toResourceRequest } from '../messages/requests.ts';
import type { CallResourceRequest, CallResourceResponse, ResourceServer } from '../generated/pluginv2.ts';
import type { RequestContext, ResourceResponse } from '../types.ts';

/** Well under the 16 MiB that hosts and proxies take in one message, and small enough to share a connection. */
const CHUNK_BYTES = 1024 * 1024;

/** One message of an answer. The first has status and headers, later ones only bytes. */
type Send = (message: CallResourceResponse) => Promise<void>;

/** Answers the plugin's own HTTP routes, in pieces as long answers need it. */
export function resourceService(environment: ServiceEnvironment): ResourceServer {
  return {
    callResource(call) {
      const { request } = call;
      const context = requestContext(call, request.pluginContext, toResourceHeaders(request), environment);
      const send: Send = async (message) => {
        context.signal.throwIfAborted();
        if (!call.write(message)) {
          await once(call, 'drain', { signal: context.signal });
        }
      };
      void respond(request, send, context, environment).finally(() => call.end());
    },
  };
}

/** Never rejects: an error becomes the answer, or ends it early when the answer has begun. */
async function respond(
  request: CallResourceRequest,
  send: Send,
  context: RequestContext,
  environment: ServiceEnvironment,
): Promise<void> {
  const end = environment.metrics.begin('resource');
  try {
    const settings = toInstanceSettings(request.pluginContext);
    await environment.instances.use(settings, async (instance) => {
      const response = await instance.resource(toResourceRequest(request), context);
      await sendResponse(response, send);
    });
    end('ok');
  } catch (thrown) {
    const error = context.signal.aborted ? CspError.from(context.signal.reason) : report(thrown, context.log);
    end(outcomeOf(error));
    await sendResponse({ status: error.status, body: { message: error.message, code: error.code } }, send).catch(
      () => {},
    );
  }
}

async function sendResponse(response: ResourceResponse, send: Send): Promise<void> {
  let code = isHttpStatus(response.status) ? response.status : 500;
  let headers = toHeaders(response.headers);
  for await (const body of pieces(response.body)) {
    await send({ code, headers, body });
    code = 0;
    headers = {};
  }
}

/** Hosts panic on a status outside these. */
function isHttpStatus(status: number): boolean {
  return Number.isInteger(status) && status >= 100 && status <= 999;
}

function toHeaders(headers: Record<string, string> = {}): CallResourceResponse['headers'] {
  const entries = Object.entries(headers);
  if (!entries.some(([name]) => name.toLowerCase() === 'content-type')) {
    entries.push(['Content-Type', 'application/json']);
  }
  return Object.fromEntries(entries.map(([name, value]) => [name, { values: [value] }]));
}

/** The body cut into messages; at least one, since status and headers travel with the first. */
async function* pieces(body: unknown): AsyncGenerator<Buffer> {
  let sent = false;
  for await (const part of isAsyncIterable(body) ? body : [toBytes(body)]) {
    for (let start = 0; start < part.length; start += CHUNK_BYTES) {
      sent = true;
      yield asBuffer(part.subarray(start, start + CHUNK_BYTES));
    }
  }
  if (!sent) {
    yield Buffer.alloc(0);
  }
}

function toBytes(body: unknown): Uint8Array {
  if (body instanceof Uint8Array) {
    return body;
  }
  return body === undefined ? new Uint8Array(0) : Buffer.from(JSON.stringify(body));
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function isAsyncIterable(value: unknown): value is AsyncIterable<Uint8Array> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
