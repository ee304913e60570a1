import type { Access, CallOptions, Complete } from './access.ts';

/**
 * A GDAP relationship between the partner and a customer. Strings as Microsoft Graph gives them, times in ms.
 * https://learn.microsoft.com/graph/api/resources/delegatedadminrelationship
 */
export interface DelegatedAdminRelationship {
  id: string;
  name: string;
  /** Lower case; null while no customer has approved it. */
  tenantId: string | null;
  /** `active`, `expiring`, `expired`, `terminated`, `approvalPending`, … */
  status: string;
  /** Ids of Microsoft Entra's role definitions, lower case. */
  roleIds: readonly string[];
  endsAt: number | null;
  /** Microsoft makes it longer by itself. */
  autoExtends: boolean;
}

/** What a role assignment, or several of them, let the caller do. https://learn.microsoft.com/rest/api/authorization/permissions/list-for-resource-group */
export interface AzurePermission {
  actions: readonly string[];
  notActions: readonly string[];
}

/** A delegation through Azure Lighthouse. https://learn.microsoft.com/rest/api/managedservices/registration-assignments/list */
export interface LighthouseAssignment {
  id: string;
  /** Of the offer, as the managing tenant named it. */
  definition: string | null;
  /** The customer's tenant, lower case. */
  manageeTenantId: string | null;
  manageeTenantName: string | null;
  /** Lower case. */
  managedByTenantId: string | null;
  /** Ids of the Azure roles that are delegated, the last part of the definition's id, lower case. */
  roleIds: readonly string[];
}

/** How tenants are entered, and how long that will go on: nothing that collecting needs. */
export interface AccessFacts {
  /** GDAP relationships of the partner. Needs the delegated permission DelegatedAdminRelationship.Read.All. */
  listDelegatedAdminRelationships(options: CallOptions): Promise<Complete<DelegatedAdminRelationship>>;

  /**
   * When the client secret that a credential uses ends, ms, as its application's registration says; null where that is
   * not to be found there, or the credential has no secret. Needs Application.Read.All.
   */
  findSecretEnd(credentialId: string, options: CallOptions): Promise<number | null>;

  /** What the account may do in a subscription, whichever way it came in. */
  listPermissions(access: Access, subscriptionId: string, options: CallOptions): Promise<Complete<AzurePermission>>;

  /** Delegations of one subscription through Azure Lighthouse. */
  listLighthouseAssignments(
    access: Access,
    subscriptionId: string,
    options: CallOptions,
  ): Promise<Complete<LighthouseAssignment>>;
}
