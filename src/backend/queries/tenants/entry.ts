import type { Snapshot } from '../../estate/model/snapshot.ts';
import type { GdapRelationship, Tenant } from '../../estate/model/tenants.ts';

/** How a tenant is entered, in Microsoft's words; final once released. */
export type Entry = 'GDAP' | 'AOBO' | 'Lighthouse' | 'Direct';

export const DAY = 86_400_000;

/**
 * The way in. A partner's customer without a GDAP relationship in force whose subscriptions can be read all the same is
 * entered by the older delegated admin privileges ("admin on behalf of"). Null where nobody can say.
 * https://learn.microsoft.com/partner-center/customers-revoke-admin-privileges
 */
export function entryOf(snapshot: Snapshot, tenant: Tenant): Entry | null {
  const { delegatedAdmin, gdap, lighthouse } = tenant.entry;
  if (lighthouse) {
    return 'Lighthouse';
  }
  if (!delegatedAdmin) {
    return 'Direct';
  }
  if (gdap === null) {
    return null;
  }
  if (gdap.some(({ inForce }) => inForce)) {
    return 'GDAP';
  }
  const readable = snapshot.part('subscriptions', tenant.tenantId, '')?.outcome === 'ok';
  return readable && snapshot.subscriptionsOf(tenant.tenantId).length > 0 ? 'AOBO' : null;
}

/** Of a tenant's relationships the one that lasts longest: one that extends itself, or the one that ends last. */
export function lastingGdap({ entry }: Tenant): GdapRelationship | null {
  const last = ({ autoExtends, endsAt }: GdapRelationship) => (autoExtends ? Infinity : (endsAt ?? Infinity));
  return (entry.gdap ?? []).reduce<GdapRelationship | null>((a, b) => (a && last(a) >= last(b) ? a : b), null);
}

/** Whole days until a moment; negative when it is over. */
export function daysUntil(at: number | null, now: number): number | null {
  return at === null ? null : Math.floor((at - now) / DAY);
}

/** Whole days since a moment. */
export function daysSince(at: number | null, now: number): number | null {
  return at === null ? null : Math.max(0, Math.floor((now - at) / DAY));
}
