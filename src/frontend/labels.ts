import type { OptionKind, TreeKind } from '../shared/tree.ts';

/** What Azure calls the kinds of things, in the singular, with the words for help texts. */
export const KIND_LABELS: Record<OptionKind, { one: string; many: string; help: string }> = {
  customer: {
    one: 'Customer',
    many: 'Customers',
    help: 'Customers in Partner Center, and tenants written into the settings',
  },
  tenant: { one: 'Tenant', many: 'Tenants', help: 'Microsoft Entra tenants' },
  subscription: { one: 'Subscription', many: 'Subscriptions', help: 'Azure subscriptions' },
  resourceGroup: {
    one: 'Resource group',
    many: 'Resource groups',
    help: 'Resource groups; a name stands for all groups of that name',
  },
  resource: { one: 'Resource', many: 'Resources', help: 'Resources by name or id' },
  resourceType: { one: 'Resource type', many: 'Resource types', help: 'Such as Microsoft.Compute/virtualMachines' },
  location: { one: 'Location', many: 'Locations', help: 'Azure regions' },
  tag: { one: 'Tag', many: 'Tags', help: 'name for anything that has the tag, name=value for that value' },
  state: { one: 'State', many: 'States', help: 'Only what is in one of these states' },
};

/** Grafana's icons for the levels of the estate; all exist from 10.4 on. */
export const KIND_ICONS = {
  customer: 'building',
  tenant: 'users-alt',
  subscription: 'key-skeleton-alt',
  resourceGroup: 'folder',
  resource: 'cube',
} as const satisfies Record<TreeKind, string>;
