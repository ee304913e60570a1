import type { PipelinePolicy, PipelineRequest, PipelineResponse } from '@azure/core-rest-pipeline';
import { CspError, cancelled } from '../../common/errors.ts';
import { BadEncoding, BodyTooLarge, parseJson, readBody } from '../http/body.ts';
import type { Call } from '../http/call.ts';
import { stateOf, type CallState } from '../http/callState.ts';
import { badAnswer, networkError, refusalError } from '../http/errors.ts';
import type { Limits } from '../http/limits.ts';
import { readRetryAfter } from '../http/retryAfter.ts';

/** Response with its body read and parsed, as Microsoft's clients know it. */
export interface ParsedResponse extends PipelineResponse {
  parsedBody?: unknown;
}

const AS_STREAM = new Set([Number.POSITIVE_INFINITY]);

/**
 * One attempt from its first byte out to its last byte in, and what came of it: a response with `parsedBody`, or a
 * CspError. The body is read here rather than by the library, whose timeout ends with the headers, which knows no
 * largest size, and which waits for ever when a compressed body breaks off.
 */
export function attemptPolicy(limits: Limits, now: () => number): PipelinePolicy {
  return {
    name: 'attempt',
    async sendRequest(request, next) {
      const state = stateOf(request);
      const { signal } = state.call;
      const attempt = new AbortController();
      const stop = () => attempt.abort(signal.reason);
      // The time for all attempts begins here and not when the call did: waiting for a slot is nobody's failure.
      state.deadline = Math.min(state.deadline, now() + limits.totalMs);
      const most = Math.min(limits.attemptMs, state.call.attemptMs ?? Infinity, state.deadline - now());
      const timer = setTimeout(() => attempt.abort(), Math.max(1, most));
      signal.addEventListener('abort', stop, { once: true });
      try {
        signal.throwIfAborted();
        request.abortSignal = attempt.signal;
        request.streamResponseStatusCodes = AS_STREAM;
        // Asked for on the wire only: seeing the header on the request, the library would decompress by itself.
        request.requestOverrides = {
          headers: { ...request.headers.toJSON({ preserveCase: true }), 'Accept-Encoding': 'gzip, deflate' },
        };
        return await answer(request, await next(request), state, limits, now);
      } catch (thrown) {
        throw meaning(thrown, state.call, attempt.signal);
      } finally {
        clearTimeout(timer);
        signal.removeEventListener('abort', stop);
      }
    },
  };
}

async function answer(
  request: PipelineRequest,
  response: ParsedResponse,
  state: CallState,
  limits: Limits,
  now: () => number,
): Promise<ParsedResponse> {
  const { call } = state;
  const { headers, status } = response;
  state.status = status;
  state.requestId = requestIdOf(response);
  state.challenge = headers.get('www-authenticate') ?? null;
  state.budget.answered(status, headers, now());
  const stream = response.readableStreamBody as AsyncIterable<Uint8Array> | undefined;
  const text = stream ? await readBody(stream, headers.get('content-encoding'), limits.bodyBytes) : '';
  const body = parseJson(text);
  state.requestId ??= traceIdOf(call, body);
  if (status < 200 || status > 299) {
    const refusal = {
      status,
      body,
      contentType: headers.get('content-type') ?? '',
      challenge: state.challenge,
      location: headers.get('location') ?? null,
      requestId: state.requestId,
      retryAfterMs: readRetryAfter(headers, now()),
    };
    throw refusalError(call, refusal);
  }
  if (body === undefined) {
    throw badAnswer(call, 'NotJson', notJson(headers.get('content-type') ?? '', text));
  }
  request.streamResponseStatusCodes = undefined;
  response.readableStreamBody = undefined;
  response.parsedBody = body;
  return response;
}

function notJson(contentType: string, text: string): string {
  if (/html/i.test(contentType) || /^\s*<(!doctype|html)/i.test(text)) {
    return 'a web page came back instead of data. Often it is a proxy or a sign-in page on the way.';
  }
  return text === ''
    ? 'the answer was empty.'
    : 'the answer was not JSON, or was cut off. The plugin tries again by itself.';
}

function meaning(thrown: unknown, call: Call, attempt: AbortSignal): CspError {
  if (thrown instanceof CspError) {
    return thrown;
  }
  if (call.signal.aborted) {
    return cancelled();
  }
  if (attempt.aborted) {
    return networkError(call, 'ETIMEDOUT');
  }
  if (thrown instanceof BodyTooLarge) {
    return badAnswer(
      call,
      'ResponseTooLarge',
      'the answer is larger than the plugin takes. Check what stands between the endpoint and Azure.',
    );
  }
  if (thrown instanceof BadEncoding) {
    return badAnswer(
      call,
      'BadEncoding',
      "the answer's compression is broken. Often it is a proxy on the way. The plugin tries again by itself.",
    );
  }
  const code = (thrown as { code?: unknown }).code;
  return networkError(call, typeof code === 'string' && /^[A-Z0-9_]{2,60}$/.test(code) ? code : 'ConnectionFailed');
}

function requestIdOf(response: PipelineResponse): string | null {
  const { headers } = response;
  return harmlessId(
    headers.get('x-ms-request-id') ??
      // Microsoft Graph's. https://learn.microsoft.com/graph/best-practices-concept#reliability-and-support
      headers.get('request-id') ??
      headers.get('ms-requestid') ??
      headers.get('x-ms-correlation-request-id'),
  );
}

/** Entra's own id of a request stands in the body of its errors. */
function traceIdOf(call: Call, body: unknown): string | null {
  return call.api === 'entra' ? harmlessId((body as { trace_id?: unknown } | null | undefined)?.trace_id) : null;
}

function harmlessId(id: unknown): string | null {
  return typeof id === 'string' && /^[A-Za-z0-9:_.-]{1,128}$/.test(id) ? id : null;
}
