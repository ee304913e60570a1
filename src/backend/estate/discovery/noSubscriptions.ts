import { CspError } from '../../common/errors.ts';
import type { EstateContext } from '../context.ts';
import { REASONS } from '../model/reasons.ts';
import type { Tenant } from '../model/tenants.ts';
import { azurePlans } from './azurePlans.ts';
import type { DirectoryFacts } from './facts.ts';

/** Why a tenant shows no subscription. */
export type NoSubscriptions =
  /** There is nothing, and that is how it is. */
  | { kind: 'none'; code: string; sentence: string }
  /** There was something, or should be: what is held stays. */
  | { kind: 'lost'; error: CspError };

/** Finds out why: an account without a role is shown as little as one of a tenant that has nothing. */
export async function explainNone(
  context: EstateContext,
  facts: DirectoryFacts,
  tenant: Tenant,
  signal: AbortSignal,
): Promise<NoSubscriptions> {
  const plans = await azurePlans(context, facts, tenant, signal);
  if (plans !== null && plans > 0) {
    return lost(
      `Partner Center lists ${plans} Azure ${plans === 1 ? 'plan' : 'plans'} for ${tenant.name}, but the tenant shows no subscription: the account has no role there. ` +
        'Give it Reader on the subscriptions (through GDAP and the Admin Agents group, or Azure Lighthouse).',
    );
  }
  return plans === 0
    ? {
        kind: 'none',
        code: REASONS.noAzurePlan,
        sentence: `Partner Center lists no Azure plan for ${tenant.name}, so there is nothing to read.`,
      }
    : {
        kind: 'none',
        code: REASONS.noSubscriptions,
        sentence: `The tenant ${tenant.name} shows no subscription: there is none, or the account has no role. If there are any, give the account Reader on them.`,
      };
}

/** What people are told while nothing has confirmed that a tenant has no subscription any more. */
export function noneLeft(tenant: Tenant, held: number): CspError {
  return noAccess(
    `The tenant ${tenant.name} shows no subscription any more, where it had ${held}. That is what lost access looks like, so they are kept as they were. ` +
      (tenant.entry.lighthouse
        ? 'Check the delegation through Azure Lighthouse; if it has ended, the next reading takes them out.'
        : "Check the account's roles; if the subscriptions are gone, the next reading takes them out."),
  );
}

function lost(sentence: string): NoSubscriptions {
  return { kind: 'lost', error: noAccess(sentence) };
}

function noAccess(sentence: string): CspError {
  return new CspError(sentence, { code: REASONS.noAccess, status: 403, source: 'downstream' });
}
