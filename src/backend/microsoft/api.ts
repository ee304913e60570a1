/**
 * What the estate may ask Microsoft, whichever client answers. Every list is complete: all pages were read, or the
 * call throws a CspError. Rows that can't be used are left out and named in `issues`; the others survive.
 */

/** Through which account a tenant is entered. */
export interface Access {
  tenantId: string;
  credentialId: string;
}

export interface CallOptions {
  signal: AbortSignal;
  /** Why the call is made, for the access log: `collector:inventory`, `query`, `check`. */
  reason: string;
}

export interface Complete<T> {
  rows: T[];
  /** One sentence a row that was left out, at most a handful; the last one counts the rest. */
  issues: string[];
}

/** https://learn.microsoft.com/partner-center/developer/get-a-list-of-customers */
export interface PartnerCustomer {
  id: string;
  name: string;
  domain: string | null;
  relationship: string | null;
}

/** A customer's Azure plan or legacy Azure offer. https://learn.microsoft.com/partner-center/developer/subscription-resources */
export interface PartnerSubscription {
  id: string;
  offerId: string;
  offerName: string;
  status: string;
  isAzure: boolean;
}

/** An Azure subscription under an Azure plan, as Partner Center sees it. */
export interface AzureEntitlement {
  subscriptionId: string;
  name: string;
  status: string;
}

/** https://learn.microsoft.com/rest/api/resources/tenants/list */
export interface ArmTenant {
  tenantId: string;
  displayName: string | null;
  defaultDomain: string | null;
  category: string | null;
}

/** https://learn.microsoft.com/rest/api/resources/subscriptions/list */
export interface ArmSubscription {
  subscriptionId: string;
  displayName: string;
  tenantId: string;
  state: string;
  tags: Record<string, string>;
}

/** https://learn.microsoft.com/rest/api/resources/resource-groups/list */
export interface ArmResourceGroup {
  id: string;
  name: string;
  location: string;
  tags: Record<string, string>;
}

/** https://learn.microsoft.com/rest/api/resources/resources/list, and the same fields from Resource Graph. */
export interface ArmResource {
  id: string;
  name: string;
  type: string;
  location: string;
  kind: string | null;
  sku: string | null;
  tags: Record<string, string>;
}

/** Current Resource Health of one resource. Times in ms; strings as Azure gives them. https://learn.microsoft.com/rest/api/resourcehealth/availability-statuses */
export interface ResourceHealthStatus {
  /** The resource's ARM id (not the status'). */
  resourceId: string;
  location: string | null;
  availabilityState: string;
  title: string | null;
  summary: string | null;
  reasonType: string | null;
  reasonChronicity: string | null;
  /** `context`, e.g. "Platform Initiated", "Customer Initiated". */
  context: string | null;
  healthEventCause: string | null;
  occurredAt: number | null;
  reportedAt: number | null;
}

export interface Microsoft {
  listCustomers(options: CallOptions): Promise<Complete<PartnerCustomer>>;
  listPartnerSubscriptions(customerId: string, options: CallOptions): Promise<Complete<PartnerSubscription>>;
  listAzureEntitlements(customerId: string, planId: string, options: CallOptions): Promise<Complete<AzureEntitlement>>;

  listTenants(access: Access, options: CallOptions): Promise<Complete<ArmTenant>>;
  listSubscriptions(access: Access, options: CallOptions): Promise<Complete<ArmSubscription>>;
  listResourceGroups(access: Access, subscriptionId: string, options: CallOptions): Promise<Complete<ArmResourceGroup>>;
  listResources(access: Access, subscriptionId: string, options: CallOptions): Promise<Complete<ArmResource>>;

  /** Resource Graph: every resource group and resource of these subscriptions (at most 300 a call), in one or two paged queries. */
  listInventory(
    access: Access,
    subscriptionIds: readonly string[],
    options: CallOptions,
  ): Promise<{ groups: Complete<ArmResourceGroup>; resources: Complete<ArmResource> }>;

  /** Resource Health of one subscription, all pages. */
  listResourceHealth(
    access: Access,
    subscriptionId: string,
    options: CallOptions,
  ): Promise<Complete<ResourceHealthStatus>>;

  /** Turns a domain into a tenant id through Entra's public metadata; a GUID comes back as it is, lower case. */
  resolveTenant(tenant: string, options: CallOptions): Promise<string>;

  /** Ends idle connections; calls under way are ended by their signals. */
  close(): void;
}
