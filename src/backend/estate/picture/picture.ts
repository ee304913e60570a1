import type { Section } from '../model/sections.ts';
import type { PartStatus } from '../model/part.ts';
import type { Snapshot, SubscriptionView } from '../model/snapshot.ts';
import type { Totals } from '../model/totals.ts';
import type { Customer, Subscription, Tenant } from '../model/tenants.ts';
import type { InternedNames } from '../segments/names.ts';
import { SharedMap } from './sharedMap.ts';
import { emptyTotals, replaceTotals } from './totals.ts';
import { emptyView, type JoinedView } from './view.ts';

const NONE = emptyTotals();

/** The estate as it is now, from which snapshots are taken. Everything here is done in one turn, so a reader never sees half a swap. */
export class Picture {
  readonly #names: InternedNames;
  readonly #customers = new SharedMap<string, Customer>();
  readonly #tenants = new SharedMap<string, Tenant>();
  readonly #tenantsOf = new SharedMap<string, readonly Tenant[]>();
  readonly #views = new SharedMap<string, JoinedView>();
  readonly #subscriptionIds = new SharedMap<string, readonly string[]>();
  readonly #parts = new SharedMap<string, SharedMap<string, PartStatus>>();
  readonly #tenantTotals = new SharedMap<string, Totals>();
  readonly #customerTotals = new SharedMap<string, Totals>();
  #totals = emptyTotals();
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
    return this.#parts.current.get(tenantId)?.current.get(`${section}/${subscriptionId}`);
  }

  /** Replaces all customers and tenants. Tenants that are gone take everything of theirs along. */
  setDirectory(customers: readonly Customer[], tenants: readonly Tenant[]): void {
    const kept = new Set(tenants.map((tenant) => tenant.tenantId));
    for (const tenantId of [...this.#tenants.current.keys()].filter((id) => !kept.has(id))) {
      this.setSubscriptions(tenantId, []);
      this.#subscriptionIds.write().delete(tenantId);
      this.#tenantTotals.write().delete(tenantId);
      this.#parts.write().delete(tenantId);
    }
    this.#customers.replace(customers.map((customer) => [customer.id, customer]));
    this.#tenants.replace(tenants.map((tenant) => [tenant.tenantId, tenant]));
    const byCustomer = new Map<string, Tenant[]>();
    const totals = new Map<string, Totals>();
    for (const tenant of [...tenants].sort(byName)) {
      const id = tenant.customerId;
      byCustomer.set(id, [...(byCustomer.get(id) ?? []), tenant]);
      totals.set(id, replaceTotals(totals.get(id) ?? NONE, undefined, this.#totalsOf(tenant.tenantId)));
    }
    this.#tenantsOf.replace(byCustomer);
    this.#customerTotals.replace(totals);
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
        this.#dropParts(tenantId, id);
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
    const parts = this.#parts.write();
    let own = parts.get(part.tenantId);
    if (!own) {
      own = new SharedMap();
      parts.set(part.tenantId, own);
    }
    own.write().set(`${part.section}/${part.subscriptionId}`, part);
    this.#changed(swapped);
  }

  #take(): Snapshot {
    const views = this.#views.share();
    const ids = this.#subscriptionIds.share();
    const tenantsOf = this.#tenantsOf.share();
    const parts = new Map([...this.#parts.current].map(([tenantId, own]) => [tenantId, own.share()]));
    const tenantTotals = this.#tenantTotals.share();
    const customerTotals = this.#customerTotals.share();
    return {
      version: this.#version,
      era: this.#era,
      names: this.#names.reader,
      customers: this.#customers.share(),
      tenants: this.#tenants.share(),
      subscriptions: views,
      totals: this.#totals,
      totalsOfTenant: (tenantId) => tenantTotals.get(tenantId) ?? NONE,
      totalsOfCustomer: (customerId) => customerTotals.get(customerId) ?? NONE,
      subscriptionsOf: (tenantId) => (ids.get(tenantId) ?? []).flatMap((id) => views.get(id) ?? []),
      tenantsOf: (customerId) => tenantsOf.get(customerId) ?? [],
      part: (section, tenantId, subscriptionId) => parts.get(tenantId)?.get(`${section}/${subscriptionId}`),
      *parts() {
        for (const own of parts.values()) {
          yield* own.values();
        }
      },
    };
  }

  #viewsOf(tenantId: string): SubscriptionView[] {
    return (this.#subscriptionIds.current.get(tenantId) ?? []).flatMap((id) => this.view(id) ?? []);
  }

  #totalsOf(tenantId: string): Totals {
    return this.#tenantTotals.current.get(tenantId) ?? NONE;
  }

  #count(before: SubscriptionView, after: SubscriptionView | undefined): void {
    const tenantId = before.subscription.tenantId;
    const customerId = this.#tenants.current.get(tenantId)?.customerId ?? '';
    this.#totals = replaceTotals(this.#totals, before.totals, after?.totals);
    this.#tenantTotals.write().set(tenantId, replaceTotals(this.#totalsOf(tenantId), before.totals, after?.totals));
    const ofCustomer = this.#customerTotals.current.get(customerId) ?? NONE;
    this.#customerTotals.write().set(customerId, replaceTotals(ofCustomer, before.totals, after?.totals));
  }

  /** A subscription that was transferred to another tenant starts there with nothing. */
  #release(view: SubscriptionView): undefined {
    const { tenantId, subscriptionId } = view.subscription;
    this.#count(view, undefined);
    this.#dropParts(tenantId, subscriptionId);
    const others = (this.#subscriptionIds.current.get(tenantId) ?? []).filter((id) => id !== subscriptionId);
    this.#subscriptionIds.write().set(tenantId, others);
  }

  #dropParts(tenantId: string, subscriptionId: string): void {
    const own = this.#parts.current.get(tenantId);
    for (const part of [...(own?.current.values() ?? [])]) {
      if (part.subscriptionId === subscriptionId) {
        own?.write().delete(`${part.section}/${subscriptionId}`);
      }
    }
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
