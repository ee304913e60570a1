import type {
  Customer,
  Health,
  HealthSince,
  Holdings,
  Resource,
  RoleName,
  Subscription,
  Tenant,
  Transition,
  WorldData,
} from './model.ts';
import { inEffect, occurrences } from './timeline.ts';

const CACHED_HOLDINGS = 200;
const HISTORY_MS = 30 * 24 * 3600 * 1000;

type TransitionOf<K extends Transition['kind']> = Extract<Transition, { kind: K }>;

/** The estate at any moment: what the data says, with the transitions up to that moment laid over it. */
export class World {
  readonly data: WorldData;
  private transitions: Transition[];
  private readonly tenantsByName = new Map<string, Tenant>();
  private readonly subscriptionsById = new Map<string, Subscription>();
  private readonly subscriptionsByTenant = new Map<string, Subscription[]>();
  private readonly cachedHoldings = new Map<string, Holdings>();
  private index = new Map<string, Transition[]>();

  constructor(data: WorldData) {
    this.data = data;
    this.transitions = [...data.transitions];
    for (const tenant of data.tenants) {
      this.tenantsByName.set(tenant.id, tenant);
      tenant.domains.forEach((domain) => this.tenantsByName.set(domain.toLowerCase(), tenant));
    }
    for (const subscription of data.subscriptions) {
      this.subscriptionsById.set(subscription.id, subscription);
      const siblings = this.subscriptionsByTenant.get(subscription.tenantId) ?? [];
      siblings.push(subscription);
      this.subscriptionsByTenant.set(subscription.tenantId, siblings);
    }
    this.reindex();
  }

  /** Forgets every transition that was added since the world was made. */
  reset(): void {
    this.transitions = [...this.data.transitions];
    this.reindex();
  }

  addTransition(transition: Transition): void {
    this.transitions.push(transition);
    this.reindex();
  }

  listTransitions(): readonly Transition[] {
    return this.transitions;
  }

  /** By id or by one of its domains. */
  tenant(idOrDomain: string): Tenant | undefined {
    return this.tenantsByName.get(idOrDomain.toLowerCase());
  }

  gdapActive(tenant: Tenant, now: number): boolean {
    return this.effect('gdap', tenant.id, now)?.transition.active ?? tenant.gdap;
  }

  conditionalAccessAllows(tenant: Tenant, now: number): boolean {
    return this.effect('conditionalAccess', tenant.id, now)?.transition.allows ?? tenant.conditionalAccessAllows;
  }

  consented(tenant: Tenant, appId: string, now: number): boolean {
    const changed = this.effect('consent', `${tenant.id}/${appId}`, now);
    return changed ? changed.transition.given : tenant.consentedApps.includes(appId);
  }

  /** When all refresh tokens issued so far were last revoked. */
  sessionsRevokedAt(now: number): number | undefined {
    return this.effect('revokeSessions', '', now)?.at;
  }

  customers(now: number): Customer[] {
    return this.data.customers.filter((c) => this.effect('customer', c.id, now)?.transition.present ?? true);
  }

  customer(id: string, now: number): Customer | undefined {
    return this.customers(now).find((c) => c.id === id.toLowerCase());
  }

  /** Undefined while it does not exist. */
  subscription(id: string, now: number): Subscription | undefined {
    const subscription = this.subscriptionsById.get(id.toLowerCase());
    if (!subscription) {
      return undefined;
    }
    const changed = this.effect('subscription', subscription.id, now);
    if (!changed) {
      return subscription;
    }
    const state = changed.transition.state;
    return state === 'absent' ? undefined : { ...subscription, state };
  }

  subscriptionsOf(tenantId: string, now: number): Subscription[] {
    return (this.subscriptionsByTenant.get(tenantId) ?? [])
      .map((s) => this.subscription(s.id, now))
      .filter((s) => s !== undefined);
  }

  /** Resource groups and resources of one subscription; generated on first use, the last used ones kept. */
  holdings(subscription: Subscription): Holdings {
    const cached = this.cachedHoldings.get(subscription.id);
    if (cached) {
      return cached;
    }
    const made = this.data.holdings(subscription);
    const oldest = this.cachedHoldings.keys().next();
    if (this.cachedHoldings.size >= CACHED_HOLDINGS && !oldest.done) {
      this.cachedHoldings.delete(oldest.value);
    }
    this.cachedHoldings.set(subscription.id, made);
    return made;
  }

  resource(id: string, now: number): Resource | undefined {
    const wanted = id.toLowerCase();
    const subscription = this.subscription(wanted.split('/')[2] ?? '', now);
    return subscription && this.holdings(subscription).resources.find((r) => r.id.toLowerCase() === wanted);
  }

  /** Undefined: the type has no Resource Health. */
  health(resource: Resource, now: number): HealthSince | undefined {
    return this.healthHistory(resource, now).find((row) => row.state !== null);
  }

  /** Newest first, of the last 30 days, and always the state that held when they began. */
  healthHistory(resource: Resource, now: number): HealthSince[] {
    if (!resource.health) {
      return [];
    }
    const rows = resource.health.filter((row) => row.since <= now);
    for (const change of this.index.get(`health ${resource.id.toLowerCase()}`) ?? []) {
      if (change.kind === 'health') {
        const health: Health = { state: change.state, ...(change.reason && { reason: change.reason }) };
        occurrences(change, now - HISTORY_MS, now).forEach((since) => rows.push({ ...health, since }));
      }
    }
    return rows.sort((a, b) => b.since - a.since);
  }

  /** What a principal may do in a subscription; undefined: nothing. */
  role(subscription: Subscription, principal: { kind: 'user' | 'app'; appId: string }): RoleName | undefined {
    return principal.kind === 'user' ? subscription.userRole : subscription.appRoles[principal.appId];
  }

  private effect<K extends Transition['kind']>(kind: K, key: string, now: number) {
    const found = this.index.get(`${kind} ${key}`);
    return found && inEffect(found as Array<TransitionOf<K>>, now);
  }

  private reindex(): void {
    this.index = new Map();
    for (const transition of this.transitions) {
      const key = `${transition.kind} ${targetOf(transition)}`;
      this.index.set(key, [...(this.index.get(key) ?? []), transition]);
    }
  }
}

function targetOf(transition: Transition): string {
  switch (transition.kind) {
    case 'health':
      return transition.resourceId.toLowerCase();
    case 'subscription':
      return transition.subscriptionId;
    case 'customer':
      return transition.customerId;
    case 'consent':
      return `${transition.tenantId}/${transition.appId}`;
    case 'revokeSessions':
      return '';
    default:
      return transition.tenantId;
  }
}
