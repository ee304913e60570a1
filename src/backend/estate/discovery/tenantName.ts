import { CspError } from '../../common/errors.ts';
import type { EstateContext } from '../context.ts';
import type { Tenant } from '../model/tenants.ts';
import type { DirectoryFacts } from './facts.ts';

/** What Azure calls a tenant, and its default domain. */
export interface TenantName {
  name: string;
  domain: string | null;
}

/**
 * What Azure calls a tenant that nobody has named; null where that is known already, or can't be found out. Not
 * knowing it is no reason to fail. https://learn.microsoft.com/rest/api/resources/tenants/list
 */
export async function learnName(
  { microsoft, settings, log }: EstateContext,
  facts: DirectoryFacts,
  tenant: Tenant,
  signal: AbortSignal,
): Promise<TenantName | null> {
  const named = tenant.source === 'partnerCenter' || settings.tenants.some((row) => row.name === tenant.name);
  if (named || facts.tenantNames[tenant.tenantId]) {
    return null;
  }
  try {
    const { rows } = await microsoft.listTenants(tenant.access, { signal, reason: 'discovery:subscriptions' });
    const row = rows.find((candidate) => candidate.tenantId.toLowerCase() === tenant.tenantId);
    return row?.displayName ? { name: row.displayName, domain: row.defaultDomain } : null;
  } catch (thrown) {
    signal.throwIfAborted();
    const { code, message } = CspError.from(thrown);
    log.debug("A tenant's name was not read.", { tenantId: tenant.tenantId, code, reason: message });
    return null;
  }
}
