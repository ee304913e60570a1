import type { RoleName } from '../../world/model.ts';

/** What a role definition says it may do. */
export interface Permission {
  actions: string[];
  notActions: string[];
}

/** Ids of role definitions; the last one is a customer's own. https://learn.microsoft.com/azure/role-based-access-control/built-in-roles */
export const ROLE_DEFINITIONS: Readonly<Record<RoleName, string>> = {
  Owner: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
  Reader: 'acdd72a7-3385-48ef-bd42-f606fba81ae7',
  'Monitoring Contributor': '749f88d5-cbae-40b8-bcfc-e573ddc772fa',
  'Inventory Reader': '6f0d3c1e-2b7a-4e55-9c43-7d1b8a90e210',
};

export const PERMISSIONS: Readonly<Record<RoleName, Permission>> = {
  Owner: { actions: ['*'], notActions: [] },
  Reader: { actions: ['*/read'], notActions: [] },
  'Monitoring Contributor': {
    actions: ['*/read', 'Microsoft.AlertsManagement/*', 'Microsoft.Insights/*'],
    notActions: [],
  },
  'Inventory Reader': {
    actions: ['*/read'],
    notActions: ['Microsoft.AlertsManagement/*', 'Microsoft.Insights/*', 'Microsoft.ResourceHealth/*'],
  },
};
