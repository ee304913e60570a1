import { CspError } from '../../common/errors.ts';
import type { Access, Complete } from '../../microsoft/api/access.ts';
import type { ArmSubscription } from '../../microsoft/api/directoryApi.ts';
import type { EstateContext } from '../context.ts';
import type { Tenant } from '../model/tenants.ts';
import type { DirectoryFacts } from './facts.ts';
import { ownAccess, tenantIdOf } from './ways.ts';

/** What an account is shown, and which account that was. */
export interface Entered extends Complete<ArmSubscription> {
  access: Access;
}

const REASON = 'discovery:subscriptions';

/**
 * Lists the subscriptions that a tenant's account sees. A tenant's own way in comes first. Where that is refused, or
 * shows nothing, Azure Lighthouse is tried; but never for a tenant whose subscriptions are known by its own way: the
 * delegation may cover fewer of them, and the others would look deleted.
 *
 * @throws CspError why the tenant's own way in is closed
 */
export async function enter(
  context: EstateContext,
  facts: DirectoryFacts,
  tenant: Tenant,
  signal: AbortSignal,
): Promise<Entered> {
  const { microsoft, picture, settings } = context;
  const list = async (access: Access): Promise<Entered> => ({
    access,
    ...(await microsoft.listSubscriptions(access, { signal, reason: REASON })),
  });
  const own = ownAccess(settings, facts, tenant.tenantId);
  if (own === null) {
    return await list(tenant.access);
  }
  const first = await list(own).catch((thrown: unknown) => {
    signal.throwIfAborted();
    return CspError.from(thrown);
  });
  const closed = first instanceof CspError ? isRefusal(first) : first.rows.length === 0;
  const free = tenant.entry.lighthouse !== null || picture.subscriptionsOf(tenant.tenantId).length === 0;
  const through = closed && free ? await byLighthouse(context, facts, tenant, own, list, signal) : null;
  if (through === null && first instanceof CspError) {
    throw first;
  }
  return through ?? (first as Entered);
}

/** Microsoft, or the settings, say no; as against something that may work in a minute. */
function isRefusal({ status }: CspError): boolean {
  return status < 500 && status !== 429 && status !== 499;
}

/** Through a tenant that is known to manage this one, or through the one that the row's own credential is registered in. */
async function byLighthouse(
  context: EstateContext,
  facts: DirectoryFacts,
  tenant: Tenant,
  own: Access,
  list: (access: Access) => Promise<Entered>,
  signal: AbortSignal,
): Promise<Entered | null> {
  const { settings, microsoft } = context;
  const delegation = facts.delegations[own.tenantId];
  const credential = settings.credentials.get(own.credentialId);
  try {
    const ways: Access[] = delegation
      ? [{ tenantId: delegation.managingTenantId, credentialId: delegation.credentialId }]
      : [];
    // A partner's user is no way to try: the partner's own tenant would be listed again for every customer that is lost.
    if (ways.length === 0 && credential && credential.kind !== 'secureApplicationModel') {
      const written = tenantIdOf(credential.tenantId, facts);
      const home = await microsoft.resolveTenant(written, { signal, reason: REASON });
      ways.push({ tenantId: home, credentialId: credential.id });
    }
    for (const access of ways.filter(({ tenantId }) => tenantId !== own.tenantId)) {
      const entered = await list(access);
      if (entered.rows.some((row) => row.tenantId === own.tenantId)) {
        return entered;
      }
    }
  } catch (thrown) {
    signal.throwIfAborted();
    if (tenant.entry.lighthouse) {
      // It is the way that it was read by: what is held stays until this one tells otherwise.
      throw thrown;
    }
    // That the other way is closed as well is no news: what counts is why the tenant's own is.
  }
  return null;
}
