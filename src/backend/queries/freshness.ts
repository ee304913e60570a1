import type { PartStatus, Section, Snapshot, SubscriptionView, Tenant } from '../estate/model.ts';

/** How fresh a set of data is: told by its oldest part. */
export interface Freshness {
  /** When the oldest of it was read, ms; null when none of it ever was. */
  observedAt: number | null;
  /** It counts as stale after this moment, ms: -Infinity when it already does, Infinity when there is nothing to be stale. */
  staleAfter: number;
}

const NOTHING: Freshness = { observedAt: null, staleAfter: Infinity };

/** The rule of `isStale()`, told as a moment so that it can be kept with a snapshot. */
export function freshnessOfPart(part: PartStatus | undefined): Freshness {
  if (!part || part.observedAt === null) {
    return NOTHING;
  }
  const good = part.outcome === 'ok' || part.outcome === 'skipped';
  return { observedAt: part.observedAt, staleAfter: good ? part.observedAt + 2 * part.intervalMs : -Infinity };
}

export function oldest(a: Freshness, b: Freshness): Freshness {
  if (a.observedAt === null || b.observedAt === null) {
    return a.observedAt === null ? b : a;
  }
  return { observedAt: Math.min(a.observedAt, b.observedAt), staleAfter: Math.min(a.staleAfter, b.staleAfter) };
}

export function freshnessOfAll(parts: Iterable<Freshness>): Freshness {
  let result = NOTHING;
  for (const part of parts) {
    result = oldest(result, part);
  }
  return result;
}

export function freshnessOfView(snapshot: Snapshot, section: Section, view: SubscriptionView): Freshness {
  const { tenantId, subscriptionId } = view.subscription;
  return freshnessOfPart(snapshot.part(section, tenantId, subscriptionId));
}

const cache = new WeakMap<Snapshot, Map<Section, Map<string, Freshness>>>();

/** Over all subscriptions of a tenant; worked out once a snapshot, because a wall asks for it a dozen times. */
export function freshnessOfTenant(snapshot: Snapshot, section: Section, tenant: Tenant): Freshness {
  let sections = cache.get(snapshot);
  if (!sections) {
    cache.set(snapshot, (sections = new Map()));
  }
  let tenants = sections.get(section);
  if (!tenants) {
    sections.set(section, (tenants = new Map()));
  }
  let freshness = tenants.get(tenant.tenantId);
  if (!freshness) {
    const views = snapshot.subscriptionsOf(tenant.tenantId);
    freshness = freshnessOfAll(views.map((view) => freshnessOfView(snapshot, section, view)));
    tenants.set(tenant.tenantId, freshness);
  }
  return freshness;
}
