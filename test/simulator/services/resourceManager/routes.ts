import { randomUUID } from 'node:crypto';
import { readBearer } from '../../core/authentication.ts';
import type { Exchange, Principal, Reply } from '../../core/http.ts';
import { WireError } from '../../core/http.ts';
import type { Service, Simulation } from '../../core/simulation.ts';
import { queryResources } from '../resourceGraph/handlers.ts';
import { listHistory, listStatuses, getStatus } from '../resourceHealth/handlers.ts';
import { authenticate, meterRead, requireSubscription, visibleSubscriptions } from './access.ts';
import {
  checkApiVersion,
  RESOURCE_GRAPH_VERSIONS,
  RESOURCE_HEALTH_VERSIONS,
  RESOURCE_VERSIONS,
  SUBSCRIPTION_VERSIONS,
} from './apiVersions.ts';
import { armError, armReply } from './errors.ts';
import { findGroup, findResource, listGroups, listResources } from './model.ts';
import { page } from './paging.ts';
import { providersOf } from './providers.ts';
import { resourceGroupShape, resourceShape, subscriptionShape, tenantShape } from './shapes.ts';

/** A path behind Azure Resource Manager: who serves it, with which api-versions. */
interface ArmRoute {
  path: RegExp;
  method?: 'POST';
  operation: string;
  service?: 'resourceHealth' | 'resourceGraph';
  versions: readonly string[];
  /** `platform`: ARM's own. */
  type: string;
  /** Resource Graph has a quota of its own instead of ARM's buckets. */
  unmetered?: true;
  handle: (x: Exchange, principal: Principal, p: Record<string, string | undefined>) => Reply;
}

/** Azure Resource Manager with the resource providers behind it. */
export function resourceManagerService(simulation: Simulation): Service {
  const routes = [graphRoute(simulation), ...healthRoutes(simulation), ...platformRoutes(simulation)];
  return {
    host: 'resourceManager',
    identify: (exchange) => identify(simulation, routes, exchange),
    errorReply: (code) => armReply(code),
    handle: async (exchange) => {
      try {
        return decorate(exchange, await answer(simulation, routes, exchange));
      } catch (error) {
        throw error instanceof WireError ? new WireError(decorate(exchange, error.reply)) : error;
      }
    },
  };
}

function graphRoute(simulation: Simulation): ArmRoute {
  return {
    path: /^\/providers\/microsoft\.resourcegraph\/resources$/i,
    method: 'POST',
    operation: 'query',
    service: 'resourceGraph',
    versions: RESOURCE_GRAPH_VERSIONS,
    type: 'resources',
    unmetered: true,
    handle: (x, principal) => queryResources(simulation, x, principal),
  };
}

function healthRoutes(simulation: Simulation): ArmRoute[] {
  const common = {
    service: 'resourceHealth',
    versions: RESOURCE_HEALTH_VERSIONS,
    type: 'availabilityStatuses',
  } as const;
  const statuses = 'providers\\/microsoft\\.resourcehealth\\/availabilitystatuses';
  return [
    {
      ...common,
      path: new RegExp(`^/subscriptions/(?<s>[^/]+)/${statuses}$`, 'i'),
      operation: 'listStatusesBySubscription',
      handle: (x, principal, p) => listStatuses(simulation, x, principal, p.s ?? ''),
    },
    {
      ...common,
      path: new RegExp(`^/subscriptions/(?<s>[^/]+)/resourcegroups/(?<g>[^/]+)/${statuses}$`, 'i'),
      operation: 'listStatusesByResourceGroup',
      handle: (x, principal, p) => listStatuses(simulation, x, principal, p.s ?? '', p.g),
    },
    {
      ...common,
      path: new RegExp(`^(?<id>/subscriptions/(?<s>[^/]+)/resourcegroups/.+)/${statuses}$`, 'i'),
      operation: 'listStatusHistory',
      handle: (x, principal, p) => listHistory(simulation, x, principal, p.id ?? ''),
    },
    {
      ...common,
      path: new RegExp(`^(?<id>/subscriptions/(?<s>[^/]+)/resourcegroups/.+)/${statuses}/(?<name>[^/]+)$`, 'i'),
      operation: 'getStatus',
      handle: (x, principal, p) => getStatus(simulation, x, principal, p.id ?? '', p.name ?? ''),
    },
  ];
}

