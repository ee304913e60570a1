import { type Section, SECTIONS } from '../../estate/model/sections.ts';
import type { PartStatus } from '../../estate/model/part.ts';
import type { Snapshot, SubscriptionView } from '../../estate/model/snapshot.ts';
import type { Tenant } from '../../estate/model/tenants.ts';
import { perSnapshot } from '../perSnapshot.ts';

/** How fresh a set of data is: told by its oldest part. */
export interface Freshness {
  /** When the oldest of it was read, ms; null when none of it ever was. */
  observedAt: number | null;
  /** It counts as stale after this moment, ms: -Infinity when it already does, Infinity when there is nothing to be stale. */
  staleAfter: number;
}

/** Of no data at all. */
export const NO_FRESHNESS: Freshness = { observedAt: null, staleAfter: Infinity };

/** The rule of `isStale()`, told as a moment so that it can be kept with a snapshot. */
export function freshnessOfPart(part: PartStatus | undefined): Freshness {
  if (!part || part.observedAt === null) {
    return NO_FRESHNESS;
  }
  const good = part.outcome === 'ok' || part.outcome === 'skipped';
  return { observedAt: part.observedAt, staleAfter: good ? part.observedAt + 2 * part.intervalMs : -Infinity };
}

/** The older of two; what was never read counts only where nothing else was. */
export function oldest(a: Freshness, b: Freshness): Freshness {
  if (a.observedAt === null || b.observedAt === null) {
    return a.observedAt === null ? b : a;
  }
  // Of thousands of parts nearly all are no older than what is known already: nothing is made for them.
  if (a.observedAt <= b.observedAt && a.staleAfter <= b.staleAfter) {
    return a;
  }
  return { observedAt: Math.min(a.observedAt, b.observedAt), staleAfter: Math.min(a.staleAfter, b.staleAfter) };
}

/** The oldest of all. */
export function freshnessOfAll(parts: Iterable<Freshness>): Freshness {
  let result = NO_FRESHNESS;
  for (const part of parts) {
    result = oldest(result, part);
  }
  return result;
}

type Ask<K> = (snapshot: Snapshot, key: K) => Freshness;

function perSection<K>(work: (section: Section) => Ask<K>): Record<Section, Ask<K>> {
  return Object.fromEntries(SECTIONS.map((section) => [section, perSnapshot(work(section))])) as Record<
    Section,
    Ask<K>
  >;
}

const ofTenants = perSection<Tenant>((section) => (snapshot, { tenantId }) => {
  const views = snapshot.subscriptionsOf(tenantId).map((view) => freshnessOfView(snapshot, section, view));
  const asWhole =
    section === 'serviceHealthEvents' ? [freshnessOfPart(snapshot.part('tenantEvents', tenantId, ''))] : [];
  return freshnessOfAll([...views, ...asWhole]);
});

/** Of a section of one subscription. */
export function freshnessOfView(snapshot: Snapshot, section: Section, view: SubscriptionView): Freshness {
  const { tenantId, subscriptionId } = view.subscription;
  return freshnessOfPart(snapshot.part(section, tenantId, subscriptionId));
}

/** Over all subscriptions of a tenant; of events, over those of the tenant as a whole too. */
export function freshnessOfTenant(snapshot: Snapshot, section: Section, tenant: Tenant): Freshness {
  return ofTenants[section](snapshot, tenant);
}
