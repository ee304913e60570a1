import type { IncomingMessage, ServerResponse } from 'node:http';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { bend } from './bend.ts';
import { withoutFaultsPage } from './bendPaging.ts';
import type { Fault } from './faults.ts';
import { WireError } from './http.ts';
import type { Exchange, Reply } from './http.ts';
import { readBody } from './listener.ts';
import { respond } from './respond.ts';
import type { Service, Simulation } from './simulation.ts';

const HTML_502 = '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>';

/** Takes every request to a Microsoft host: identify, fault, latency, service, answer, record. */
export function gateway(simulation: Simulation, service: Service) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const rawPath = request.url ?? '/';
    const body = await readBody(request);
    const exchange = makeExchange(simulation, service, request, rawPath, body ?? '');
    simulation.calls.begin();
    let status = 0;
    let fault: Fault | undefined;
    try {
      await service.identify(exchange);
      fault = simulation.faults.hit(exchange, rawPath, (code) => service.errorReply(code, exchange) !== undefined);
      const latency = simulation.behaviour.latencyMs + (fault?.latencyMs ?? 0);
      if (latency > 0) {
        await delay(latency);
      }
      if (fault?.effect === 'reset') {
        request.socket.destroy();
        return;
      }
      if (fault?.effect === 'hang') {
        await once(response, 'close');
        return;
      }
      const reply = body === undefined ? { status: 413 } : await answer(service, exchange, fault, rawPath);
      status = reply.status;
      simulation.overhear?.(exchange, reply);
      await respond(response, reply, String(request.headers['accept-encoding'] ?? ''), fault?.effect);
    } finally {
      simulation.calls.end(exchange, rawPath, status, fault?.id);
    }
  };
}

async function answer(service: Service, exchange: Exchange, fault: Fault | undefined, rawPath: string): Promise<Reply> {
  if (fault?.effect === 'html502') {
    return { status: 502, headers: { 'content-type': 'text/html' }, body: HTML_502 };
  }
  const named = fault?.error === undefined ? undefined : service.errorReply(fault.error, exchange);
  if (fault && (named || fault.status !== undefined)) {
    const body = fault.body ?? named?.body;
    return { status: fault.status ?? named?.status ?? 500, headers: { ...named?.headers, ...fault.headers }, body };
  }
  const reply = await handled(service, fault ? withoutFaultsPage(exchange) : exchange);
  return fault ? bend(fault, reply, exchange, rawPath) : reply;
}

async function handled(service: Service, exchange: Exchange): Promise<Reply> {
  try {
    return await service.handle(exchange);
  } catch (error) {
    if (error instanceof WireError) {
      return error.reply;
    }
    // A fault of the simulator's own must never pass for one of Microsoft's.
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { status: 599, headers: { 'content-type': 'text/plain' }, body: `Simulator defect: ${text}` };
  }
}

function makeExchange(
  simulation: Simulation,
  service: Service,
  request: IncomingMessage,
  rawPath: string,
  body: string,
): Exchange {
  const own = simulation.origins[service.host];
  const scheme = own.startsWith('https') ? 'https' : 'http';
  // Answered with the name that the client used, as a load balancer that keeps the Host header would.
  const origin = request.headers.host ? `${scheme}://${request.headers.host.toLowerCase()}` : own;
  const url = new URL(rawPath, own);
  return {
    host: service.host,
    method: request.method ?? 'GET',
    path: safeDecode(url.pathname),
    query: url.searchParams,
    headers: request.headers,
    body,
    origin,
    now: simulation.clock.now(),
    service: service.host,
    operation: 'unknown',
  };
}

function safeDecode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
