import type { Access } from '../../microsoft/api/access.ts';

/** `lighthouse`: nobody named it, but another tenant's account was shown subscriptions of it. */
export type TenantSource = 'partnerCenter' | 'settings' | 'lighthouse';

/** Whom the provider looks after: one row of every dashboard. */
export interface Customer {
  /** The customer's tenant id, which is also its id in Partner Center. */
  id: string;
  name: string;
  /** Default domain, where known. */
  domain: string | null;
  source: TenantSource;
  /** Partner Center's `relationshipToPartner`; null for tenants from the settings. */
  relationship: string | null;
}

/** One Microsoft Entra tenant that is looked at, and the way into it. */
export interface Tenant {
  /** GUID, lower case. */
  tenantId: string;
  customerId: string;
  name: string;
  domain: string | null;
  /** The account it is read with. Through Azure Lighthouse that is one of another tenant, the managing one. */
  access: Access;
  enabled: boolean;
  /** How it came to be known. */
  source: TenantSource;
  /** From the settings, for grouping and filtering. */
  tags: Readonly<Record<string, string>>;
  /** Azure plans that Partner Center lists for the customer; null when not asked or not known. */
  azurePlans: number | null;
  entry: TenantEntry;
}

/** What was found out about how a tenant is entered, at the cadence of discovery. Collecting needs none of it. */
export interface TenantEntry {
  /** A partner's user enters it, whom the tenant lets in by GDAP or by the older delegated admin privileges. */
  delegatedAdmin: boolean;
  /** Relationships in force, or the one that ended last where there is none; null where nobody can say. */
  gdap: readonly GdapRelationship[] | null;
  lighthouse: LighthouseDelegation | null;
  roles: AzureRoles | null;
  /** What of this could not be found out, and what to do about it: sentences. */
  problems: readonly string[];
}

/** https://learn.microsoft.com/partner-center/gdap-introduction */
export interface GdapRelationship {
  id: string;
  name: string;
  /** Microsoft Graph's: `active`, `expiring`, `expired`, `terminated`, … */
  status: string;
  inForce: boolean;
  /** Display names of Microsoft Entra roles, ids of those that are not built in. */
  roles: readonly string[];
  /** ms; null where Graph doesn't say. */
  endsAt: number | null;
  /** Microsoft makes it longer by itself. */
  autoExtends: boolean;
}

/** https://learn.microsoft.com/azure/lighthouse/concepts/architecture */
export interface LighthouseDelegation {
  managingTenantId: string;
  /** Name of the registration definition; null while it is not known. */
  definition: string | null;
}

/** What the account may do in one subscription, which stands for all of the tenant's. */
export interface AzureRoles {
  names: readonly string[];
  subscriptionId: string;
}

/** One Azure subscription. https://learn.microsoft.com/rest/api/resources/subscriptions/list */
export interface Subscription {
  /** GUID, lower case. */
  subscriptionId: string;
  tenantId: string;
  name: string;
  /** ARM's `state`: Enabled, Warned, PastDue, Disabled, Deleted, or one we don't know. */
  state: string;
  tags: Record<string, string>;
}
