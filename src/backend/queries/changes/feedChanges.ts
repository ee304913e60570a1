import { lastName, resourceKey } from '../../../shared/resourceId.ts';
import { PAUSE_EVERY, type Steps } from '../../common/slices.ts';
import type { FeedChange } from '../../estate/model/change.ts';
import type { SubscriptionView } from '../../estate/model/snapshot.ts';
import type { Tenant } from '../../estate/model/tenants.ts';
import type { QueryContext } from '../context.ts';
import type { CheckedQuery } from '../query.ts';
import type { Scope } from '../scope.ts';
import { type ChangeRow, TYPES } from './changeRow.ts';

/** What our own feed knows that Azure's table doesn't have, or has too late. */
const KINDS: Partial<Record<FeedChange['kind'], string>> = {
  resourceAdded: 'Created',
  resourceRemoved: 'Deleted',
  subscriptionAdded: 'SubscriptionAdded',
  subscriptionRemoved: 'SubscriptionRemoved',
  subscriptionStateChanged: 'SubscriptionStateChanged',
  customerAdded: 'CustomerAdded',
  customerRemoved: 'CustomerRemoved',
  healthChanged: 'HealthChanged',
};
/** Azure notes a change itself within this time of our seeing it: both are one. */
const SAME_MS = 60 * 60_000;

/** What two of our pictures differ in, where Azure did not note it itself. */
export function* fromFeed(
  { filters }: CheckedQuery,
  scope: Scope,
  { snapshot, changes, from, to }: QueryContext,
): Steps<ChangeRow[]> {
  const tenants = new Set(scope.tenants.map((tenant) => tenant.tenantId));
  const views = new Map(scope.views().map((view) => [view.subscription.subscriptionId, view]));
  const noted = new Map<SubscriptionView, Set<string>>();
  const rows: ChangeRow[] = [];
  for (const [index, change] of changes.since(0).entries()) {
    const kind = KINDS[change.kind];
    const view = views.get(change.subscriptionId) ?? null;
    const inScope = scope.everything || view !== null || (!filters.subscription && tenants.has(change.tenantId));
    if (kind && change.at >= from && change.at < to && inScope && !(view && isNoted(noted, view, change))) {
      rows.push(ofFeed(change, kind, view, snapshot.tenants.get(change.tenantId) ?? null));
    }
    if (index % PAUSE_EVERY === 0) {
      yield;
    }
  }
  return rows;
}

function ofFeed(change: FeedChange, kind: string, view: SubscriptionView | null, tenant: Tenant | null): ChangeRow {
  const { at, id, from, to } = change;
  const name = change.title ?? (id.startsWith('/') ? lastName(id) : (view?.subscription.name ?? tenant?.name ?? id));
  const detail = from === null && to === null ? null : `${from ?? 'nothing'} → ${to ?? 'nothing'}`;
  const title = `${kind}: ${name}`;
  return { at, change: kind, title, detail, tenant, view, id, changedBy: null, clientType: null, source: 'Plugin' };
}

/** Azure's own record of a creation or deletion says more than ours: who, and when exactly. */
function isNoted(noted: Map<SubscriptionView, Set<string>>, view: SubscriptionView, change: FeedChange): boolean {
  if (change.kind !== 'resourceAdded' && change.kind !== 'resourceRemoved') {
    return false;
  }
  let keys = noted.get(view);
  if (!keys) {
    const slots = (at: number) => [Math.floor(at / SAME_MS), Math.floor(at / SAME_MS) + 1];
    keys = new Set(
      (view.rows.resourceChanges ?? []).flatMap((one) =>
        slots(one.at).map((slot) => `${TYPES[one.changeType.toLowerCase()]}/${slot}/${resourceKey(one.resourceId)}`),
      ),
    );
    noted.set(view, keys);
  }
  return keys.has(`${KINDS[change.kind]}/${Math.floor(change.at / SAME_MS)}/${resourceKey(change.id)}`);
}
