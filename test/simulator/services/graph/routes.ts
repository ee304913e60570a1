import { randomUUID } from 'node:crypto';
import { noteCaller, readBearer } from '../../core/authentication.ts';
import type { Exchange, Principal, Reply } from '../../core/http.ts';
import { findRoute, WireError } from '../../core/http.ts';
import type { Route } from '../../core/http.ts';
import type { Service, Simulation } from '../../core/simulation.ts';
import { getApplication, listApplications, listOrganization } from './directory.ts';
import { graphError, graphReply } from './errors.ts';
import { getRelationship, listAssignments, listCustomers, listRelationships } from './relationships.ts';

const QUOTA = { requests: 3500, windowMs: 10_000 };

interface GraphRoute extends Route {
  /** Any of these permissions will do. */
  needs: readonly string[];
  /** Cost in resource units. */
  units: number;
}

const GDAP = { needs: ['DelegatedAdminRelationship.Read.All', 'DelegatedAdminRelationship.ReadWrite.All'], units: 1 };
const APPLICATIONS = { needs: ['Application.Read.All', 'Application.ReadWrite.All', 'Directory.Read.All'], units: 2 };
const ORGANIZATION = { needs: ['Organization.Read.All', 'Directory.Read.All', 'User.Read'], units: 1 };

/** Microsoft Graph v1.0. */
export function graphService(simulation: Simulation): Service {
  const routes = routeTable(simulation);
  return {
    host: 'graph',
    identify: (exchange) => identify(simulation, routes, exchange),
    errorReply: (code, exchange) => graphReply(code, exchange),
    handle: async (exchange) => {
      try {
        return decorate(exchange, await answer(simulation, routes, exchange));
      } catch (error) {
        throw error instanceof WireError ? new WireError(decorate(exchange, error.reply)) : error;
      }
    },
  };
}

function routeTable(simulation: Simulation): GraphRoute[] {
  const gdap: GraphRoute[] = [
    {
      ...GDAP,
      method: 'GET',
      path: /^\/v1\.0\/tenantRelationships\/delegatedAdminRelationships$/i,
      operation: 'listDelegatedAdminRelationships',
      handle: (x) => listRelationships(simulation, x),
    },
    {
      ...GDAP,
      method: 'GET',
      path: /^\/v1\.0\/tenantRelationships\/delegatedAdminRelationships\/(?<id>[^/]+)$/i,
      operation: 'getDelegatedAdminRelationship',
      handle: (x, p) => getRelationship(simulation, x, p.id ?? ''),
    },
    {
      ...GDAP,
      method: 'GET',
      path: /^\/v1\.0\/tenantRelationships\/delegatedAdminRelationships\/(?<id>[^/]+)\/accessAssignments$/i,
      operation: 'listAccessAssignments',
      handle: (x, p) => listAssignments(simulation, x, p.id ?? ''),
    },
    {
      ...GDAP,
      method: 'GET',
      path: /^\/v1\.0\/tenantRelationships\/delegatedAdminCustomers$/i,
      operation: 'listDelegatedAdminCustomers',
      handle: (x) => listCustomers(simulation, x),
    },
  ];
  return [
    // A cloud without delegated admin privileges has no such segment.
    ...(simulation.cloud.gdap ? gdap : []),
    {
      ...APPLICATIONS,
      method: 'GET',
      path: /^\/v1\.0\/applications$/i,
      operation: 'listApplications',
      handle: (x) => listApplications(simulation, x),
    },
    {
      ...APPLICATIONS,
      method: 'GET',
      path: /^\/v1\.0\/applications\(appId='(?<appId>[^']+)'\)$/i,
      operation: 'getApplication',
      handle: (x, p) => getApplication(simulation, x, p.appId ?? ''),
    },
    {
      ...ORGANIZATION,
      method: 'GET',
      path: /^\/v1\.0\/organization$/i,
      operation: 'listOrganization',
      handle: (x) => listOrganization(simulation, x),
    },
  ];
}

function match(routes: readonly GraphRoute[], exchange: Exchange) {
  const found = findRoute(routes, exchange.method, exchange.path);
  return found && found !== 'method' ? { ...found, route: found.route as GraphRoute } : found;
}

async function identify(simulation: Simulation, routes: readonly GraphRoute[], exchange: Exchange): Promise<void> {
  const found = match(routes, exchange);
  if (found && found !== 'method') {
    exchange.operation = found.route.operation;
  }
  await noteCaller(simulation, exchange);
}

async function answer(simulation: Simulation, routes: readonly GraphRoute[], exchange: Exchange): Promise<Reply> {
  const principal = await authenticate(simulation, exchange);
  const key = `graph ${principal.appId} ${principal.tenantId}`;
  if (!simulation.limits.window(key, QUOTA.requests, QUOTA.windowMs).ok) {
    throw graphError('TooManyRequests', exchange);
  }
  const found = match(routes, exchange);
  if (!found) {
    throw graphError(
      'BadRequest',
      exchange,
      `Resource not found for the segment '${exchange.path.split('/')[2] ?? ''}'.`,
    );
  }
  if (found === 'method') {
    throw graphError('MethodNotAllowed', exchange);
  }
  if (!found.route.needs.some((permission) => principal.permissions.includes(permission))) {
    throw graphError('Authorization_RequestDenied', exchange);
  }
  const reply = await found.route.handle(exchange, found.params);
  return { ...reply, headers: { 'x-ms-resource-unit': String(found.route.units), ...reply.headers } };
}

async function authenticate(simulation: Simulation, exchange: Exchange): Promise<Principal> {
  const bearer = await readBearer(simulation, exchange);
  switch (bearer.outcome) {
    case 'valid':
      return bearer.principal;
    case 'wrongAudience':
      throw graphError('InvalidAuthenticationToken', exchange, 'Access token validation failure. Invalid audience.');
    case 'expired':
      throw graphError('InvalidAuthenticationToken', exchange, 'Lifetime validation failed, the token is expired.');
    default:
      throw graphError('InvalidAuthenticationToken', exchange);
  }
}

function decorate(exchange: Exchange, reply: Reply): Reply {
  const id = randomUUID();
  const headers = {
    'cache-control': 'no-cache',
    'request-id': id,
    'client-request-id': String(exchange.headers['client-request-id'] ?? id),
    'odata-version': '4.0',
    'content-type':
      'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8',
  };
  return { ...reply, headers: { ...headers, ...reply.headers } };
}
