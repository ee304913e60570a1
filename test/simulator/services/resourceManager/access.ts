import { readBearer } from '../../core/authentication.ts';
import { WireError } from '../../core/http.ts';
import type { Exchange, Principal } from '../../core/http.ts';
import type { Simulation } from '../../core/simulation.ts';
import type { RoleName, Subscription } from '../../world/model.ts';
import { armError, armReply, authorizationFailed, wrongTenant } from './errors.ts';

const CHALLENGE = {
  'www-authenticate': 'Bearer authorization_uri="https://login.windows.net/", error="invalid_token"',
};

/**
 * Whether a role lets its holder do this. `Inventory Reader` is a custom role that reads resources alone;
 * `Monitoring Contributor` may also change what Azure Monitor holds.
 * https://learn.microsoft.com/azure/azure-monitor/fundamentals/roles-permissions-security
 */
export function allows(role: RoleName | undefined, action: string): boolean {
  if (role === undefined) {
    return false;
  }
  const [, namespace = ''] = /^microsoft\.([^/]+)\//i.exec(action) ?? [];
  const monitoring = ['insights', 'alertsmanagement', 'resourcehealth'].includes(namespace.toLowerCase());
  if (action.toLowerCase().endsWith('/read')) {
    return role !== 'Inventory Reader' || !monitoring;
  }
  return (
    role === 'Owner' ||
    (role === 'Monitoring Contributor' && monitoring && namespace.toLowerCase() !== 'resourcehealth')
  );
}

/** Who calls, or ARM's 401. */
export async function authenticate(simulation: Simulation, exchange: Exchange): Promise<Principal> {
  const bearer = await readBearer(simulation, exchange);
  switch (bearer.outcome) {
    case 'valid':
      return bearer.principal;
    case 'missing':
      throw armError('AuthenticationFailed', undefined, CHALLENGE);
    case 'expired':
      throw armError('ExpiredAuthenticationToken', undefined, CHALLENGE);
    case 'wrongAudience': {
      const message = `The access token has been obtained for wrong audience or resource '${bearer.principal.audience}'.`;
      throw armError('InvalidAuthenticationToken', message, CHALLENGE);
    }
    case 'invalid':
      throw armError('InvalidAuthenticationToken', undefined, CHALLENGE);
  }
}

/** Subscriptions that the caller may read something of: of the token's tenant, and those delegated to it. */
export function visibleSubscriptions(simulation: Simulation, principal: Principal, now: number): Subscription[] {
  const { world } = simulation;
  const all = [...world.subscriptionsOf(principal.tenantId, now), ...world.delegatedTo(principal.tenantId, now)];
  return all.filter((row) => world.role(row, principal, now) !== undefined);
}

/** The subscription of a path, once the caller may do this in it. */
export function requireSubscription(
  simulation: Simulation,
  exchange: Exchange,
  principal: Principal,
  id: string,
  action: string,
): Subscription {
  const subscription = simulation.world.subscription(id, exchange.now);
  if (!subscription) {
    throw armError('SubscriptionNotFound', `The subscription '${id}' could not be found.`);
  }
  const manager = simulation.world.delegation(subscription, exchange.now)?.managedByTenantId;
  if (subscription.tenantId !== principal.tenantId && manager !== principal.tenantId) {
    throw wrongTenant(principal.tenantId, subscription.tenantId);
  }
  if (!allows(simulation.world.role(subscription, principal, exchange.now), action)) {
    throw authorizationFailed(exchange, action, `/subscriptions/${subscription.id}`);
  }
  return subscription;
}

export function requireRegistration(subscription: Subscription, namespace: string): void {
  if (subscription.unregistered.includes(namespace.toLowerCase())) {
    throw armError(
      'MissingSubscriptionRegistration',
      `The subscription is not registered to use namespace '${namespace}'.`,
    );
  }
}

const BUCKET = 250;
const REFILL_PER_SECOND = 25;

/**
 * Takes one read from the caller's bucket of the subscription, or of the tenant when the path names none.
 * https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling
 */
export function meterRead(
  simulation: Simulation,
  principal: Principal,
  subscription: string | undefined,
): Record<string, string> {
  const scope = subscription ? 'subscription' : 'tenant';
  const own = simulation.limits.bucket(
    `${scope} ${subscription ?? principal.tenantId} ${principal.objectId}`,
    BUCKET,
    REFILL_PER_SECOND,
  );
  const headers = { [`x-ms-ratelimit-remaining-${scope}-reads`]: String(own.remaining) };
  if (!own.ok) {
    const code = subscription ? 'SubscriptionRequestsThrottled' : 'TenantRequestsThrottled';
    const reply = armReply(code, undefined, { ...headers, 'retry-after': String(own.retryAfter) });
    throw new WireError(reply ?? { status: 429 });
  }
  if (subscription) {
    const all = simulation.limits.bucket(`global ${subscription}`, BUCKET * 15, REFILL_PER_SECOND * 15);
    headers['x-ms-ratelimit-remaining-subscription-global-reads'] = String(all.remaining);
  }
  return headers;
}
