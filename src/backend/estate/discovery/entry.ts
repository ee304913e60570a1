import { CspError } from '../../common/errors.ts';
import type { EstateContext } from '../context.ts';
import type { Subscription, Tenant } from '../model/tenants.ts';
import type { EntryFacts } from './facts.ts';
import { azureRoleNames } from './roleNames.ts';

/** What one look at how a tenant is entered brought. */
export interface EntryRead {
  facts: EntryFacts;
  /** What the delegation calls the customer's tenant. */
  manageeName: string | null;
}

const REASON = 'discovery:access';

/**
 * What the account may do, and who delegated it, looked at in one subscription of the tenant: asking all of them would
 * cost more than it tells. Never fails: what can't be read is said in a sentence. Null where there is none to look at.
 */
export async function readEntry(
  context: EstateContext,
  tenant: Tenant,
  subscriptions: readonly Subscription[],
  before: EntryFacts | undefined,
  signal: AbortSignal,
): Promise<EntryRead | null> {
  const sample = subscriptions.find(({ state }) => state.toLowerCase() === 'enabled') ?? subscriptions[0];
  if (!sample) {
    return null;
  }
  const { microsoft } = context;
  const { subscriptionId } = sample;
  const problems: string[] = [];
  const attempt = async <T>(what: string, work: () => Promise<T>): Promise<T | null> => {
    try {
      return await work();
    } catch (thrown) {
      signal.throwIfAborted();
      problems.push(`${what}: ${CspError.from(thrown).message}`);
      return null;
    }
  };
  const options = { signal, reason: REASON };
  const permissions = await attempt('The roles were not read', () =>
    microsoft.listPermissions(tenant.access, subscriptionId, options),
  );
  const assignments =
    tenant.entry.lighthouse &&
    (await attempt('The Lighthouse delegation was not read', () =>
      microsoft.listLighthouseAssignments(tenant.access, subscriptionId, options),
    ));
  const assignment = assignments?.rows.find(
    ({ managedByTenantId }) => managedByTenantId === null || managedByTenantId === tenant.access.tenantId,
  );
  const roles = permissions && { names: azureRoleNames(permissions.rows), subscriptionId };
  return {
    facts: {
      roles: roles ?? before?.roles ?? null,
      definition: assignment?.definition ?? before?.definition ?? null,
      problems,
    },
    manageeName: assignment?.manageeTenantName ?? null,
  };
}
