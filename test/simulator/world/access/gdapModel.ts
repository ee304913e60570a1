/** Ids of Microsoft Entra's built-in roles. https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference */
export const ENTRA_ROLES = {
  directoryReaders: '88d8e3e3-8f55-4a1e-953a-9b9898b8876b',
  globalReader: 'f2ef992c-3afb-46b9-b7cf-a126ee74c451',
} as const;

/** Roles of a relationship that a security group of the partner's has. */
export interface GdapAssignment {
  id: string;
  groupId: string;
  roles: string[];
}

/** A granular delegated admin relationship. Times in epoch ms. */
export interface GdapRelationship {
  /** Two GUIDs with a hyphen between. */
  id: string;
  displayName: string;
  /** Undefined: nobody has approved it. */
  customerId?: string;
  durationDays: number;
  createdAt: number;
  activatedAt?: number;
  endsAt?: number;
  /** Goes on for 180 days more at its end. */
  autoExtends: boolean;
  roles: string[];
  assignments: GdapAssignment[];
}

export type GdapStatus = 'active' | 'approvalPending' | 'expired' | 'terminated';
