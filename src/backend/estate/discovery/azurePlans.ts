import { CspError } from '../../common/errors.ts';
import type { EstateContext } from '../context.ts';
import type { Tenant } from '../model/tenants.ts';
import type { DirectoryFacts } from './facts.ts';

/** How long Partner Center's answer is kept. */
const KEPT_MS = 6 * 3_600_000;

/**
 * Azure plans that Partner Center lists, or null when it can't be asked about this tenant. Partner Center asks not to
 * be polled, so the answer is kept for hours. https://learn.microsoft.com/partner-center/developer/get-all-of-a-customer-s-subscriptions
 */
export async function azurePlans(
  context: EstateContext,
  facts: DirectoryFacts,
  tenant: Tenant,
  signal: AbortSignal,
): Promise<number | null> {
  if (tenant.source !== 'partnerCenter') {
    return null;
  }
  const known = facts.azurePlans[tenant.tenantId];
  const now = context.clock.now();
  if (known && now >= known.at && now - known.at < KEPT_MS) {
    return known.plans;
  }
  try {
    const { rows } = await context.microsoft.listPartnerSubscriptions(tenant.customerId, {
      signal,
      reason: 'discovery:subscriptions',
    });
    const plans = rows.filter(
      (row) => row.isAzure && !['deleted', 'expired'].includes(row.status.toLowerCase()),
    ).length;
    facts.azurePlans[tenant.tenantId] = { plans, at: now };
    return plans;
  } catch (thrown) {
    signal.throwIfAborted();
    const error = CspError.from(thrown);
    context.log.warn('Partner Center did not say whether a customer has an Azure plan.', {
      tenantId: tenant.tenantId,
      code: error.code,
      reason: error.message,
    });
    return known?.plans ?? null;
  }
}
