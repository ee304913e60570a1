import type { Exchange, Reply, Route } from '../../core/http.ts';
import { findRoute, WireError } from '../../core/http.ts';
import type { Service, Simulation } from '../../core/simulation.ts';
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
  ];
  return {
    host: 'login',
    identify: (exchange) => Promise.resolve(identify(simulation, routes, exchange)),
    errorReply: (code, exchange) => errorReply(code, exchange),
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

function identify(simulation: Simulation, routes: readonly Route[], exchange: Exchange): void {
  const found = findRoute(routes, exchange.method, exchange.path);
  if (!found || found === 'method') {
    return;
  }
  exchange.operation = found.route.operation;
  const name = found.params.tenant;
  const tenant = name && (simulation.world.tenant(name)?.id ?? name);
  const client = new URLSearchParams(exchange.body).get('client_id');
  Object.assign(exchange, { ...(tenant && { tenant }), ...(client && { client }) });
}

function errorReply(code: string, exchange: Exchange): Reply | undefined {
  const number = Number(/^AADSTS(\d+)$/i.exec(code)?.[1]);
  return AADSTS[number] && aadstsReply(number, exchange.now);
}
