import { someOf } from '../../../shared/someOf.ts';
import type { AzurePermission } from '../../microsoft/api/accessFacts.ts';

/** Built-in roles of Microsoft Entra that partners are given. https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference */
const ENTRA_ROLES: Readonly<Record<string, string>> = {
  '62e90394-69f5-4237-9190-012177145e10': 'Global Administrator',
  'f2ef992c-3afb-46b9-b7cf-a126ee74c451': 'Global Reader',
  '88d8e3e3-8f55-4a1e-953a-9b9898b8876b': 'Directory Readers',
  '9360feb5-f418-4baa-8175-e2a00bac4301': 'Directory Writers',
  'e8611ab8-c189-46e8-94e1-60213ab1f814': 'Privileged Role Administrator',
  '7be44c8a-adaf-4e2a-84d6-ab2649e08a13': 'Privileged Authentication Administrator',
  'c4e39bd9-1100-46d3-8c65-fb160da0071f': 'Authentication Administrator',
  'fe930be7-5e62-47db-91af-98c3a49a38b1': 'User Administrator',
  '729827e3-9c14-49f7-bb1b-9608f156bbb8': 'Helpdesk Administrator',
  '5d6b6bb7-de71-4623-b4af-96380a352509': 'Security Reader',
  '194ae4cb-b126-40b2-bd5b-6091b380977d': 'Security Administrator',
  'b1be1c3e-b65d-4f19-8427-f6fa0d97feb9': 'Conditional Access Administrator',
  '4a5d8f65-41da-4de4-8968-e035b65339cf': 'Reports Reader',
  'f023fd81-a637-4b56-95fd-791ac0226033': 'Service Support Administrator',
  '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3': 'Application Administrator',
  '158c047a-c907-4556-b7ef-446551a6b5f7': 'Cloud Application Administrator',
  '29232cdf-9323-42fd-ade2-1d097af3e4de': 'Exchange Administrator',
  'f28a1f50-f6e7-4571-818b-6a12f2af6b6c': 'SharePoint Administrator',
  '69091246-20e8-4a56-aa4d-066075b2a7a8': 'Teams Administrator',
  '3a2c62db-5318-420d-8d74-23affee5d9d5': 'Intune Administrator',
  'b0f54661-2d74-4c50-afa3-1ec803f12efe': 'Billing Administrator',
  '4d6ac14f-3453-41d0-bef9-a3e0c569773a': 'License Administrator',
  'fdd7a751-b60b-444a-984c-02652fe8fa1c': 'Groups Administrator',
  '95e79109-95c0-4d8e-aee3-d01accf2d47b': 'Guest Inviter',
  '8329153b-31d0-4727-b945-745eb3bc5f31': 'Domain Name Administrator',
  '790c1fb9-7f7d-4f88-86a1-ef1f95c05c1b': 'Message Center Reader',
};

/** Display name of a role of Microsoft Entra; the id itself of one that is not known. */
export function entraRoleName(id: string): string {
  return ENTRA_ROLES[id.toLowerCase()] ?? id;
}

/** Of built-in roles that read everything, what they have besides. https://learn.microsoft.com/azure/role-based-access-control/built-in-roles */
const READERS: ReadonlyArray<readonly [name: string, action: RegExp]> = [
  ['User Access Administrator', /^microsoft\.authorization\/\*$/i],
  ['Monitoring Contributor', /^microsoft\.insights\/.*\*$/i],
  ['Monitoring Reader', /^microsoft\.operationalinsights\/workspaces\/search\/action$/i],
];

/**
 * The Azure roles that permissions amount to, each once: Azure tells an account what it may do, not by which role.
 * What is none of the built-in ones is told by its first actions.
 */
export function azureRoleNames(permissions: readonly AzurePermission[]): string[] {
  return [...new Set(permissions.map(roleName))];
}

function roleName({ actions, notActions }: AzurePermission): string {
  if (actions.includes('*')) {
    return notActions.length === 0 ? 'Owner' : 'Contributor';
  }
  if (actions.includes('*/read') && notActions.length === 0) {
    const more = READERS.find(([, action]) => actions.some((one) => action.test(one)));
    return more?.[0] ?? 'Reader';
  }
  const without = notActions.length === 0 ? '' : ` without ${few(notActions)}`;
  return `Custom role (${few(actions)}${without})`;
}

function few(actions: readonly string[]): string {
  return someOf(actions, 2);
}
