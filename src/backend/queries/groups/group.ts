import type { HealthValue } from '../../../shared/health.ts';
import type { Notice } from '../../common/table.ts';
import { NO_ROW } from '../../estate/model/segments.ts';
import type { Snapshot, SubscriptionView } from '../../estate/model/snapshot.ts';
import type { Tenant } from '../../estate/model/tenants.ts';
import type { Totals } from '../../estate/model/totals.ts';
import { type Access, accessOfSubscription, accessOfTenant } from '../absence/access.ts';
import { type Freshness, NO_FRESHNESS } from '../absence/freshness.ts';
import type { Rows } from '../columns/columns.ts';

/** A set of resources with what is known of it. */
export interface Group {
  customerId: string | null;
  tenant: Tenant | null;
  view: SubscriptionView | null;
  /** Name of the resource group, type or location; null on the other levels. */
  name: string | null;
  /** Index of the resource group in the inventory, code of the type or location; NO_ROW on the other levels. */
  code: number;
  totals: Totals;
  /** The first subscription that has a resource of it in a state, by HealthValue; none for whole customers and tenants. */
  firstIn: (SubscriptionView | undefined)[];
  freshness: Freshness;
  /** The state by a rollup policy; absent: the worst of the totals. */
  rolled?: { value: HealthValue | null; why: string | null };
  /** Null where no single tenant or subscription can be asked. */
  access: Access | null;
}

/** Groups as the rows of a query. */
export interface GroupRows extends Rows {
  groups: readonly Group[];
  readonly length: number;
  notices: Notice[];
}

/** A group without resources; `tenant`: whose it is all. */
export function emptyGroup(snapshot: Snapshot, tenant: Tenant | null): Group {
  return {
    customerId: tenant?.customerId ?? null,
    tenant,
    view: null,
    name: null,
    code: NO_ROW,
    firstIn: [],
    totals: { resources: 0, states: new Uint32Array(5), withoutHealth: 0 },
    freshness: NO_FRESHNESS,
    access: tenant && accessOfTenant(snapshot, tenant),
  };
}

/** A group without resources of one subscription. */
export function groupOfView(snapshot: Snapshot, view: SubscriptionView): Group {
  const tenant = snapshot.tenants.get(view.subscription.tenantId) ?? null;
  return { ...emptyGroup(snapshot, tenant), view, access: accessOfSubscription(snapshot, view) };
}

/** What keeps most from being seen, of several tenants. */
export function worstAccess(snapshot: Snapshot, tenants: readonly Tenant[]): Access | null {
  return tenants
    .map((tenant) => accessOfTenant(snapshot, tenant))
    .reduce<Access | null>((a, b) => (a && rank(a) >= rank(b) ? a : b), null);
}

function rank({ value, watched }: Access): number {
  return 2 * value + Number(watched);
}

/** Adds a subscription's part of a group. */
export function addPart({ totals: sum, firstIn }: Group, part: Totals, view: SubscriptionView): void {
  sum.resources += part.resources;
  sum.withoutHealth += part.withoutHealth;
  for (let state = 0; state < sum.states.length; state++) {
    const count = part.states[state] as number;
    if (count > 0) {
      sum.states[state] = (sum.states[state] as number) + count;
      firstIn[state] ??= view;
    }
  }
}