function platformRoutes(simulation: Simulation): ArmRoute[] {
  const subscriptions = { versions: SUBSCRIPTION_VERSIONS, type: 'platform' };
  const resources = { versions: RESOURCE_VERSIONS, type: 'platform' };
  const size = (): number => simulation.behaviour.armPageSize;
  const { world } = simulation;
  return [
    {
      ...subscriptions,
      path: /^\/tenants$/i,
      operation: 'listTenants',
      handle: (x, principal) =>
        ok(
          page(
            x,
            [world.tenant(principal.tenantId)].filter((t) => t !== undefined),
            size(),
            tenantShape,
          ),
        ),
    },
    {
      ...subscriptions,
      path: /^\/subscriptions$/i,
      operation: 'listSubscriptions',
      handle: (x, principal) => {
        const rows = visibleSubscriptions(simulation, principal, x.now);
        const body = page(x, rows, size(), (row) => subscriptionShape(row, principal.kind === 'user'));
        return ok({ ...body, count: { type: 'Total', value: body.value.length } });
      },
    },
    {
      ...subscriptions,
      path: /^\/subscriptions\/(?<s>[^/]+)$/i,
      operation: 'getSubscription',
      handle: (x, principal, p) =>
        ok(
          subscriptionShape(
            requireSubscription(simulation, x, principal, p.s ?? '', 'Microsoft.Resources/subscriptions/read'),
            principal.kind === 'user',
          ),
        ),
    },
    {
      ...resources,
      path: /^\/subscriptions\/(?<s>[^/]+)\/resourcegroups$/i,
      operation: 'listResourceGroups',
      handle: (x, principal, p) =>
        ok(page(x, listGroups(simulation, x, principal, p.s ?? ''), size(), resourceGroupShape)),
    },
    {
      ...resources,
      path: /^\/subscriptions\/(?<s>[^/]+)\/resourcegroups\/(?<g>[^/]+)$/i,
      operation: 'getResourceGroup',
      handle: (x, principal, p) => {
        const subscription = requireSubscription(
          simulation,
          x,
          principal,
          p.s ?? '',
          'Microsoft.Resources/subscriptions/resourcegroups/read',
        );
        return ok(resourceGroupShape(findGroup(simulation, subscription, p.g ?? '')));
      },
    },
    {
      ...resources,
      path: /^\/subscriptions\/(?<s>[^/]+)(\/resourcegroups\/(?<g>[^/]+))?\/resources$/i,
      operation: 'listResources',
      handle: (x, principal, p) => {
        const expand = new Set((x.query.get('$expand') ?? '').toLowerCase().split(','));
        return ok(
          page(x, listResources(simulation, x, principal, p.s ?? '', p.g), size(), (row) => resourceShape(row, expand)),
        );
      },
    },
    {
      ...resources,
      path: /^\/subscriptions\/(?<s>[^/]+)\/providers$/i,
      operation: 'listProviders',
      handle: (x, principal, p) =>
        ok(
          page(
            x,
            providersOf(
              requireSubscription(
                simulation,
                x,
                principal,
                p.s ?? '',
                'Microsoft.Resources/subscriptions/providers/read',
              ),
            ),
            size(),
            (row) => row,
          ),
        ),
    },
    {
      ...resources,
      path: /^(?<id>\/subscriptions\/(?<s>[^/]+)\/resourcegroups\/[^/]+\/providers\/[^/]+\/.+)$/i,
      operation: 'getResource',
      handle: (x, principal, p) =>
        ok({
          ...resourceShape(findResource(simulation, x, principal, p.id ?? ''), new Set()),
          properties: { provisioningState: 'Succeeded' },
        }),
    },
  ];
}

function ok(body: unknown): Reply {
  return { status: 200, body };
}

function find(routes: readonly ArmRoute[], path: string) {
  for (const route of routes) {
    const match = route.path.exec(path);
    if (match) {
      return { route, params: { ...match.groups } as Record<string, string | undefined> };
    }
  }
  return undefined;
}

async function identify(simulation: Simulation, routes: readonly ArmRoute[], exchange: Exchange): Promise<void> {
  const found = find(routes, exchange.path);
  if (found) {
    exchange.operation = found.route.operation;
    exchange.service = found.route.service ?? 'resourceManager';
    const subscription = found.params.s?.toLowerCase();
    Object.assign(exchange, subscription && { subscription });
  }
  const bearer = await readBearer(simulation, exchange);
  if ('principal' in bearer) {
    Object.assign(exchange, {
      principal: bearer.principal,
      tenant: bearer.principal.tenantId,
      client: bearer.principal.appId,
    });
  }
}

async function answer(simulation: Simulation, routes: readonly ArmRoute[], exchange: Exchange): Promise<Reply> {
  const principal = await authenticate(simulation, exchange);
  const found = find(routes, exchange.path);
  if (!found) {
    throw exchange.query.get('api-version')
      ? armError('InvalidResourceType', `The resource type of '${exchange.path}' could not be found.`)
      : armError('MissingApiVersionParameter');
  }
  const { route, params } = found;
  if (exchange.method !== (route.method ?? 'GET')) {
    throw armError('MethodNotAllowed');
  }
  checkApiVersion(exchange, route.versions, route.type);
  const headers = route.unmetered ? {} : meterRead(simulation, principal, exchange.subscription);
  const reply = route.handle(exchange, principal, params);
  return { ...reply, headers: { ...headers, ...reply.headers } };
}

function decorate(exchange: Exchange, reply: Reply): Reply {
  const id = randomUUID();
  const time = new Date(exchange.now).toISOString().replace(/[-:]/g, '');
  const headers: Record<string, string> = {
    'cache-control': 'no-cache',
    'x-ms-request-id': id,
    'x-ms-correlation-request-id': id,
    'x-ms-routing-request-id': `WESTEUROPE:${time}:${id}`,
  };
  const clientId = exchange.headers['x-ms-client-request-id'];
  if (clientId && exchange.headers['x-ms-return-client-request-id'] === 'true') {
    headers['x-ms-client-request-id'] = String(clientId);
  }
  return { ...reply, headers: { ...headers, ...reply.headers } };
}
