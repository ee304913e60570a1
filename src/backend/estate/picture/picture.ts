import type { Section } from '../model/sections.ts';
import type { PartStatus } from '../model/part.ts';
import type { Snapshot, SubscriptionView } from '../model/snapshot.ts';
import type { Customer, Subscription, Tenant } from '../model/tenants.ts';
import type { InternedNames } from '../segments/names.ts';
import { PartMap } from './partMap.ts';
import { SharedMap } from './sharedMap.ts';
import { TotalsMap } from './totalsMap.ts';
import { emptyView, type JoinedView } from './view.ts';

/** The estate as it is now, from which snapshots are taken. Everything here is done in one turn, so a reader never sees half a swap. */
export class Picture {
  readonly #names: InternedNames;
  readonly #customers = new SharedMap<string, Customer>();
  readonly #tenants = new SharedMap<string, Tenant>();
  readonly #tenantsOf = new SharedMap<string, readonly Tenant[]>();
  readonly #views = new SharedMap<string, JoinedView>();
  readonly #subscriptionIds = new SharedMap<string, readonly string[]>();
  readonly #parts = new PartMap();
  readonly #totals = new TotalsMap();
  #version = 0;
  #era: object = {};
  #snapshot: Snapshot | null = null;

  constructor(names: InternedNames) {
    this.#names = names;
  }

  /** The picture as of now. Taken at most once between two changes. */
  snapshot(): Snapshot {
    this.#snapshot ??= this.#take();
    return this.#snapshot;
  }

  customers(): Iterable<Customer> {
    return this.#customers.current.values();
  }

  tenants(): Iterable<Tenant> {
    return this.#tenants.current.values();
  }

  tenant(tenantId: string): Tenant | undefined {
    return this.#tenants.current.get(tenantId);
  }

  view(subscriptionId: string): JoinedView | undefined {
    return this.#views.current.get(subscriptionId);
  }

  /** In name order. */
  subscriptionsOf(tenantId: string): Subscription[] {
    return this.#viewsOf(tenantId).map((view) => view.subscription);
  }

  part(section: Section, tenantId: string, subscriptionId: string): PartStatus | undefined {
    return this.#parts.get(section, tenantId, subscriptionId);
  }

  /** Replaces all customers and tenants. Tenants that are gone take everything of theirs along. */
  setDirectory(customers: readonly Customer[], tenants: readonly Tenant[]): void {
    const kept = new Set(tenants.map((tenant) => tenant.tenantId));
    for (const tenantId of [...this.#tenants.current.keys()].filter((id) => !kept.has(id))) {
      this.setSubscriptions(tenantId, []);
      this.#subscriptionIds.write().delete(tenantId);
      this.#totals.deleteTenant(tenantId);
      this.#parts.deleteTenant(tenantId);
    }
    this.#customers.replace(customers.map((customer) => [customer.id, customer]));
    this.#tenants.replace(tenants.map((tenant) => [tenant.tenantId, tenant]));
    this.#tenantsOf.replace(Map.groupBy([...tenants].sort(byName), ({ customerId }) => customerId));
    this.#totals.setCustomers(tenants);
    this.#changed(true);
  }

  /** Replaces what is known of a tenant that stays the same customer's, with the same name. */
  setTenant(tenant: Tenant): void {
    const { tenantId, customerId } = tenant;
    if (this.#tenants.current.has(tenantId)) {
      this.#tenants.write().set(tenantId, tenant);
      const all = this.#tenantsOf.current.get(customerId) ?? [];
      this.#tenantsOf.write().set(
        customerId,
        all.map((one) => (one.tenantId === tenantId ? tenant : one)),
      );
      this.#changed(true);
    }
  }

  /** Replaces the subscriptions of one tenant; those that stay keep their segments. */
  setSubscriptions(tenantId: string, subscriptions: readonly Subscription[]): void {
    const kept = new Set(subscriptions.map((subscription) => subscription.subscriptionId));
    for (const id of this.#subscriptionIds.current.get(tenantId) ?? []) {
      const view = this.view(id);
      if (!kept.has(id) && view?.subscription.tenantId === tenantId) {
        this.#count(view, undefined);
        this.#views.write().delete(id);
        this.#parts.deleteSubscription(tenantId, id);
      }
    }
    for (const subscription of subscriptions) {
      const known = this.view(subscription.subscriptionId);
      const view = known && known.subscription.tenantId !== tenantId ? this.#release(known) : known;
      this.#views.write().set(subscription.subscriptionId, view ? { ...view, subscription } : emptyView(subscription));
    }
    const names = [...subscriptions].sort(
      (a, b) => compare(a.name, b.name) || compare(a.subscriptionId, b.subscriptionId),
    );
    this.#subscriptionIds.write().set(
      tenantId,
      names.map((subscription) => subscription.subscriptionId),
    );
    this.#changed(true);
  }

  /** Swaps in a subscription's new view; nothing else is walked. Does nothing for a subscription that has gone meanwhile. */
  setView(view: JoinedView): void {
    const before = this.view(view.subscription.subscriptionId);
    if (before) {
      this.#count(before, view);
      this.#views.write().set(view.subscription.subscriptionId, { ...view, subscription: before.subscription });
      this.#changed(true);
    }
  }

  /** `swapped`: the attempt is over, which makes a new version even when it failed. */
  setPart(part: PartStatus, swapped: boolean): void {
    this.#parts.set(part);
    this.#changed(swapped);
  }

  #take(): Snapshot {
    const views = this.#views.share();
    const ids = this.#subscriptionIds.share();
    const tenantsOf = this.#tenantsOf.share();
    return {
      version: this.#version,
      era: this.#era,
      names: this.#names.reader,
      customers: this.#customers.share(),
      tenants: this.#tenants.share(),
      subscriptions: views,
      ...this.#totals.share(),
      ...this.#parts.share(),
      subscriptionsOf: (tenantId) => (ids.get(tenantId) ?? []).flatMap((id) => views.get(id) ?? []),
      tenantsOf: (customerId) => tenantsOf.get(customerId) ?? [],
    };
  }

  #viewsOf(tenantId: string): SubscriptionView[] {
    return (this.#subscriptionIds.current.get(tenantId) ?? []).flatMap((id) => this.view(id) ?? []);
  }

  #count(before: SubscriptionView, after: SubscriptionView | undefined): void {
    const tenantId = before.subscription.tenantId;
    const customerId = this.#tenants.current.get(tenantId)?.customerId ?? '';
    this.#totals.replace(tenantId, customerId, before.totals, after?.totals);
  }

  /** A subscription that was transferred to another tenant starts there with nothing. */
  #release(view: SubscriptionView): undefined {
    const { tenantId, subscriptionId } = view.subscription;
    this.#count(view, undefined);
    this.#parts.deleteSubscription(tenantId, subscriptionId);
    const others = (this.#subscriptionIds.current.get(tenantId) ?? []).filter((id) => id !== subscriptionId);
    this.#subscriptionIds.write().set(tenantId, others);
  }

  #changed(swapped: boolean): void {
    if (swapped) {
      this.#version++;
      this.#era = {};
    }
    this.#snapshot = null;
  }
}

const collator = new Intl.Collator('en', { sensitivity: 'base', numeric: true });

function compare(a: string, b: string): number {
  return collator.compare(a, b);
}

function byName(a: Tenant, b: Tenant): number {
  return compare(a.name, b.name) || compare(a.tenantId, b.tenantId);
}
