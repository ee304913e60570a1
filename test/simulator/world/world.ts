import type {
  Customer,
  Health,
  HealthSince,
  Holdings,
  Resource,
  Subscription,
  Tenant,
  Transition,
  WorldData,
} from './model.ts';
import { WorldAccess } from './access/access.ts';
import type { TransitionOf } from './access/access.ts';
import { alertsAt } from './timelines/alertTimeline.ts';
import { annotationAt } from './annotations.ts';
import { changesAt } from './timelines/changeTimeline.ts';
import { eventsAt } from './timelines/eventTimeline.ts';
import { holdingsAt, holdingsTransitions } from './timelines/holdingsTimeline.ts';
import type { HoldingsTransitions } from './timelines/holdingsTimeline.ts';
import type { Alert } from './alertModel.ts';
import type { ServiceEvent } from './eventModel.ts';
import type { Annotation, EstateChange, Monitoring } from './monitoringModel.ts';
import { inEffect, occurrences } from './timelines/timeline.ts';
import { Vaults } from './vaults/vaults.ts';

const CACHED = 200;
const HISTORY_MS = 30 * 24 * 3600 * 1000;

/** The estate at any moment: what the data says, with the transitions up to that moment laid over it. */
export class World extends WorldAccess {
  /** What clients have put into key vaults since the start is not declared against the clock: it is simply there. */
  readonly vaults: Vaults;
  private transitions: Transition[];
  private readonly tenantsByName = new Map<string, Tenant>();
  private readonly subscriptionsById = new Map<string, Subscription>();
  private readonly subscriptionsByTenant = new Map<string, Subscription[]>();
  private readonly cachedHoldings = new Map<string, Holdings>();
  private readonly cachedMonitoring = new Map<string, Monitoring>();
  private index = new Map<string, Transition[]>();
  private alertTransitions: Transition[] = [];
  /** Transitions of what a subscription holds, by its id. */
  private changing = new Map<string, { transitions: Transition[]; holdings: HoldingsTransitions }>();

  constructor(data: WorldData) {
    super(data);
    this.vaults = new Vaults(data.vaults);
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

  /** Forgets every transition that was added since the world was made, and what was put into vaults. */
  reset(): void {
    this.transitions = [...this.data.transitions];
    this.vaults.reset();
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

  /**
   * Resource groups and resources of one subscription; generated on first use, the last used ones kept. Without a time:
   * as they were made, before any transition.
   */
  holdings(subscription: Subscription, now?: number): Holdings {
    const made = kept(this.cachedHoldings, subscription.id, () => this.data.holdings(subscription));
    const changing = now === undefined ? undefined : this.changing.get(subscription.id);
    return changing && now !== undefined ? holdingsAt(made, changing.holdings, now) : made;
  }

  /** What watches a subscription: rules, action groups, and what they have to say before a clock is held to it. */
  monitoring(subscription: Subscription): Monitoring {
    return kept(this.cachedMonitoring, subscription.id, () =>
      this.data.monitoring(subscription, this.holdings(subscription)),
    );
  }

  /** Alert rules, action groups and alert processing rules whose resource exists now. */
  watching(subscription: Subscription, now: number): Pick<Monitoring, 'rules' | 'actionGroups' | 'processingRules'> {
    const { rules, actionGroups, processingRules } = this.monitoring(subscription);
    const ids = new Set(this.holdings(subscription, now).resources.map((one) => one.id));
    const exists = (one: { id: string }): boolean => ids.has(one.id);
    return {
      rules: rules.filter(exists),
      actionGroups: actionGroups.filter(exists),
      processingRules: processingRules.filter(exists),
    };
  }

  /** Events of Service Health that have begun in the last 90 days, over all tenants, newest first. */
  events(now: number): ServiceEvent[] {
    return eventsAt(this.data.events, this.transitions, now);
  }

  /** Alerts that fired in the last 30 days, newest first. */
  alerts(subscription: Subscription, now: number): Alert[] {
    return alertsAt(subscription.id, this.monitoring(subscription).alerts, this.alertTransitions, now);
  }

  /** What was created, changed or deleted in a subscription since `from`, newest first. */
  changes(subscription: Subscription, from: number, now: number): EstateChange[] {
    const { changes } = this.monitoring(subscription);
    const transitions = this.changing.get(subscription.id)?.transitions ?? [];
    return changesAt({ subscription, holdings: this.holdings(subscription), changes, transitions }, from, now);
  }

  resource(id: string, now: number): Resource | undefined {
    const wanted = id.toLowerCase();
    const subscription = this.subscription(wanted.split('/')[2] ?? '', now);
    return subscription && this.holdings(subscription, now).resources.find((r) => r.id.toLowerCase() === wanted);
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

  /** Azure's latest note on a virtual machine; undefined: none in the last 30 days. */
  annotation(resource: Resource, subscription: Subscription, now: number): Annotation | undefined {
    const own = this.monitoring(subscription).annotations[resource.id.toLowerCase()];
    return annotationAt(this.healthHistory(resource, now), own, now);
  }

  protected effect<K extends Transition['kind']>(kind: K, key: string, now: number) {
    const found = this.index.get(`${kind} ${key}`);
    return found && inEffect(found as Array<TransitionOf<K>>, now);
  }

  private reindex(): void {
    this.index = new Map();
    for (const transition of this.transitions) {
      const key = `${transition.kind} ${targetOf(transition)}`;
      this.index.set(key, [...(this.index.get(key) ?? []), transition]);
    }
    this.alertTransitions = this.transitions.filter((one) => one.kind === 'alert');
    this.changing = holdingsTransitions(this.transitions);
  }
}

function kept<T>(cache: Map<string, T>, key: string, make: () => T): T {
  const cached = cache.get(key);
  if (cached) {
    return cached;
  }
  const made = make();
  const oldest = cache.keys().next();
  if (cache.size >= CACHED && !oldest.done) {
    cache.delete(oldest.value);
  }
  cache.set(key, made);
  return made;
}

function targetOf(transition: Transition): string {
  switch (transition.kind) {
    case 'health':
      return transition.resourceId.toLowerCase();
    case 'subscription':
    case 'delegation':
      return transition.subscriptionId;
    case 'customer':
      return transition.customerId;
    case 'consent':
      return `${transition.tenantId}/${transition.appId}`;
    case 'resource':
    case 'scale':
      return transition.resourceId.toLowerCase();
    case 'resourceGroup':
      return `${transition.subscriptionId}/${transition.name.toLowerCase()}`;
    case 'alert':
      return transition.alertId;
    case 'event':
      return transition.trackingId;
    case 'vault':
      return transition.vaultName;
    case 'revokeSessions':
      return '';
    default:
      return transition.tenantId;
  }
}
