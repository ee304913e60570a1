import type { Access, Complete } from '../../microsoft/api/access.ts';
import type { ArmSubscription } from '../../microsoft/api/directoryApi.ts';
import type { EstateContext } from '../context.ts';
import { REASONS } from '../model/reasons.ts';
import type { Subscription, Tenant } from '../model/tenants.ts';
import { enter } from './enter.ts';
import type { DirectoryFacts } from './facts.ts';
import { explainNone, type NoSubscriptions } from './noSubscriptions.ts';
import { tenantIdOf } from './ways.ts';

type Meaning = { kind: 'found'; subscriptions: Subscription[]; issues: readonly string[] } | NoSubscriptions;

/** What a complete read of a tenant's subscriptions means. */
export type SubscriptionsFound = {
  access: Access;
  rows: readonly ArmSubscription[];
  whole: boolean;
  /** How many are held that the settings want: so many should be found again. */
  expected: number;
} & Meaning;

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
