import type { Exchange, Reply, Route } from '../../core/http.ts';
import { findRoute, WireError } from '../../core/http.ts';
import type { Service, Simulation } from '../../core/simulation.ts';
import { authorizeDecision, authorizeError, authorizePage } from './authorize.ts';
import { beginDeviceCode, deviceCodeDecision, deviceCodePage } from './deviceCode.ts';
import { instanceDiscovery, openidConfiguration } from './discovery.ts';
import { AADSTS, aadstsReply } from './errors.ts';
import { token } from './grants.ts';

/** Microsoft Entra sign-in: metadata, keys and the token endpoint. */
export function loginService(simulation: Simulation): Service {
  const keys = (): Reply => ({ status: 200, body: { keys: [simulation.tokens.jwk] } });
  const routes: Route[] = [
    {
      method: 'GET',
      path: /^\/common\/discovery\/instance$/i,
      operation: 'instanceDiscovery',
      handle: (x) => instanceDiscovery(x),
    },
    { method: 'GET', path: /^\/(?<tenant>[^/]+)\/discovery\/(v2\.0\/)?keys$/i, operation: 'keys', handle: keys },
    {
      method: 'GET',
      path: /^\/(?<tenant>[^/]+)\/v2\.0\/\.well-known\/openid-configuration$/i,
      operation: 'openidConfiguration',
      handle: (x, p) => openidConfiguration(simulation, x, p.tenant ?? '', 2),
    },
    {
      method: 'GET',
      path: /^\/(?<tenant>[^/]+)\/\.well-known\/openid-configuration$/i,
      operation: 'openidConfiguration',
      handle: (x, p) => openidConfiguration(simulation, x, p.tenant ?? '', 1),
    },
    {
      method: 'POST',
      path: /^\/(?<tenant>[^/]+)\/oauth2\/v2\.0\/token$/i,
      operation: 'token',
      handle: (x, p) => token(simulation, x, p.tenant ?? '', 2),
    },
    {
      method: 'POST',
      path: /^\/(?<tenant>[^/]+)\/oauth2\/token$/i,
      operation: 'token',
      handle: (x, p) => token(simulation, x, p.tenant ?? '', 1),
    },
    ...signInRoutes(simulation),
  ];
  return {
    host: 'login',
    identify: (exchange) => Promise.resolve(identify(simulation, routes, exchange)),
    errorReply: (code, exchange) => errorReply(simulation, code, exchange),
    handle: async (exchange) => {
      const found = findRoute(routes, exchange.method, exchange.path);
      if (!found || found === 'method') {
        throw new WireError({
          status: found ? 405 : 404,
          headers: { 'content-type': 'text/html' },
          body: '<html><body>Not found</body></html>',
        });
      }
      return found.route.handle(exchange, found.params);
    },
  };
}

/** Where people sign in, in a browser. */
function signInRoutes(simulation: Simulation): Route[] {
  const authorize = /^\/(?<tenant>[^/]+)\/oauth2\/v2\.0\/authorize$/i;
  const device = /^\/common\/oauth2\/deviceauth$/i;
  return [
    {
      method: 'GET',
      path: authorize,
      operation: 'authorize',
      handle: (x, p) => authorizePage(simulation, x, p.tenant ?? ''),
    },
    {
      method: 'POST',
      path: authorize,
      operation: 'authorizeDecision',
      handle: (x, p) => authorizeDecision(simulation, x, p.tenant ?? ''),
    },
    {
      method: 'POST',
      path: /^\/(?<tenant>[^/]+)\/oauth2\/v2\.0\/devicecode$/i,
      operation: 'devicecode',
      handle: (x, p) => beginDeviceCode(simulation, x, p.tenant ?? ''),
    },
    { method: 'GET', path: device, operation: 'devicePage', handle: (x) => deviceCodePage(simulation, x) },
    { method: 'POST', path: device, operation: 'deviceDecision', handle: (x) => deviceCodeDecision(simulation, x) },
  ];
}

function identify(simulation: Simulation, routes: readonly Route[], exchange: Exchange): void {
  const found = findRoute(routes, exchange.method, exchange.path);
  if (!found || found === 'method') {
    return;
  }
  exchange.operation = found.route.operation;
  const name = found.params.tenant;
  const tenant = name && (simulation.world.tenant(name)?.id ?? name);
  const client = new URLSearchParams(exchange.body).get('client_id') ?? exchange.query.get('client_id');
  Object.assign(exchange, { ...(tenant && { tenant }), ...(client && { client }) });
}

function errorReply(simulation: Simulation, code: string, exchange: Exchange): Reply | undefined {
  const number = Number(/^AADSTS(\d+)$/i.exec(code)?.[1]);
  const reply = AADSTS[number] && aadstsReply(number, exchange.now);
  const inBrowser = exchange.operation === 'authorize' || exchange.operation === 'authorizeDecision';
  return reply && inBrowser ? authorizeError(simulation, exchange, exchange.path.split('/')[1] ?? '', reply) : reply;
}
