import type { Steps } from '../../common/slices.ts';
import type { Snapshot, SubscriptionView } from '../../estate/model/snapshot.ts';
import type { Customer, Tenant } from '../../estate/model/tenants.ts';
import type { ServiceHealthEvent } from '../../estate/rows/serviceHealthEvent.ts';
import type { Freshness } from '../absence/freshness.ts';

/** An event with everybody whom it touches; in alert rules a customer, with the events that touch it. */
export interface EventGroup {
  /** As who heard of it last was told; null where the row is a customer. */
  event: ServiceHealthEvent | null;
  /** Whose row it is; null where it is that of all customers. */
  customer: Customer | null;
  /** Subscriptions that are touched; of a customer's row, all that it has. */
  readonly views: SubscriptionView[];
  /** Tenants that are touched as a whole. */
  readonly tenants: Tenant[];
  /** Active events that the row stands for; null where nobody knows. */
  active: number | null;
  freshness?: Freshness;
}

/**
 * Events with whom they touch, each once however many are told of it. An event is told to thousands of subscriptions, at
 * different times, and to tenants as a whole: the newest telling counts for all.
 */
export class Gathered {
  readonly #snapshot: Snapshot;
  readonly #eachCustomer: boolean;
  readonly #newest = new Map<string, ServiceHealthEvent>();
  /** By customer id, '' for all, and the event's key. */
  readonly #groups = new Map<string, Map<string, EventGroup>>();

  /** @param eachCustomer a group of each event for each customer, not one for all */
  constructor(snapshot: Snapshot, eachCustomer: boolean) {
    this.#snapshot = snapshot;
    this.#eachCustomer = eachCustomer;
  }

  /** What subscriptions are told of. */
  *addViews(views: readonly SubscriptionView[]): Steps<void> {
    for (const view of views) {
      const tenant = this.#snapshot.tenants.get(view.subscription.tenantId);
      for (const event of view.rows.serviceHealthEvents ?? []) {
        this.#add(event.key, event, tenant).views.push(view);
      }
      yield;
    }
  }

  /** What tenants are told of as a whole. */
  addTenants(tenants: readonly Tenant[]): void {
    for (const tenant of tenants) {
      for (const event of this.#snapshot.wideEvents(tenant.tenantId) ?? []) {
        this.#add(event.key, event, tenant).tenants.push(tenant);
      }
    }
  }

  /** What Azure's public status says. It may go by the tracking id that customers are told, and says less. */
  addNobodys(): void {
    for (const event of this.#snapshot.wideEvents('') ?? []) {
      this.#add(`status/${event.key}`, event, undefined);
    }
  }

  groups(): EventGroup[] {
    return [...this.#groups.values()].flatMap((groups) =>
      Array.from(groups, ([key, group]) => ({ ...group, event: this.#newest.get(key) ?? group.event })),
    );
  }

  #add(key: string, event: ServiceHealthEvent, tenant: Tenant | undefined): EventGroup {
    const known = this.#newest.get(key);
    if (!known || (known !== event && (event.lastUpdateAt ?? 0) > (known.lastUpdateAt ?? 0))) {
      this.#newest.set(key, event);
    }
    const customerId = this.#eachCustomer ? (tenant?.customerId ?? '') : '';
    let groups = this.#groups.get(customerId);
    if (!groups) {
      this.#groups.set(customerId, (groups = new Map<string, EventGroup>()));
    }
    let group = groups.get(key);
    if (!group) {
      const customer = this.#snapshot.customers.get(customerId) ?? null;
      groups.set(key, (group = { event, customer, views: [], tenants: [], active: null }));
    }
    return group;
  }
}
