import type { ArmSubscription } from '../../microsoft/api/directoryApi.ts';
import type { EstateContext } from '../context.ts';
import type { Tenant } from '../model/tenants.ts';
import type { Delegation, DirectoryFacts } from './facts.ts';

/**
 * Which tenants' subscriptions a tenant's own account is shown besides its own: those that were delegated to it through
 * Azure Lighthouse. One that is not shown any more is forgotten when nothing is held of it, which its own reading sees to.
 * https://learn.microsoft.com/azure/lighthouse/concepts/cross-tenant-management-experience
 *
 * @param whole no row was left out: what is not among them is not shown.
 */
export function noteDelegations(
  { picture }: EstateContext,
  { delegations }: DirectoryFacts,
  managing: Tenant,
  rows: readonly ArmSubscription[],
  whole: boolean,
): DirectoryFacts['delegations'] {
  const { tenantId, credentialId } = managing.access;
  const shown = new Set(rows.map((row) => row.tenantId).filter((home) => home !== tenantId));
  const kept = Object.entries(delegations).filter(
    ([home, delegation]) =>
      !whole ||
      delegation.managingTenantId !== tenantId ||
      shown.has(home) ||
      delegation.instead ||
      picture.subscriptionsOf(home).length > 0,
  );
  const next: Record<string, Delegation> = Object.fromEntries(kept);
  for (const home of shown) {
    const known = next[home];
    // Of several tenants that manage the same one the first is used, for as long as it is there.
    if (!known || known.managingTenantId === tenantId || !picture.tenant(known.managingTenantId)?.enabled) {
      next[home] = { managingTenantId: tenantId, credentialId, instead: known?.instead ?? false };
    }
  }
  return next;
}
