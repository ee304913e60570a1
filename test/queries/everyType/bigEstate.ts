import { atOnce } from '../../../src/backend/common/slices.ts';
import type { Snapshot } from '../../../src/backend/estate/model/snapshot.ts';
import type { Subscription, Tenant } from '../../../src/backend/estate/model/tenants.ts';
import { Picture } from '../../../src/backend/estate/picture/picture.ts';
import { type JoinedView, joinView } from '../../../src/backend/estate/picture/view.ts';
import { buildHealth } from '../../../src/backend/estate/segments/buildHealth.ts';
import { buildInventory } from '../../../src/backend/estate/segments/buildInventory.ts';
import { InternedNames, TextPool } from '../../../src/backend/estate/segments/names.ts';
import { resource, seeded, status } from '../../estate/rows.ts';

const TYPES = ['Microsoft.Compute/virtualMachines', 'Microsoft.Web/sites', 'Microsoft.Sql/servers/databases'];
const PLACES = ['westeurope', 'northeurope', 'germanywestcentral'];
/** The last one is none of Azure's today. */
const STATES = ['Available', 'Available', 'Available', 'Degraded', 'Unavailable', 'Unknown', 'Odd'];
const CUSTOMERS = 4;

/**
 * An estate without Microsoft: so many subscriptions of so many resources, in the segments that a sweep would make.
 * `swapAll()` gives every resource another name and state, in the same turn, as a sweep's swaps do one by one; the next
 * time they are what they were.
 */
export class BigEstate {
  readonly #picture: Picture;
  readonly #names = new InternedNames();
  readonly #texts = new TextPool();
  readonly #subscriptions: Subscription[];
  readonly #resources: number;
  readonly #views: JoinedView[][] = [];
  #round = 0;

  constructor(subscriptions: number, resources: number) {
    this.#picture = new Picture(this.#names);
    this.#resources = resources;
    const tenants = Array.from({ length: CUSTOMERS }, (_, index) => tenant(guid(1, index), `Customer ${index}`));
    this.#picture.setDirectory(
      tenants.map(({ tenantId, name }) => ({
        ...{ id: tenantId, name, domain: null, source: 'settings' as const, relationship: null },
      })),
      tenants,
    );
    this.#subscriptions = Array.from({ length: subscriptions }, (_, index) => ({
      subscriptionId: guid(2, index),
      tenantId: guid(1, index % CUSTOMERS),
      name: `Subscription ${index}`,
      state: 'Enabled',
      tags: {},
    }));
    for (const { tenantId } of tenants) {
      this.#picture.setSubscriptions(
        tenantId,
        this.#subscriptions.filter((one) => one.tenantId === tenantId),
      );
    }
    this.swapAll();
  }

  get snapshot(): Snapshot {
    return this.#picture.snapshot();
  }

  swapAll(): void {
    this.#round++;
    const views = (this.#views[this.#round % 2] ??= this.#subscriptions.map((one, index) => this.#view(one, index)));
    views.forEach((view) => this.#picture.setView(view));
  }

  #view(subscription: Subscription, index: number): JoinedView {
    const { subscriptionId } = subscription;
    const random = seeded(index + 1 + this.#round * 7_919);
    const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)] as T;
    const groups = ['rg-web', 'RG-Data', 'rg-x'].map((name) => ({
      id: `/subscriptions/${subscriptionId}/resourceGroups/${name}`,
      ...{ name, location: pick(PLACES), tags: {} },
    }));
    const resources = Array.from({ length: this.#resources }, (_, row) => {
      const type = pick(TYPES);
      const name = `${pick(['vm', 'VM', 'app', 'ä'])}-${Math.floor(random() * 1000)}-${this.#round}-${row}`;
      const id = `/subscriptions/${subscriptionId}/resourceGroups/${pick(groups).name}/providers/${type}/${name}`;
      return resource(id, { type, location: pick(PLACES), tags: { env: pick(['prod', 'test']) } });
    });
    const statuses = resources
      .filter(() => random() < 0.9)
      .map(({ id }) => status(id, { availabilityState: pick(STATES) }));
    const input = { subscriptionId, observedAt: this.#round, previous: null };
    const inventory = atOnce(buildInventory({ ...input, groups, resources }, this.#names, this.#texts));
    const health = atOnce(buildHealth({ ...input, statuses }, this.#texts)).segment;
    const previous = this.#picture.view(subscriptionId);
    return atOnce(joinView({ subscription, inventory, health, previous }, this.#names));
  }
}

function tenant(tenantId: string, name: string): Tenant {
  return {
    ...{ tenantId, customerId: tenantId, name, domain: null, enabled: true, source: 'settings', tags: {} },
    access: { tenantId, credentialId: 'c' },
    azurePlans: null,
    entry: { delegatedAdmin: false, gdap: null, lighthouse: null, roles: null, problems: [] },
  };
}

function guid(kind: number, index: number): string {
  return `0000000${kind}-0000-4000-8000-${String(index).padStart(12, '0')}`;
}
