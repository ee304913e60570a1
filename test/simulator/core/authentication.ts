import type { Exchange, HostName, Principal } from './http.ts';
import type { Simulation } from './simulation.ts';
import { principalOf } from './tokens.ts';

/** Audiences that the public cloud's services accept, beside the simulator's own origin. */
const AUDIENCES: Record<Exclude<HostName, 'login'>, readonly string[]> = {
  partnerCenter: ['https://api.partnercenter.microsoft.com', 'fa3d9a0c-3fb0-42cc-9193-47c7ecd2edbd'],
  resourceManager: [
    'https://management.azure.com',
    'https://management.core.windows.net',
    '797f4846-ba00-4fd7-ba43-dac1f8f63013',
  ],
};

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
  const known = exchange.host === 'login' ? [] : AUDIENCES[exchange.host];
  const own = [exchange.origin, simulation.origins[exchange.host]];
  if (![...known, ...own].includes(audience)) {
    return { outcome: 'wrongAudience', principal };
  }
  return { outcome: principal.expiresAt <= exchange.now ? 'expired' : 'valid', principal };
}
