import { accessOfSubscription, isInactive } from '../absence/access.ts';
import { wasAsked } from '../absence/firstRead.ts';
import { count, flag, number, text, time } from '../columns/columns.ts';
import { defineQuery } from '../defineQuery.ts';
import { entryColumns, type EntryRows } from '../tenants/entryColumns.ts';
import { groupAt, listedFreshness } from '../groups/groupColumns.ts';
import { taggedGroups } from '../groups/groupFilter.ts';
import { portalColumn } from '../columns/place.ts';
import { portalTenantUrl } from '../columns/portal.ts';
import { LEVEL_MAPPINGS } from '../columns/states.ts';
import type { GroupRows } from '../groups/group.ts';
import { accessAt, subscriptionCount, subscriptionsAt, tenantAt, tenantIdentity } from '../tenants/tenantRows.ts';

/** One row a tenant: can it be read, and if not, why and what to do. */
export const handler = defineQuery<EntryRows>({
  *select(query, scope, context) {
    const rows = yield* taggedGroups(context, scope, query.filters, 'tenant');
    const tokens = context.credentials
      .states()
      .map(({ id, refreshToken }) => [id, refreshToken?.lastUsedAt ?? null] as const);
    return { ...rows, tokenUsedAt: new Map(tokens), consentOf: (tenantId) => context.consents?.of(tenantId) };
  },
  columns: [
    ...tenantIdentity,
    flag(
      'reachable',
      'Azure answered for the tenant when it was last asked; null when it was not asked yet',
      reachable,
    ),
    text('access', 'Ok, Empty, or in a word why there is nothing to see', (source, row) => accessAt(source, row).code, {
      required: true,
    }),
    number(
      'accessValue',
      '0 readable, 1 nothing to see and nothing wrong, 2 something that should be seen can not be',
      (source, row) => accessAt(source, row).value,
      { required: true, decimals: 0, mappings: LEVEL_MAPPINGS(['Readable', 'Nothing to see', 'Lost'], '#8e8e8e') },
    ),
    text('reason', 'What is the matter and what to do', (source, row) => accessAt(source, row).sentence),
    text('errorCode', "Microsoft's own code of the error", (source, row) => accessAt(source, row).errorCode),
    ...entryColumns,
    number(
      'azurePlans',
      'Azure plans that Partner Center lists; null when it was not asked',
      (source, row) => tenantAt(source, row).azurePlans,
    ),
    ...subscriptionCount,
    count(
      'subscriptionsReadable',
      'Subscriptions whose inventory and health can be read',
      (source, row) =>
        subscriptionsAt(source, row).filter((view) => accessOfSubscription(source.reading.snapshot, view).code === 'Ok')
          .length,
    ),
    count(
      'subscriptionsDisabled',
      'Subscriptions that Azure has disabled',
      (source, row) => subscriptionsAt(source, row).filter(isInactive).length,
    ),
    count('resources', 'Resources known', (source, row) => groupAt(source, row).totals.resources),
    time(
      'lastSuccess',
      'When the list of subscriptions was last read',
      (source, row) => partAt(source, row)?.observedAt ?? null,
    ),
    time('lastAttempt', 'When that was last tried', (source, row) => partAt(source, row)?.lastStartAt ?? null),
    count('failures', 'Attempts that failed since', (source, row) => partAt(source, row)?.failures ?? 0),
    time(
      'heldBackSince',
      'Since when nothing of it is asked for but a probe, because it can not be read; null when all is',
      (source, row) => partAt(source, row)?.heldBackSince ?? null,
    ),
    ...listedFreshness('subscriptions'),
    portalColumn((source, row) => portalTenantUrl(source.reading.portal, tenantAt(source, row).tenantId)),
  ],
  order: ['-accessValue', 'customer', 'tenant'],
  section: 'subscriptions',
  state: (source, row) => accessAt(source, row).code,
  alerting: {
    labels: ['customer', 'tenant', 'tenantId'],
    value: 'accessValue',
    unheard: (source, row) =>
      accessAt(source, row).value < 2 && !wasAsked(source.reading.snapshot, tenantAt(source, row)),
  },
  notices: (source) => source.notices,
});

function partAt(source: GroupRows, row: number) {
  return source.reading.snapshot.part('subscriptions', tenantAt(source, row).tenantId, '');
}

function reachable(source: GroupRows, row: number): boolean | null {
  const part = partAt(source, row);
  if (!part || part.lastFinishAt === null) {
    return null;
  }
  return part.outcome === 'ok' || (part.outcome === 'skipped' && accessAt(source, row).value < 2);
}
