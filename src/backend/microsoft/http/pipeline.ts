import { setMaxListeners } from 'node:events';
import {
  createEmptyPipeline,
  createHttpHeaders,
  createPipelineRequest,
  type HttpClient,
  type PipelineRequest,
} from '@azure/core-rest-pipeline';
import type { Clock } from '../../common/clock.ts';
import type { Logger } from '../../common/log.ts';
import type { AccessLog } from '../accessLog/accessLog.ts';
import type { TokenSource } from '../auth/tokenSource.ts';
import { Budgets } from '../budgets/budgets.ts';
import type { RateLimit } from '../budgets/rateLimit.ts';
import type { Call } from './call.ts';
import { startCall } from './callState.ts';
import type { Limits } from './limits.ts';
import { allowedHostPolicy } from '../policies/allowedHost.ts';
import { attemptPolicy, type ParsedResponse } from '../policies/attempt.ts';
import { authenticationPolicy } from '../policies/authenticate.ts';
import { recordPolicy } from '../policies/record.ts';
import { requestIdsPolicy } from '../policies/requestIds.ts';
import { retryPolicy } from '../policies/retry.ts';
import { slotsPolicy } from '../policies/slots.ts';
import type { Transport } from './transport.ts';

export interface PipelineOptions {
  transport: Transport;
  clock: Clock;
  log: Logger;
  accessLog: AccessLog;
  limits: Limits;
  /** Requests under way at once to one host. */
  concurrency: number;
  tokens: TokenSource;
}

/** What is asked, besides its call. */
export interface Ask {
  method?: 'GET' | 'POST' | 'PUT';
  url: string;
  headers?: Record<string, string>;
  /** Sent as JSON; text as it is. */
  body?: unknown;
}

/** The one way out to Microsoft. */
export interface Http {
  /**
   * Sends one request, tries again what may heal, and returns the answer with its JSON in `parsedBody`.
   *
   * @throws {CspError} for every answer but 2xx with JSON.
   */
  send(call: Call, ask: Ask): Promise<ParsedResponse>;
  /** The same for Microsoft's own clients: what they take for their HTTP client is this whole pipeline. */
  client(call: Call): HttpClient;
  /** Every throttle budget that was used, as it is now. */
  rateLimits(): RateLimit[];
}

/** One pipeline for every API: authenticates, tries again, bounds, records and explains in one place. */
export function createHttp(options: PipelineOptions): Http {
  const { clock, log, limits, transport } = options;
  const budgets = new Budgets();
  const pipeline = createEmptyPipeline();
  const policies = [
    recordPolicy(clock, options.accessLog),
    allowedHostPolicy,
    requestIdsPolicy,
    retryPolicy(clock, log, limits),
    authenticationPolicy(options.tokens),
    slotsPolicy(options.concurrency, limits.perSubscription),
    attemptPolicy(limits, () => clock.now()),
  ];
  policies.forEach((policy) => pipeline.addPolicy(policy));

  const sendRequest = (call: Call, request: PipelineRequest): Promise<ParsedResponse> => {
    // Many requests listen to one caller's signal; Node would take that for a leak and print a warning.
    setMaxListeners(0, call.signal);
    startCall(request, {
      call,
      budget: budgets.of(call, clock.now()),
      attempts: 0,
      deadline: Infinity,
      status: 0,
      requestId: null,
      challenge: null,
    });
    return pipeline.sendRequest(transport, request);
  };
  return {
    send: (call, ask) => sendRequest(call, toRequest(ask)),
    client: (call) => ({ sendRequest: (request) => sendRequest(call, request) }),
    rateLimits: () => budgets.list(clock.now()),
  };
}

function toRequest(ask: Ask): PipelineRequest {
  const { url, body } = ask;
  const request = createPipelineRequest({ url, method: ask.method ?? 'GET', headers: createHttpHeaders(ask.headers) });
  if (body !== undefined) {
    request.body = typeof body === 'string' ? body : JSON.stringify(body);
    if (!request.headers.has('Content-Type')) {
      request.headers.set('Content-Type', 'application/json');
    }
  }
  return request;
}
