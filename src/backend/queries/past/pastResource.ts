import type { SubscriptionView } from '../../estate/model/snapshot.ts';
import type { Tenant } from '../../estate/model/tenants.ts';
import { type Freshness, freshnessOfView } from '../absence/freshness.ts';
import { groupOf, locationOf, typeOf, viewOf } from '../resources/resourceColumns.ts';
import { idOf, nameOf, type ResourceRows } from '../resources/resources.ts';

/** A resource, or a set of them. What is not the same for all of a set is null. */
export interface PastGroup {
  tenant: Tenant | null;
  view: SubscriptionView | null;
  resourceGroup: string | null;
  resource: string | null;
  resourceType: string | null;
  location: string | null;
  resourceId: string | null;
  freshness: Freshness;
  /** Rows in the selection. */
  rows: number[];
}

/** A row of a selection. Of half a million of these most are only counted, so what it is called is read when it is asked for. */
export class PastResource implements PastGroup {
  readonly #source: ResourceRows;
  readonly #row: number;

  constructor(source: ResourceRows, row: number) {
    this.#source = source;
    this.#row = row;
  }

  get view(): SubscriptionView {
    return viewOf(this.#source, this.#row);
  }

  get tenant(): Tenant | null {
    return this.#source.reading.snapshot.tenants.get(this.view.subscription.tenantId) ?? null;
  }

  get resourceGroup(): string | null {
    return groupOf(this.#source, this.#row);
  }

  get resource(): string {
    return nameOf(this.#source, this.#row);
  }

  get resourceType(): string | null {
    return typeOf(this.#source, this.#row);
  }

  get location(): string | null {
    return locationOf(this.#source, this.#row);
  }

  get resourceId(): string {
    return idOf(this.#source, this.#row);
  }

  get freshness(): Freshness {
    return freshnessOfView(this.#source.reading.snapshot, 'resourceHealth', this.view);
  }

  get rows(): number[] {
    return [this.#row];
  }
}
