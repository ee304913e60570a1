import { CspError } from '../../common/errors.ts';
import type { Access, Complete } from '../../microsoft/api/access.ts';
import type { ArmSubscription } from '../../microsoft/api/directoryApi.ts';
import type { EstateContext } from '../context.ts';
import { REASONS } from '../model/reasons.ts';
import type { Subscription, Tenant } from '../model/tenants.ts';
import { enter } from './enter.ts';
import type { DirectoryFacts } from './facts.ts';
import { tenantIdOf } from './ways.ts';

/** What a complete read of a tenant's subscriptions means. */
export type SubscriptionsFound = {
  access: Access;
  rows: readonly ArmSubscription[];
  whole: boolean;
  /** How many are held that the settings want: so many should be found again. */
  expected: number;
} & Meaning;

type Meaning =
  | { kind: 'found'; subscriptions: Subscription[]; issues: readonly string[] }
  /** There is nothing, and that is how it is. */
  | { kind: 'none'; code: string; sentence: string }
  /** There was something, or should be: what is held stays. */
  | { kind: 'lost'; error: CspError };

const PLANS_KEPT_MS = 6 * 3_600_000;
const REASON = 'discovery:subscriptions';

/**
 * A tenant's subscriptions. Azure answers 200 with an empty list where the identity has no role, just as where there is
 * nothing, so an empty list is never taken at its word. Throws a CspError when the read is not complete.
 * https://learn.microsoft.com/rest/api/resources/subscriptions/list
 */
export async function findSubscriptions(
  context: EstateContext,
  facts: DirectoryFacts,
  tenant: Tenant,
  signal: AbortSignal,
): Promise<SubscriptionsFound> {
  const { access, rows, issues } = await enter(context, facts, tenant, signal);
  const meaning = await meaningOf(context, facts, tenant, { rows, issues }, signal);
  const held = context.picture.subscriptionsOf(tenant.tenantId);
  const expected = held.filter(chooser(context, facts, tenant)).length;
  return { access, rows, whole: issues.length === 0, expected, ...meaning };
}

async function meaningOf(
  context: EstateContext,
  facts: DirectoryFacts,
  tenant: Tenant,
  { rows, issues }: Complete<ArmSubscription>,
  signal: AbortSignal,
): Promise<Meaning> {
  // The others were delegated through Azure Lighthouse: they belong to tenants of their own.
  const own = rows.filter((row) => row.tenantId === tenant.tenantId);
  if (own.length === 0 && (rows.length === 0 || issues.length === 0)) {
    return await explainNone(context, facts, tenant, signal);
  }
  const subscriptions = chosen(context, facts, tenant, own);
  if (subscriptions.length === 0 && own.length > 0) {
    const sentence = `The tenant shows ${own.length} subscriptions, and the settings' include and exclude lists leave none of them.`;
    return { kind: 'none', code: REASONS.filteredOut, sentence };
  }
  // A row that could not be read is no sign that its subscription has gone.
  const read = new Set(rows.map((row) => row.subscriptionId.toLowerCase()));
  const held = issues.length === 0 ? [] : context.picture.subscriptionsOf(tenant.tenantId);
  const unreadable = held.filter(({ subscriptionId }) => !read.has(subscriptionId));
  return { kind: 'found', subscriptions: [...subscriptions, ...unreadable], issues };
}

function chosen(
  context: EstateContext,
  facts: DirectoryFacts,
  tenant: Tenant,
  rows: readonly ArmSubscription[],
): Subscription[] {
  return rows
    .map((row) => ({
      subscriptionId: row.subscriptionId.toLowerCase(),
      tenantId: tenant.tenantId,
      name: row.displayName,
      state: row.state,
      tags: row.tags,
    }))
    .filter(chooser(context, facts, tenant));
}

/** Whether the settings' include and exclude lists leave a subscription. */
function chooser({ settings }: EstateContext, facts: DirectoryFacts, tenant: Tenant) {
  const lower = (ids: readonly string[] = []) => new Set(ids.map((id) => id.toLowerCase()));
  const configured = settings.tenants.find((row) => tenantIdOf(row.tenantId, facts) === tenant.tenantId);
  const include = lower(configured?.includeSubscriptions);
  const exclude = lower(configured?.excludeSubscriptions);
  return ({ subscriptionId }: Subscription) =>
    (include.size === 0 || include.has(subscriptionId)) && !exclude.has(subscriptionId);
}

async function explainNone(
  context: EstateContext,
  facts: DirectoryFacts,
  tenant: Tenant,
  signal: AbortSignal,
): Promise<Meaning> {
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

function lost(sentence: string): Meaning {
  return { kind: 'lost', error: noAccess(sentence) };
}

function noAccess(sentence: string): CspError {
  return new CspError(sentence, { code: REASONS.noAccess, status: 403, source: 'downstream' });
}

/**
 * Azure plans that Partner Center lists, or null when it can't be asked about this tenant. Partner Center asks not to
 * be polled, so the answer is kept for hours. https://learn.microsoft.com/partner-center/developer/get-all-of-a-customer-s-subscriptions
 */
async function azurePlans(
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
  if (known && now - known.at < PLANS_KEPT_MS) {
    return known.plans;
  }
  try {
    const { rows } = await context.microsoft.listPartnerSubscriptions(tenant.customerId, { signal, reason: REASON });
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
