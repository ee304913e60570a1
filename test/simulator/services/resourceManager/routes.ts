import { randomUUID } from 'node:crypto';
import { noteCaller } from '../../core/authentication.ts';
import type { Exchange, Reply } from '../../core/http.ts';
import { WireError } from '../../core/http.ts';
import type { Service, Simulation } from '../../core/simulation.ts';
import { alertsManagementRoutes } from '../alertsManagement/routes.ts';
import { authorizationRoutes } from '../authorization/routes.ts';
import { insightsRoutes } from '../insights/routes.ts';
import { managedServicesRoutes } from '../managedServices/routes.ts';
import { resourceGraphRoutes } from '../resourceGraph/routes.ts';
import { resourceHealthRoutes } from '../resourceHealth/routes.ts';
import { authenticate, meterRead } from './access.ts';
import { checkApiVersion } from './apiVersions.ts';
import { findArmRoute } from './armRoute.ts';
import type { ArmRoute } from './armRoute.ts';
import { armError, armReply } from './errors.ts';
import { platformRoutes } from './platformRoutes.ts';

/** Azure Resource Manager with the resource providers behind it. */
export function resourceManagerService(simulation: Simulation): Service {
  const routes = [
    ...resourceGraphRoutes(simulation),
    ...resourceHealthRoutes(simulation),
    ...insightsRoutes(simulation),
    ...alertsManagementRoutes(simulation),
    ...managedServicesRoutes(simulation),
    ...authorizationRoutes(simulation),
    ...platformRoutes(simulation),
  ];
  return {
    host: 'resourceManager',
    identify: (exchange) => identify(simulation, routes, exchange),
    errorReply: (code, exchange) => {
      const reply = armReply(code);
      return reply && decorate(exchange, reply);
    },
    handle: async (exchange) => {
      try {
        return decorate(exchange, await answer(simulation, routes, exchange));
      } catch (error) {
        throw error instanceof WireError ? new WireError(decorate(exchange, error.reply)) : error;
      }
    },
  };
}

async function identify(simulation: Simulation, routes: readonly ArmRoute[], exchange: Exchange): Promise<void> {
  const found = findArmRoute(routes, exchange.path);
  if (found) {
    exchange.operation = found.route.operation;
    exchange.service = found.route.service ?? 'resourceManager';
    const subscription = found.params.s?.toLowerCase();
    Object.assign(exchange, subscription && { subscription });
  }
  await noteCaller(simulation, exchange);
}

async function answer(simulation: Simulation, routes: readonly ArmRoute[], exchange: Exchange): Promise<Reply> {
  const principal = await authenticate(simulation, exchange);
  const found = findArmRoute(routes, exchange.path);
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
