import type { Customer, Tenant } from '../model/tenants.ts';
import { compareNames } from './byName.ts';
import { SharedMap } from './sharedMap.ts';

/** What a snapshot has of customers and tenants. */
export interface SharedDirectory {
  customers: ReadonlyMap<string, Customer>;
  tenants: ReadonlyMap<string, Tenant>;
  tenantsOf(customerId: string): readonly Tenant[];
}

/** Customers and tenants; the tenants of a customer in name order. */
export class DirectoryMap {
  readonly #customers = new SharedMap<string, Customer>();
  readonly #tenants = new SharedMap<string, Tenant>();
  readonly #tenantsOf = new SharedMap<string, readonly Tenant[]>();

  customers(): Iterable<Customer> {
    return this.#customers.current.values();
  }

  tenants(): Iterable<Tenant> {
    return this.#tenants.current.values();
  }

  tenant(tenantId: string): Tenant | undefined {
    return this.#tenants.current.get(tenantId);
  }

  /** Replaces all. */
  set(customers: readonly Customer[], tenants: readonly Tenant[]): void {
    this.#customers.replace(customers.map((customer) => [customer.id, customer]));
    this.#tenants.replace(tenants.map((tenant) => [tenant.tenantId, tenant]));
    this.#tenantsOf.replace(Map.groupBy([...tenants].sort(byName), ({ customerId }) => customerId));
  }

  /** Replaces a tenant that is there, and stays the same customer's, with the same name. */
  setTenant(tenant: Tenant): void {
    const { tenantId, customerId } = tenant;
    const all = this.#tenantsOf.current.get(customerId) ?? [];
    const own = all.map((one) => (one.tenantId === tenantId ? tenant : one));
    this.#tenants.write().set(tenantId, tenant);
    this.#tenantsOf.write().set(customerId, own);
  }

  /** As they are now; what changes later doesn't show in it. */
  share(): SharedDirectory {
    const tenantsOf = this.#tenantsOf.share();
    return {
      customers: this.#customers.share(),
      tenants: this.#tenants.share(),
      tenantsOf: (customerId) => tenantsOf.get(customerId) ?? [],
    };
  }
}

function byName(a: Tenant, b: Tenant): number {
  return compareNames(a.name, b.name) || compareNames(a.tenantId, b.tenantId);
}
