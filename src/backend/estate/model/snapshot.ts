import type { ServiceHealthEvent } from '../rows/serviceHealthEvent.ts';
import type { SubscriptionRows } from '../rows/index.ts';
import type { PartStatus } from './part.ts';
import type { Section } from './sections.ts';
import type { HealthSegment, InventorySegment, Names } from './segments.ts';
import type { Customer, Subscription, Tenant } from './tenants.ts';
import type { Totals, TotalsByCode } from './totals.ts';

/** One subscription with both its segments, joined. Made anew whenever either is swapped. */
export interface SubscriptionView {
  readonly subscription: Subscription;
  readonly inventory: InventorySegment | null;
  readonly health: HealthSegment | null;
  /** Inventory row -> health row or NO_ROW. Empty where either is missing. */
  readonly healthOf: Uint32Array;
  /** Health rows that no inventory row has (the inventory is read less often). */
  readonly healthOnly: Uint32Array;
  readonly totals: Totals;
  /**
   * Totals by code of the lower-case type, by location code, and by index in `inventory.groups` (NO_ROW: resources
   * in no known group). Resources that only Resource Health names are counted by what their id and status say.
   */
  readonly byType: TotalsByCode;
  readonly byLocation: TotalsByCode;
  readonly byGroup: TotalsByCode;
  /** Events, rules, alerts, changes: sections that are kept as plain rows. The array of a section is a new one only when its rows differ. */
  readonly rows: SubscriptionRows;
}

/**
 * Everything known about all customers at one moment. It never changes: the refresh loop makes a new one for every part
 * that it swaps (a part = tenant x subscription x section). Names are Azure's; Azure's own strings are kept as they came.
 */
export interface Snapshot {
  /** Rises by one with every swap. */
  readonly version: number;
  /** The same object for as long as the version is: what is worked out from a snapshot can be kept under it. */
  readonly era: object;
  readonly names: Names;
  readonly customers: ReadonlyMap<string, Customer>;
  readonly tenants: ReadonlyMap<string, Tenant>;
  readonly subscriptions: ReadonlyMap<string, SubscriptionView>;
  /** Subscription ids of a tenant, tenants of a customer, in name order. */
  subscriptionsOf(tenantId: string): readonly SubscriptionView[];
  /** Totals of everything, of one tenant, of one customer: kept up to date with every swap, so asking costs nothing. */
  readonly totals: Totals;
  totalsOfTenant(tenantId: string): Totals;
  totalsOfCustomer(customerId: string): Totals;
  tenantsOf(customerId: string): readonly Tenant[];
  /**
   * Service Health events of a tenant as a whole; with '' for the tenant, what Azure's public status says. Undefined
   * until they were read completely once.
   */
  wideEvents(tenantId: string): readonly ServiceHealthEvent[] | undefined;
  /** Status of one part, if there is such a part. */
  part(section: Section, tenantId: string, subscriptionId: string): PartStatus | undefined;
  parts(): Iterable<PartStatus>;
}
