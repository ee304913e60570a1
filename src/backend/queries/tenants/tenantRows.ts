import type { SubscriptionView } from '../../estate/model/snapshot.ts';
import type { Tenant } from '../../estate/model/tenants.ts';
import { type Access, accessOfTenant } from '../absence/access.ts';
import { type ColumnSpec, count, flag, text } from '../columns/columns.ts';
import { tagText, tenantColumns } from '../columns/place.ts';
import { groupAt } from '../groups/groupColumns.ts';
import type { GroupRows } from '../groups/group.ts';

type Columns = ColumnSpec<GroupRows>[];

/** The tenant of a row; rows on the level of tenants always have one. */
export function tenantAt(source: GroupRows, row: number): Tenant {
  return groupAt(source, row).tenant as Tenant;
}

/** Whether the tenant of a row can be read. */
export function accessAt(source: GroupRows, row: number): Access {
  return accessOfTenant(source.reading.snapshot, tenantAt(source, row));
}

/** Subscriptions of the tenant of a row, in name order. */
export function subscriptionsAt(source: GroupRows, row: number): readonly SubscriptionView[] {
  return source.reading.snapshot.subscriptionsOf(tenantAt(source, row).tenantId);
}

/** Who a tenant is and how it is entered. */
export const tenantIdentity: Columns = [
  ...tenantColumns<GroupRows>(tenantAt).slice(0, 2),
  text('tenant', 'Name of the tenant', (source, row) => tenantAt(source, row).name, { required: true }),
  ...tenantColumns<GroupRows>(tenantAt).slice(2),
  text('domain', 'Default domain', (source, row) => tenantAt(source, row).domain),
  text('source', 'partnerCenter, settings, or lighthouse', (source, row) => tenantAt(source, row).source, {
    required: true,
  }),
  text(
    'credential',
    'Credential from the settings that the tenant is entered with',
    (source, row) => tenantAt(source, row).access.credentialId,
    {
      required: true,
    },
  ),
  flag('enabled', 'Switched on in the settings', (source, row) => tenantAt(source, row).enabled, { required: true }),
  text('tags', 'Tags that the settings give the tenant, as name=value', (source, row) =>
    tagText(tenantAt(source, row).tags),
  ),
];

export const subscriptionCount: Columns = [
  count('subscriptions', 'Azure subscriptions found', (source, row) => subscriptionsAt(source, row).length),
];
