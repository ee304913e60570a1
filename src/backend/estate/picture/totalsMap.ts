import type { Totals } from '../model/totals.ts';
import { SharedMap } from './sharedMap.ts';
import { emptyTotals, replaceTotals } from './totals.ts';

const NONE = emptyTotals();

/** What a snapshot has of totals. */
export interface SharedTotals {
  totals: Totals;
  totalsOfTenant(tenantId: string): Totals;
  totalsOfCustomer(customerId: string): Totals;
}

/** Totals of everything, of each tenant and of each customer, kept up to date with every swap. */
export class TotalsMap {
  readonly #tenants = new SharedMap<string, Totals>();
  readonly #customers = new SharedMap<string, Totals>();
  #all = emptyTotals();

  /** One subscription's totals are others now; undefined: it has none any more. */
  replace(tenantId: string, customerId: string, before: Totals, after: Totals | undefined): void {
    this.#all = replaceTotals(this.#all, before, after);
    this.#tenants.write().set(tenantId, replaceTotals(this.#ofTenant(tenantId), before, after));
    const ofCustomer = this.#customers.current.get(customerId) ?? NONE;
    this.#customers.write().set(customerId, replaceTotals(ofCustomer, before, after));
  }

  deleteTenant(tenantId: string): void {
    this.#tenants.write().delete(tenantId);
  }

  /** Adds the tenants' totals up to those of their customers. */
  setCustomers(tenants: Iterable<{ tenantId: string; customerId: string }>): void {
    const totals = new Map<string, Totals>();
    for (const { tenantId, customerId } of tenants) {
      totals.set(customerId, replaceTotals(totals.get(customerId) ?? NONE, undefined, this.#ofTenant(tenantId)));
    }
    this.#customers.replace(totals);
  }

  /** As they are now; what changes later doesn't show in it. */
  share(): SharedTotals {
    const tenants = this.#tenants.share();
    const customers = this.#customers.share();
    return {
      totals: this.#all,
      totalsOfTenant: (tenantId) => tenants.get(tenantId) ?? NONE,
      totalsOfCustomer: (customerId) => customers.get(customerId) ?? NONE,
    };
  }

  #ofTenant(tenantId: string): Totals {
    return this.#tenants.current.get(tenantId) ?? NONE;
  }
}
