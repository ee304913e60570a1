import type { Access, CallOptions, Complete } from './access.ts';

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

/** Who there is: customers at the partner, tenants and subscriptions. */
export interface DirectoryApi {
  listCustomers(options: CallOptions): Promise<Complete<PartnerCustomer>>;

  listPartnerSubscriptions(customerId: string, options: CallOptions): Promise<Complete<PartnerSubscription>>;

  listAzureEntitlements(customerId: string, planId: string, options: CallOptions): Promise<Complete<AzureEntitlement>>;

  listTenants(access: Access, options: CallOptions): Promise<Complete<ArmTenant>>;

  listSubscriptions(access: Access, options: CallOptions): Promise<Complete<ArmSubscription>>;

  /** Turns a domain into a tenant id through Entra's public metadata; a GUID comes back as it is, lower case. */
  resolveTenant(tenant: string, options: CallOptions): Promise<string>;
}
