import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Behaviour } from '../core/behaviour.ts';
import { DEFAULT_BEHAVIOUR } from '../core/behaviour.ts';
import type { FaultSpec } from '../core/faults.ts';
import type { HostName } from '../core/http.ts';
import { readBody } from '../core/listener.ts';
import type { Network, Trouble } from '../core/network.ts';
import { respond } from '../core/respond.ts';
import type { Service, Simulation } from '../core/simulation.ts';
import { identityActions } from './identities.ts';
import { readTransition } from './transition.ts';
import {
  truthCustomers,
  truthHealth,
  truthHealthCounts,
  truthResourceGroups,
  truthResources,
  truthSubscriptions,
  truthTenants,
} from './truth.ts';
import {
  truthActivityLog,
  truthAlertRules,
  truthAlerts,
  truthChanges,
  truthEvents,
  truthImpactedResources,
} from './truthWatch.ts';

interface Input {
  query: URLSearchParams;
  body: unknown;
  /** What follows the path, e.g. a fault's id. */
  rest?: string;
}

type Action = (input: Input) => unknown;

/** The control plane: JSON over HTTP, every call in README.md. */
export function controlPlane(
  simulation: Simulation,
  services: readonly Service[],
  settings: unknown,
  network: Network,
) {
  const actions: Record<string, Action> = {
    ...clockActions(simulation),
    ...faultActions(simulation, services),
    ...truthActions(simulation),
    ...identityActions(simulation),
    'GET settings': () => settings,
    'POST world/reset': async () => {
      simulation.reset();
      await network.clear();
      return clockState(simulation);
    },
    'GET transitions': () =>
      simulation.world.listTransitions().map((one) => ({ ...one, at: new Date(one.at).toISOString() })),
    'POST transitions': ({ body }) => {
      const now = simulation.clock.now();
      const list = Array.isArray(body) ? body : [body];
      const read = list.map((one) => readTransition(one, now));
      read.forEach((one) => simulation.world.addTransition(one));
      return { added: read.length };
    },
    'GET calls': ({ query }) =>
      query.get('counts') === 'true' ? simulation.calls.counts() : filterCalls(simulation, query),
    'DELETE calls': () => {
      simulation.calls.clear();
      return {};
    },
    'GET limits': () => ({ enforced: simulation.limits.enforced }),
    'PUT limits': ({ body }) => {
      simulation.limits.enforce((body as { enforced?: unknown }).enforced === true);
      return { enforced: simulation.limits.enforced };
    },
    'PUT network': async ({ body }) => {
      const { host, trouble = null } = body as { host: HostName; trouble?: Trouble | null };
      await network.set(host, trouble);
      return { host, trouble };
    },
    'PUT latency': ({ body }) =>
      Object.assign(simulation.behaviour, { latencyMs: Number((body as { latencyMs?: unknown }).latencyMs ?? 0) }),
    'GET behaviour': () => simulation.behaviour,
    'PUT behaviour': ({ body }) => setBehaviour(simulation, body),
  };
  return (request: IncomingMessage, response: ServerResponse): Promise<void> => serve(actions, request, response);
}

