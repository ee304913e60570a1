import { CLOUD, realHost, SERVICE_APPS } from './clouds.ts';
import type { Exchange, Principal } from './http.ts';
import type { Simulation } from './simulation.ts';
import { principalOf } from './tokens.ts';

/** What the Authorization header turned out to be. */
export type Bearer =
  { outcome: 'missing' | 'invalid' } | { outcome: 'wrongAudience' | 'expired' | 'valid'; principal: Principal };

/** Checks signature, audience and expiry; what to answer is each service's own affair. */
export async function readBearer(simulation: Simulation, exchange: Exchange): Promise<Bearer> {
  const header = exchange.headers.authorization;
  if (!header) {
    return { outcome: 'missing' };
  }
  const [scheme, token] = header.split(' ');
  const claims = scheme?.toLowerCase() === 'bearer' && token ? await simulation.tokens.claims(token) : undefined;
  if (!claims) {
    return { outcome: 'invalid' };
  }
  const principal = principalOf(claims);
  const audience = principal.audience.replace(/\/+$/, '').toLowerCase();
  if (!audiencesOf(simulation, exchange).includes(audience)) {
    return { outcome: 'wrongAudience', principal };
  }
  return { outcome: principal.expiresAt <= exchange.now ? 'expired' : 'valid', principal };
}

/** Notes who calls, whatever is wrong with the token: for faults, the record of calls and the limits. */
export async function noteCaller(simulation: Simulation, exchange: Exchange): Promise<void> {
  const bearer = await readBearer(simulation, exchange);
  if ('principal' in bearer) {
    const { principal } = bearer;
    Object.assign(exchange, { principal, tenant: principal.tenantId, client: principal.appId });
  }
}

/** Audiences that this host takes: those of the cloud whose name it was called by, and the simulator's own origin. */
function audiencesOf(simulation: Simulation, exchange: Exchange): string[] {
  const { host, origin } = exchange;
  const own = [origin, simulation.origins[host]];
  if (host === 'login' || host === 'identity') {
    return own;
  }
  const clouds = realHost(new URL(origin).host)?.clouds ?? [simulation.cloudName];
  return [...clouds.flatMap((cloud) => CLOUD[cloud].audiences[host]), SERVICE_APPS[host], ...own];
}
