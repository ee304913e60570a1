import { randomUUID } from 'node:crypto';
import { noteCaller, readBearer } from '../../core/authentication.ts';
import type { Exchange, Principal, Reply, Route } from '../../core/http.ts';
import { findRoute, WireError } from '../../core/http.ts';
import { guid } from '../../core/random.ts';
import type { Service, Simulation } from '../../core/simulation.ts';
import { createConsent, deleteConsent } from './consents.ts';
import { managementError, partnerCenterError, partnerCenterReply, tooManyRequests } from './errors.ts';
import { findCustomer, findPlan, searchCustomers } from './model.ts';
import { page } from './paging.ts';
import { customerDetailShape, customerShape, entitlementShape, subscriptionShape } from './shapes.ts';

const REQUESTS_PER_MINUTE = 500;
const BOM = '\uFEFF';

/** Partner Center REST v1. */
export function partnerCenterService(simulation: Simulation): Service {
  const routes = routeTable(simulation);
  return {
    host: 'partnerCenter',
    identify: (exchange) => identify(simulation, routes, exchange),
    errorReply: (code, exchange) => {
      const reply = partnerCenterReply(code);
      return reply && decorate(simulation, exchange, reply);
    },
    handle: async (exchange) => {
      try {
        return decorate(simulation, exchange, await answer(simulation, routes, exchange));
      } catch (error) {
        throw error instanceof WireError ? new WireError(decorate(simulation, exchange, error.reply)) : error;
      }
    },
  };
}

function routeTable(simulation: Simulation): Route[] {
  const { world } = simulation;
  const { mpnId, partner } = world.data;
  return [
    {
      method: 'GET',
      path: /^\/v1\/customers$/i,
      operation: 'listCustomers',
      handle: (x) => page(simulation, x, searchCustomers(world.customers(x.now), x.query.get('filter')), customerShape),
    },
    {
      method: 'GET',
      path: /^\/v1\/customers\/(?<customer>[^/]+)$/i,
      operation: 'getCustomer',
      handle: (x, p) => {
        const customer = findCustomer(simulation, x, p.customer ?? '');
        const country = world.tenant(customer.id)?.countryCode ?? 'US';
        return { status: 200, body: customerDetailShape(customer, guid(`commerce ${customer.id}`), country) };
      },
    },
    {
      method: 'GET',
      path: /^\/v1\/customers\/(?<customer>[^/]+)\/subscriptions$/i,
      operation: 'listSubscriptions',
      handle: (x, p) => {
        const customer = findCustomer(simulation, x, p.customer ?? '');
        return page(simulation, x, customer.commerce, (row) => subscriptionShape(customer, row, mpnId));
      },
    },
    {
      method: 'GET',
      path: /^\/v1\/customers\/(?<customer>[^/]+)\/subscriptions\/(?<plan>[^/]+)\/azureEntitlements$/i,
      operation: 'listAzureEntitlements',
      handle: (x, p) => {
        const customer = findCustomer(simulation, x, p.customer ?? '');
        const plan = findPlan(customer, p.plan ?? '');
        const rows = world.subscriptionsOf(customer.id, x.now).filter((row) => row.planId === plan.id);
        return page(simulation, x, rows, (row) => entitlementShape(row, plan.id, mpnId));
      },
    },
    {
      method: 'POST',
      path: /^\/v1\/customers\/(?<customer>[^/]+)\/applicationconsents$/i,
      operation: 'createApplicationConsent',
      handle: (x, p) => createConsent(simulation, x, p.customer ?? ''),
    },
    {
      method: 'DELETE',
      path: /^\/v1\/customers\/(?<customer>[^/]+)\/applicationconsents\/(?<app>[^/]+)$/i,
      operation: 'deleteApplicationConsent',
      handle: (x, p) => deleteConsent(simulation, x, p.customer ?? '', p.app ?? ''),
    },
    {
      method: 'GET',
      path: /^\/v1\/profiles\/organization$/i,
      operation: 'getOrganizationProfile',
      handle: (x) => {
        requireUser(x);
        return { status: 200, body: organizationShape(partner.id, partner.displayName, partner.domains[0] ?? '') };
      },
    },
  ];
}

function organizationShape(id: string, companyName: string, domain: string) {
  const attributes = { objectType: 'OrganizationProfile' };
  return {
    id,
    companyName,
    defaultAddress: { country: 'US' },
    tenantId: id,
    domain,
    email: `admin@${domain}`,
    language: 'en',
    culture: 'en-US',
    attributes,
  };
}

async function identify(simulation: Simulation, routes: readonly Route[], exchange: Exchange): Promise<void> {
  const found = findRoute(routes, exchange.method, exchange.path);
  await noteCaller(simulation, exchange);
  if (found && found !== 'method') {
    exchange.operation = found.route.operation;
    const customer = found.params.customer;
    Object.assign(exchange, customer && { tenant: customer.toLowerCase() });
  }
}

async function answer(simulation: Simulation, routes: readonly Route[], exchange: Exchange): Promise<Reply> {
  const principal = await authenticate(simulation, exchange);
  const quota = simulation.limits.window(`partnerCenter ${principal.tenantId}`, REQUESTS_PER_MINUTE, 60_000);
  if (!quota.ok) {
    throw new WireError(tooManyRequests(quota.retryAfter));
  }
  const found = findRoute(routes, exchange.method, exchange.path);
  if (!found || found === 'method') {
    throw managementError(found ? 405 : 404, found ? 'Method not allowed' : 'Resource not found');
  }
  return found.route.handle(exchange, found.params);
}

async function authenticate(simulation: Simulation, exchange: Exchange): Promise<Principal> {
  const bearer = await readBearer(simulation, exchange);
  if (!('principal' in bearer)) {
    throw managementError(401, 'Access denied due to a missing or invalid access token.');
  }
  const { principal, outcome } = bearer;
  if (outcome === 'wrongAudience') {
    throw principal.audience.startsWith('https://graph.windows.net')
      ? partnerCenterError('900420')
      : new WireError({ status: 401 });
  }
  if (outcome === 'expired') {
    throw new WireError({ status: 401 });
  }
  if (principal.tenantId !== simulation.world.data.partner.id) {
    throw partnerCenterError('900150');
  }
  const dryRun = String(exchange.headers.validatemfa ?? '').toLowerCase() === 'true';
  if (principal.kind === 'user' && !principal.mfa && !dryRun) {
    throw partnerCenterError('900421');
  }
  return principal;
}

function requireUser(exchange: Exchange): void {
  if (exchange.principal?.kind === 'app') {
    throw partnerCenterError('900329');
  }
}

function decorate(simulation: Simulation, exchange: Exchange, reply: Reply): Reply {
  const headers: Record<string, string> = {
    'ms-requestid': String(exchange.headers['ms-requestid'] ?? randomUUID()),
    'ms-correlationid': String(exchange.headers['ms-correlationid'] ?? randomUUID()),
    'ms-cv': randomUUID().slice(0, 16),
    'ms-serverid': '1',
    ...(exchange.headers.validatemfa && { ismfacompliant: String(exchange.principal?.mfa ?? false) }),
    ...reply.headers,
  };
  const body =
    simulation.behaviour.partnerCenterBom && reply.body !== undefined ? BOM + JSON.stringify(reply.body) : reply.body;
  return { status: reply.status, headers, body };
}