async function serve(
  actions: Record<string, Action>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://control');
  const text = await readBody(request);
  const path = url.pathname.replace(/^\/+|\/+$/g, '');
  const [head = '', rest] = path.split(/(?<=^faults)\//);
  const action = actions[`${request.method ?? 'GET'} ${head}`];
  const acceptEncoding = String(request.headers['accept-encoding'] ?? '');
  if (!action) {
    const known = Object.keys(actions);
    return respond(
      response,
      { status: 404, body: { error: `Unknown: ${request.method ?? ''} /${path}`, known } },
      acceptEncoding,
    );
  }
  try {
    const body: unknown = text ? JSON.parse(text) : {};
    const result = await action({ query: url.searchParams, body, ...(rest && { rest }) });
    return await respond(response, { status: 200, body: result }, acceptEncoding);
  } catch (error) {
    const sentence = error instanceof Error ? error.message : String(error);
    return respond(response, { status: 400, body: { error: sentence } }, acceptEncoding);
  }
}

function clockState(simulation: Simulation) {
  return { now: new Date(simulation.clock.now()).toISOString(), kind: simulation.clock.kind };
}

function clockActions(simulation: Simulation): Record<string, Action> {
  return {
    'GET clock': () => clockState(simulation),
    'PUT clock': ({ body }) => {
      const { now, advanceSeconds, kind } = body as { now?: string; advanceSeconds?: number; kind?: string };
      const at = now === undefined ? undefined : Date.parse(now);
      if (Number.isNaN(at) || (advanceSeconds !== undefined && !Number.isFinite(advanceSeconds))) {
        throw new Error("'now' must be an ISO time, 'advanceSeconds' a number.");
      }
      if (kind === 'real' || kind === 'frozen') {
        simulation.clock.become(kind);
      }
      if (at !== undefined) {
        simulation.clock.set(at);
      }
      simulation.clock.advance((advanceSeconds ?? 0) * 1000);
      return clockState(simulation);
    },
  };
}

function faultActions(simulation: Simulation, services: readonly Service[]): Record<string, Action> {
  return {
    'GET faults': () => simulation.faults.list(),
    'POST faults': ({ body }) => {
      const spec = body as FaultSpec;
      if (spec.error !== undefined && !knowsError(services, spec.error, simulation)) {
        throw new Error(`No service has an error '${spec.error}'.`);
      }
      return simulation.faults.add(spec);
    },
    'DELETE faults': ({ rest }) => {
      simulation.faults.clear(rest);
      return {};
    },
  };
}

function knowsError(services: readonly Service[], code: string, simulation: Simulation): boolean {
  const probe = {
    host: 'login',
    method: 'GET',
    path: '/',
    query: new URLSearchParams(),
    headers: {},
    body: '',
    origin: '',
    now: simulation.clock.now(),
    service: 'login',
    operation: '',
  } as const;
  return services.some((service) => service.errorReply(code, probe) !== undefined);
}

function truthActions(simulation: Simulation): Record<string, Action> {
  return {
    'GET truth/customers': () => truthCustomers(simulation),
    'GET truth/tenants': () => truthTenants(simulation),
    'GET truth/subscriptions': ({ query }) => truthSubscriptions(simulation, query),
    'GET truth/resourceGroups': ({ query }) => truthResourceGroups(simulation, query),
    'GET truth/resources': ({ query }) => truthResources(simulation, query),
    'GET truth/resourceHealth': ({ query }) => truthHealth(simulation, query),
    'GET truth/events': ({ query }) => truthEvents(simulation, query),
    'GET truth/impactedResources': ({ query }) => truthImpactedResources(simulation, query),
    'GET truth/alertRules': ({ query }) => truthAlertRules(simulation, query),
    'GET truth/alerts': ({ query }) => truthAlerts(simulation, query),
    'GET truth/changes': ({ query }) => truthChanges(simulation, query),
    'GET truth/activityLog': ({ query }) => truthActivityLog(simulation, query),
    'GET truth/resourceHealth/counts': ({ query }) => truthHealthCounts(simulation, query),
  };
}

function filterCalls(simulation: Simulation, query: URLSearchParams) {
  const wanted = [...query].filter(([key]) => key !== 'counts');
  return simulation.calls
    .list()
    .filter((call) => wanted.every(([key, value]) => String(call[key as keyof typeof call] ?? '') === value));
}

function setBehaviour(simulation: Simulation, body: unknown): Behaviour {
  const unknown = Object.keys(body as object).filter((key) => !(key in DEFAULT_BEHAVIOUR));
  if (unknown.length > 0) {
    throw new Error(`Unknown: ${unknown.join(', ')}. Known: ${Object.keys(DEFAULT_BEHAVIOUR).join(', ')}.`);
  }
  return Object.assign(simulation.behaviour, body);
}
