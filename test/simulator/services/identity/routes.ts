import type { Exchange, Reply, Route } from '../../core/http.ts';
import { findRoute } from '../../core/http.ts';
import type { Service, Simulation } from '../../core/simulation.ts';
import { appServiceToken } from './appService.ts';
import { ArcAgent } from './arc.ts';
import { imdsToken } from './imds.ts';
import { oauthError } from './machineToken.ts';

/** Paths of the endpoints on their host. */
export const PATHS = { appService: '/msi/token', arc: '/arc', cluster: '/cluster' } as const;

/** What a machine finds near itself: endpoints of managed identities, and a Kubernetes cluster's OpenID metadata. */
export function identityService(simulation: Simulation): Service {
  const arc = new ArcAgent();
  const routes: Route[] = [
    get(/^\/metadata\/identity\/oauth2\/token\/?$/i, 'imdsToken', (x) => imdsToken(simulation, x)),
    get(/^\/msi\/token\/?$/i, 'appServiceToken', (x) => appServiceToken(simulation, x)),
    get(/^\/arc\/metadata\/identity\/oauth2\/token\/?$/i, 'arcToken', (x) => arc.token(simulation, x)),
    get(/^\/cluster\/\.well-known\/openid-configuration$/, 'clusterMetadata', () => clusterMetadata(simulation)),
    get(/^\/cluster\/openid\/v1\/jwks$/, 'clusterKeys', async () => ({
      status: 200,
      body: { keys: [await simulation.cluster.jwk()] },
    })),
  ];
  return {
    host: 'identity',
    identify: (exchange) => Promise.resolve(identify(simulation, routes, exchange)),
    errorReply: (code) => errorReply(code),
    handle: async (exchange) => {
      const found = findRoute(routes, exchange.method, exchange.path);
      if (!found || found === 'method') {
        return { status: found ? 405 : 404, body: { error: found ? 'Method not allowed' : 'Not found' } };
      }
      return found.route.handle(exchange, found.params);
    },
    close: () => arc.close(),
  };
}

function get(path: RegExp, operation: string, handle: Route['handle']): Route {
  return { method: 'GET', path, operation, handle };
}

function identify(simulation: Simulation, routes: readonly Route[], exchange: Exchange): void {
  const found = findRoute(routes, exchange.method, exchange.path);
  if (!found || found === 'method') {
    return;
  }
  const client = exchange.query.get('client_id');
  const tenant = simulation.world.data.machines[simulation.behaviour.machine][0]?.tenantId;
  Object.assign(exchange, { operation: found.route.operation, ...(tenant && { tenant }), ...(client && { client }) });
}

function clusterMetadata(simulation: Simulation): Reply {
  const { issuer } = simulation.cluster;
  return {
    status: 200,
    body: {
      issuer,
      jwks_uri: `${issuer}/openid/v1/jwks`,
      response_types_supported: ['id_token'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
    },
  };
}

/** What machines answer while their endpoint is not itself; all are worth another try. */
const ERRORS: Readonly<Record<string, Reply>> = {
  IdentityNotFound: oauthError('invalid_request', 'Identity not found'),
  EndpointUpdating: oauthError('not_found', 'The endpoint is being updated', 404),
  EndpointGone: oauthError('gone', 'The endpoint is going through updates', 410),
  ImdsThrottled: oauthError('too_many_requests', 'Too many requests', 429),
  ImdsFailed: oauthError('unknown', 'Failed to retrieve token from the Active directory', 500),
};

function errorReply(code: string): Reply | undefined {
  return ERRORS[code];
}
