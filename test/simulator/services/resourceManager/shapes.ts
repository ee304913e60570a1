import type { Resource, ResourceGroup, Subscription, Tenant } from '../../world/model.ts';

export function tenantShape(tenant: Tenant) {
  return {
    id: `/tenants/${tenant.id}`,
    tenantId: tenant.id,
    countryCode: tenant.countryCode,
    displayName: tenant.displayName,
    domains: tenant.domains,
    tenantCategory: 'Home',
    defaultDomain: tenant.domains[0],
    tenantType: 'AAD',
  };
}

/** `manager`: the tenant that it is delegated to. */
export function subscriptionShape(subscription: Subscription, principalIsForeign: boolean, manager?: string) {
  return {
    id: `/subscriptions/${subscription.id}`,
    authorizationSource: principalIsForeign ? 'Bypassed' : 'RoleBased',
    managedByTenants: manager === undefined ? [] : [{ tenantId: manager }],
    ...(subscription.tags && { tags: subscription.tags }),
    subscriptionId: subscription.id,
    tenantId: subscription.tenantId,
    displayName: subscription.displayName,
    state: subscription.state,
    subscriptionPolicies: {
      locationPlacementId: 'Public_2014-09-01',
      quotaId: subscription.quotaId,
      spendingLimit: 'Off',
    },
  };
}

export function resourceGroupShape(group: ResourceGroup) {
  return {
    id: `/subscriptions/${group.subscriptionId}/resourceGroups/${group.name}`,
    name: group.name,
    type: 'Microsoft.Resources/resourceGroups',
    location: group.location,
    ...(group.tags && { tags: group.tags }),
    properties: { provisioningState: 'Succeeded' },
  };
}

/** `expand` holds the lower-case names of `$expand`. */
export function resourceShape(resource: Resource, expand: ReadonlySet<string>) {
  return {
    id: resource.id,
    name: resource.name,
    type: resource.type,
    ...(resource.sku && { sku: resource.sku }),
    ...(resource.kind && { kind: resource.kind }),
    location: resource.location,
    ...(resource.tags && { tags: resource.tags }),
    ...(expand.has('createdtime') && { createdTime: resource.createdAt }),
    ...(expand.has('changedtime') && { changedTime: resource.changedAt }),
    ...(expand.has('provisioningstate') && { provisioningState: 'Succeeded' }),
  };
}
