import { someOf } from '../../../shared/someOf.ts';
import type { Notice } from '../../common/table.ts';
import type { Section } from '../../estate/model/sections.ts';
import { REASONS } from '../../estate/model/reasons.ts';
import type { Snapshot } from '../../estate/model/snapshot.ts';
import type { Tenant } from '../../estate/model/tenants.ts';
import { accessOfSubscription, accessOfTenant } from './access.ts';
import type { Reading } from '../context.ts';
import { freshnessOfPart, freshnessOfTenant } from './freshness.ts';
import type { CheckedQuery } from '../query.ts';
import type { Scope } from '../scope.ts';
import { switchedOff } from './switchedOff.ts';
import { failedTenants, refusedTenants } from './wholeTenants.ts';

/** At most this many tenants are named in a notice; the rest is counted. */
const NAMED = 3;

/** Says that nobody reads what is asked about. */
export function unread({ snapshot }: Reading, section: Section): Notice[] {
  const sentence = switchedOff(snapshot, section);
  return sentence === null ? [] : [warning(sentence)];
}

/** Says whose data is old, so that nobody takes the last known state for the present one. */
export function staleness({ snapshot, now }: Reading, section: Section, scope: Scope): Notice[] {
  if (section === 'customers') {
    const part = snapshot.part('customers', '', '');
    return now > freshnessOfPart(part).staleAfter
      ? [warning(`The list of customers is old: ${part?.error?.sentence ?? 'its next read is overdue.'}`)]
      : [];
  }
  const stale = scope.tenants.filter((tenant) => {
    const own = freshnessOfPart(snapshot.part('subscriptions', tenant.tenantId, ''));
    const data = section === 'subscriptions' ? own : freshnessOfTenant(snapshot, section, tenant);
    return now > data.staleAfter;
  });
  if (stale.length === 0) {
    return [];
  }
  return [warning(`Old data, last known state shown: ${named(stale)}. The query type tenantAccess has the reasons.`)];
}

/**
 * Tenants that rows may be missing of, where rows are resources: a tenant that can't be read has none, which looks
 * like having none.
 */
export function gaps({ snapshot }: Reading, section: Section, scope: Scope): Notice[] {
  if (section === 'customers' || section === 'subscriptions') {
    return [];
  }
  const lost = scope.tenants.filter((tenant) => accessOfTenant(snapshot, tenant).value === 2);
  const pending = scope.tenants.filter((tenant) => accessOfTenant(snapshot, tenant).code === REASONS.notYetCollected);
  return [
    ...silent(snapshot, section, scope),
    ...failedTenants(snapshot, section, scope),
    ...(lost.length > 0
      ? [info(`Not all of it can be read: ${named(lost)}. The query type tenantAccess has the reasons.`)]
      : []),
    ...(pending.length > 0 ? [info(`Not read yet: ${named(pending)}.`)] : []),
  ];
}

/** Where Microsoft.ResourceHealth is not registered, Azure tells no event of Service Health, and doesn't say so. */
function silent(snapshot: Snapshot, section: Section, scope: Scope): Notice[] {
  if (section !== 'serviceHealthEvents' && section !== 'impactedResources') {
    return [];
  }
  const names = scope
    .views()
    .filter((view) => accessOfSubscription(snapshot, view).code === REASONS.providerNotRegistered)
    .map(({ subscription }) => subscription.name);
  return names.length === 0
    ? []
    : [
        warning(
          `No Service Health events are told of ${someOf(names, NAMED)}: Microsoft.ResourceHealth is not registered there. The query type tenantAccess has the command.`,
        ),
      ];
}

function named(tenants: readonly Tenant[]): string {
  const names = tenants.map(({ name }) => name);
  return someOf(names, NAMED);
}

/** Why there are no rows, where `unread()` doesn't say it. Never silent: an empty table that says nothing reads as "all is well". */
export function absence(reading: Reading, section: Section, query: CheckedQuery, scope: Scope): Notice[] {
  const { snapshot } = reading;
  if (scope.tenants.length === 0) {
    return [withoutTenants(reading, scope)];
  }
  if (switchedOff(snapshot, section) !== null) {
    return [];
  }
  const troubles = reasons(reading, section, scope);
  if (troubles.length > 0) {
    const more = troubles.length > NAMED ? ` And ${troubles.length - NAMED} more.` : '';
    return [warning(`Nothing to show. ${troubles.slice(0, NAMED).join(' ')}${more}`)];
  }
  const filters = Object.keys(query.filters);
  if (filters.length > 0) {
    const known = scope.everything
      ? snapshot.totals.resources
      : scope.views().reduce((sum, view) => sum + view.totals.resources, 0);
    return [
      info(
        `Nothing to show: the filters (${filters.join(', ')}) leave none of what is known there (${known} resources).`,
      ),
    ];
  }
  const refused = refusedTenants(snapshot, section, scope);
  const what = refused.length === 0 ? 'everything' : 'all that can be read';
  return [info(`Nothing to show: ${what} was read, and there is nothing of this kind.`), ...refused];
}

function withoutTenants({ snapshot }: Reading, scope: Scope): Notice {
  if (!scope.everything && snapshot.tenants.size > 0) {
    return warning('Nothing to show: no tenant lies within all of the chosen filters.');
  }
  const part = snapshot.part('customers', '', '');
  if (part?.error) {
    return warning(`Nothing to show: the customers could not be read. ${part.error.sentence}`);
  }
  if (!part || part.observedAt === null) {
    return info('Nothing to show yet: the customers have not been collected.');
  }
  return info(
    'Nothing to show: there are no customers. Add tenants in the settings, or check the account in Partner Center.',
  );
}

/** What keeps tenants or their subscriptions from being seen, each sentence once. */
function reasons({ snapshot }: Reading, section: Section, scope: Scope): string[] {
  const sentences = new Set<string>();
  for (const tenant of scope.tenants) {
    const access = accessOfTenant(snapshot, tenant);
    if (access.sentence !== null && snapshot.subscriptionsOf(tenant.tenantId).length === 0) {
      sentences.add(access.sentence);
    }
  }
  if (section !== 'customers' && section !== 'subscriptions') {
    for (const view of scope.views()) {
      const sentence = accessOfSubscription(snapshot, view).sentence;
      if (sentence !== null) {
        sentences.add(sentence);
      }
    }
  }
  return [...sentences];
}

function warning(text: string): Notice {
  return { severity: 'warning', text };
}

function info(text: string): Notice {
  return { severity: 'info', text };
}
