import type { Access, CallOptions, Complete } from './access.ts';

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

/** One property that a change touched; null: there was none. Long values are cut. */
export interface ChangedProperty {
  path: string;
  from: string | null;
  to: string | null;
}

/** A record of Azure's change table. https://learn.microsoft.com/azure/governance/resource-graph/changes/get-resource-changes */
export interface ResourceChangeRecord {
  id: string;
  /** Lower case. */
  subscriptionId: string;
  resourceId: string;
  resourceType: string | null;
  /** `Create`, `Update`, `Delete`, or one we don't know. */
  changeType: string;
  /** ms. */
  at: number;
  changedBy: string | null;
  changedByType: string | null;
  clientType: string | null;
  operation: string | null;
  correlationId: string | null;
  /** The first of them where there are many. */
  properties: ChangedProperty[];
  propertyCount: number;
}

/** What there is in subscriptions, and what changed in it. */
export interface InventoryApi {
  listResourceGroups(access: Access, subscriptionId: string, options: CallOptions): Promise<Complete<ArmResourceGroup>>;

  listResources(access: Access, subscriptionId: string, options: CallOptions): Promise<Complete<ArmResource>>;

  /** Resource Graph: every resource group and resource of these subscriptions (at most 300 a call), in one or two paged queries. */
  listInventory(
    access: Access,
    subscriptionIds: readonly string[],
    options: CallOptions,
  ): Promise<{ groups: Complete<ArmResourceGroup>; resources: Complete<ArmResource> }>;

  /** Resource Graph: Azure's records of changes to resources from `since` (ms) on; it keeps them for 14 days. */
  listResourceChanges(
    access: Access,
    subscriptionIds: readonly string[],
    since: number,
    options: CallOptions,
  ): Promise<Complete<ResourceChangeRecord>>;
}
