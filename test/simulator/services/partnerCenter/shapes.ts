import type { CommerceSubscription, Customer, Subscription } from '../../world/model.ts';

/** A customer as lists carry it. */
export function customerShape(customer: Customer) {
  return {
    id: customer.id,
    companyProfile: {
      tenantId: customer.id,
      domain: customer.domain,
      companyName: customer.companyName,
      attributes: { objectType: 'CustomerCompanyProfile' },
    },
    relationshipToPartner: 'reseller',
    links: { self: { uri: `/customers/${customer.id}`, method: 'GET', headers: [] } },
    attributes: { objectType: 'Customer' },
  };
}

/** A customer as a request for one answers it. */
export function customerDetailShape(customer: Customer, commerceId: string, country: string) {
  return {
    ...customerShape(customer),
    commerceId,
    billingProfile: {
      id: commerceId,
      email: `billing@${customer.domain}`,
      culture: 'en-US',
      language: 'en',
      companyName: customer.companyName,
      defaultAddress: { country, city: '', state: '', addressLine1: '', postalCode: '' },
      attributes: { objectType: 'CustomerBillingProfile' },
    },
    allowDelegatedAccess: false,
  };
}

export function subscriptionShape(customer: Customer, subscription: CommerceSubscription, mpnId: string) {
  const { azurePlan } = subscription;
  return {
    id: subscription.id,
    offerId: subscription.offerId,
    entitlementId: subscription.id,
    offerName: subscription.offerName,
    friendlyName: subscription.friendlyName,
    quantity: subscription.quantity,
    unitType: azurePlan ? 'none' : 'Licenses',
    hasPurchasableAddons: false,
    creationDate: subscription.createdAt,
    effectiveStartDate: subscription.createdAt,
    commitmentEndDate: '2027-01-31T00:00:00Z',
    status: subscription.status,
    autoRenewEnabled: true,
    isTrial: false,
    isMicrosoftProduct: true,
    attentionNeeded: false,
    actionTaken: false,
    billingType: azurePlan ? 'usage' : 'license',
    billingCycle: azurePlan ? 'monthly' : 'annual',
    termDuration: azurePlan ? 'P1M' : 'P1Y',
    contractType: 'subscription',
    publisherName: 'Microsoft Corporation',
    partnerId: mpnId,
    orderId: `${subscription.id.slice(0, 8)}order`,
    productType: azurePlan
      ? { id: 'Azure', displayName: 'Azure' }
      : { id: 'OnlineServicesNCE', displayName: 'Online Services' },
    links: { self: { uri: `/customers/${customer.id}/subscriptions/${subscription.id}`, method: 'GET', headers: [] } },
    attributes: { etag: `"${subscription.id.slice(0, 8)}"`, objectType: 'Subscription' },
  };
}

const ENTITLEMENT_STATUS: Partial<Record<Subscription['state'], string>> = {
  Disabled: 'suspended',
  Deleted: 'deleted',
};

/** An Azure subscription below an Azure plan. */
export function entitlementShape(subscription: Subscription, planId: string, mpnId: string) {
  return {
    id: subscription.id,
    friendlyName: subscription.displayName,
    status: ENTITLEMENT_STATUS[subscription.state] ?? 'active',
    subscriptionId: planId,
    partnerOnRecord: mpnId,
    attributes: { objectType: 'AzureEntitlement' },
  };
}
