import { CspError } from '../../common/errors.ts';
import type { Section } from '../../estate/model/sections.ts';
import type { PartStatus } from '../../estate/model/part.ts';
import type { Snapshot, SubscriptionView } from '../../estate/model/snapshot.ts';
import type { Tenant } from '../../estate/model/tenants.ts';
import { isInactive, READABLE } from './access.ts';
import type { Filters } from '../filters.ts';
import type { CheckedQuery } from '../query.ts';
import { resolveScope, type Scope } from '../scope.ts';

/**
 * What an alert rule is answered about. After a start without a stored picture some of it was never read; a row of that
 * would be empty or too good, and Grafana resolves an alert at once when its value is missing. So customers that are
 * still to be read have no row, and where nobody has one, the rule gets an error: both leave alerts as they are until
 * the first read is done (Grafana forgets them after two evaluations).
 * https://grafana.com/docs/grafana/latest/alerting/fundamentals/alert-rule-evaluation/stale-alert-instances/
 *
 * @param ofCustomers each row belongs to one customer. Where it doesn't, everybody has to be read.
 * @throws {CspError} 503 `NotYetCollected`.
 */
export function scopeOfAlert(snapshot: Snapshot, query: CheckedQuery, section: Section, ofCustomers: boolean): Scope {
  const scope = resolveScope(snapshot, query.filters);
  const customers = snapshot.part('customers', '', '');
  if (scope.tenants.length === 0) {
    if (snapshot.tenants.size === 0 && isAwaited(customers, true)) {
      throw notYetCollected(customers?.error?.sentence);
    }
    return scope;
  }
  const awaited = scope.tenants.filter((tenant) => isAwaitedTenant(snapshot, section, tenant));
  if (awaited.length === 0) {
    return scope;
  }
  const waiting = new Set(awaited.map(({ customerId }) => customerId));
  const read = scope.customers.filter(({ id }) => !waiting.has(id));
  if (!ofCustomers || read.length === 0) {
    throw notYetCollected();
  }
  const filters: Filters = { ...query.filters, customer: new Map(read.map(({ id }) => [id.toLowerCase(), id])) };
  return { ...resolveScope(snapshot, filters), notices: scope.notices };
}

function isAwaitedTenant(snapshot: Snapshot, section: Section, tenant: Tenant): boolean {
  if (section === 'customers' || !tenant.enabled) {
    return false;
  }
  if (isAwaited(snapshot.part('subscriptions', tenant.tenantId, ''))) {
    return true;
  }
  if (section === 'subscriptions') {
    return false;
  }
  if (section === 'serviceHealthEvents' && isAwaitedPart(snapshot.part('tenantEvents', tenant.tenantId, ''))) {
    return true;
  }
  const parts = snapshot
    .subscriptionsOf(tenant.tenantId)
    .filter((view) => !isInactive(view))
    .map(({ subscription }) => snapshot.part(section, tenant.tenantId, subscription.subscriptionId));
  // Subscriptions that can't be read have nothing in the store, and after a restart they must not hide the others.
  return parts.some((part) => isAwaited(part)) && parts.every((part) => !part || part.observedAt === null);
}

/**
 * Whether all was asked since the start that a tenant's access is told from. The store keeps what was read, not that
 * something could not be read: until then a tenant that was lost would look better than it is.
 */
export function wasAsked(snapshot: Snapshot, tenant: Tenant): boolean {
  const { tenantId, enabled } = tenant;
  const isPending = (section: Section, subscriptionId: string) =>
    snapshot.part(section, tenantId, subscriptionId)?.outcome === 'pending';
  const isPendingView = (view: SubscriptionView) =>
    !isInactive(view) && READABLE.some((section) => isPending(section, view.subscription.subscriptionId));
  return !enabled || !(isPending('subscriptions', '') || snapshot.subscriptionsOf(tenantId).some(isPendingView));
}

/** There is such a part, and it was never read. */
function isAwaitedPart(part: PartStatus | undefined): boolean {
  return part !== undefined && isAwaited(part);
}

/** Nothing is held, and the first attempt isn't over; `orFailed`: or it came to nothing. */
function isAwaited(part: PartStatus | undefined, orFailed = false): boolean {
  return !part || (part.observedAt === null && (part.outcome === 'pending' || (orFailed && part.outcome === 'failed')));
}

/** For alert rules on how Microsoft answers, as long as some of it was not asked since the start. */
export function notYetAsked(): CspError {
  return failure(
    'Not everything has been asked since the start. The answer comes with the first read, within minutes.',
  );
}

function notYetCollected(why?: string): CspError {
  return failure(
    why
      ? `Nothing has been collected yet: ${why}`
      : 'Nothing has been collected yet. The answer comes with the first read, within minutes of a start.',
  );
}

function failure(sentence: string): CspError {
  return new CspError(sentence, { code: 'NotYetCollected', status: 503, source: 'downstream' });
}
