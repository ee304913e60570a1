import type { Section } from '../model/sections.ts';
import type { PartStatus } from '../model/part.ts';
import type { Snapshot, SubscriptionView } from '../model/snapshot.ts';
import type { Customer, Subscription, Tenant } from '../model/tenants.ts';
import type { ServiceHealthEvent } from '../rows/serviceHealthEvent.ts';
import type { InternedNames } from '../segments/names.ts';
import { compareNames } from './byName.ts';
import { DirectoryMap } from './directoryMap.ts';
import { listsOf } from './listsOf.ts';
import { PartMap } from './partMap.ts';
import { SharedMap } from './sharedMap.ts';
import { TotalsMap } from './totalsMap.ts';
import { emptyView, type JoinedView } from './view.ts';

/** The estate as it is now, from which snapshots are taken. Everything here is done in one turn, so a reader never sees half a swap. */
export class Picture {
  readonly #names: InternedNames;
  readonly #directory = new DirectoryMap();
  readonly #views = new SharedMap<string, JoinedView>();
  readonly #subscriptionIds = new SharedMap<string, readonly string[]>();
  readonly #wideEvents = new SharedMap<string, readonly ServiceHealthEvent[]>();
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
    return this.#directory.customers();
  }

  tenants(): Iterable<Tenant> {
    return this.#directory.tenants();
  }

  tenant(tenantId: string): Tenant | undefined {
    return this.#directory.tenant(tenantId);
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
    const gone = [...this.tenants()].filter(({ tenantId }) => !kept.has(tenantId));
    for (const { tenantId } of gone) {
      this.setSubscriptions(tenantId, []);
      this.#subscriptionIds.write().delete(tenantId);
      this.#wideEvents.write().delete(tenantId);
      this.#totals.deleteTenant(tenantId);
      this.#parts.deleteTenant(tenantId);
    }
    this.#directory.set(customers, tenants);
    this.#totals.setCustomers(tenants);
    this.#changed(true);
  }

  /** Replaces what is known of a tenant that stays the same customer's, with the same name. */
  setTenant(tenant: Tenant): void {
    if (this.tenant(tenant.tenantId)) {
      this.#directory.setTenant(tenant);
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
      (a, b) => compareNames(a.name, b.name) || compareNames(a.subscriptionId, b.subscriptionId),
    );
    this.#subscriptionIds.write().set(
      tenantId,
      names.map((subscription) => subscription.subscriptionId),
    );
    this.#changed(true);
  }

  /** Swaps in a subscription's new view; nothing else is walked. Does nothing for a subscription that has left its tenant meanwhile. */
  setView(view: JoinedView): void {
    const before = this.view(view.subscription.subscriptionId);
    if (before?.subscription.tenantId === view.subscription.tenantId) {
      this.#count(before, view);
      this.#views.write().set(view.subscription.subscriptionId, { ...view, subscription: before.subscription });
      this.#changed(true);
    }
  }

  /** See `Snapshot.wideEvents`. */
  wideEvents(tenantId: string): readonly ServiceHealthEvent[] | undefined {
    return this.#wideEvents.current.get(tenantId);
  }

  /** Replaces them. Does nothing for a tenant that has gone meanwhile. */
  setWideEvents(tenantId: string, events: readonly ServiceHealthEvent[]): void {
    if (tenantId === '' || this.tenant(tenantId)) {
      this.#wideEvents.write().set(tenantId, events);
      this.#changed(true);
    }
  }

  /** `swapped`: the attempt is over, which makes a new version even when it failed. */
  setPart(part: PartStatus, swapped: boolean): void {
    this.#parts.set(part);
    this.#changed(swapped);
  }

  /** The clock was set back: nobody knows how old is what was read later than now, so it counts as read in an earlier run, and ages from now on. */
  setBack(now: number): void {
    for (const part of this.snapshot().parts()) {
      if (part.observedAt !== null && part.observedAt > now) {
        this.setPart({ ...part, observedAt: now, outcome: part.outcome === 'ok' ? 'pending' : part.outcome }, true);
      }
    }
  }

  #take(): Snapshot {
    const views = this.#views.share();
    const ids = this.#subscriptionIds.share();
    const wideEvents = this.#wideEvents.share();
    return {
      version: this.#version,
      era: this.#era,
      names: this.#names.reader,
      ...this.#directory.share(),
      subscriptions: views,
      ...this.#totals.share(),
      ...this.#parts.share(),
      wideEvents: (tenantId) => wideEvents.get(tenantId),
      subscriptionsOf: listsOf(ids, views),
    };
  }

  #viewsOf(tenantId: string): SubscriptionView[] {
    return (this.#subscriptionIds.current.get(tenantId) ?? []).flatMap((id) => this.view(id) ?? []);
  }

  #count(before: SubscriptionView, after: SubscriptionView | undefined): void {
    const tenantId = before.subscription.tenantId;
    const customerId = this.tenant(tenantId)?.customerId ?? '';
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
