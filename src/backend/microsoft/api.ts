/**
 * What the estate may ask Microsoft, whichever client answers. Every list is complete: all pages were read, or the
 * call throws a CspError. Rows that can't be used are left out and named in `issues`; the others survive.
 */
import type { AccessFacts } from './accessFacts.ts';
import type { RateLimit } from './budgets/budgets.ts';
import type { CredentialState } from './credentialState.ts';
import type { Monitoring } from './monitoring.ts';
import type { OnDemandApi } from './onDemandApi.ts';
import type { SignInApi } from './signInApi.ts';

export type { AlertModification, AlertState, FiredAlert, MonitorResource } from './monitoring.ts';

/** Through which account a tenant is entered. */
export interface Access {
  tenantId: string;
  credentialId: string;
}

export interface CallOptions {
  signal: AbortSignal;
  /** Why the call is made, for the access log: `collector:inventory`, `query`, `check`. */
  reason: string;
  /** Told of every answer that asks to slow down, also of those that another attempt made good. */
  throttled?: () => void;
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
  /** What Azure recommends, one sentence each, as HTML; none while the resource is available. */
  recommendedActions: readonly string[];
  /** When Azure found the cause. */
  rootCauseAt: number | null;
  /** When Azure expects it to be over. */
  resolutionEtaAt: number | null;
  /** The outage that is just over, for a day after its end. */
  recentlyResolved: { occurredAt: number | null; resolvedAt: number | null; summary: string | null } | null;
}

/**
 * An event of Azure Service Health as one subscription or tenant is told of it. Times in ms; strings as Azure gives
 * them. https://learn.microsoft.com/rest/api/resourcehealth/events
 */
export interface HealthEvent {
  trackingId: string;
  /** `ServiceIssue`, `PlannedMaintenance`, `HealthAdvisory`, `SecurityAdvisory`, `Billing`, `EmergingIssues`, `RCA`, … */
  eventType: string | null;
  /** `Retirement`, `TaxChanges`, … */
  eventSubType: string | null;
  /** `Active` or `Resolved`. */
  status: string | null;
  /** `Active`, `In Progress`, `Updated`, `Resolved`, …, where Azure says so. */
  stage: string | null;
  /** `Critical` or `Warning`. */
  level: string | null;
  /** `Critical`, `Error`, `Warning` or `Informational`. */
  eventLevel: string | null;
  title: string | null;
  /** HTML; null for a sensitive event whose text we may not read. */
  summary: string | null;
  /** Azure shows the text of the event to privileged roles only. */
  sensitive: boolean;
  platformInitiated: boolean | null;
  /** Azure has it as one of high impact. */
  highImpact: boolean;
  /** `Action Recommended`, `Preliminary PIR`, `Final PIR`, `False Positive`. */
  tags: readonly string[];
  /** HTML. */
  recommendedActions: readonly string[];
  impactStartAt: number | null;
  impactMitigationAt: number | null;
  lastUpdateAt: number | null;
  /** Only of planned maintenance. */
  maintenanceStartAt: number | null;
  maintenanceEndAt: number | null;
  impact: ReadonlyArray<{ service: string; regions: readonly string[] }>;
}

/** A row of a list over several subscriptions. Equal events of several subscriptions are one object. */
export interface SubscriptionEvent {
  subscriptionId: string;
  event: HealthEvent;
}

/** A resource that an event of Service Health names. https://learn.microsoft.com/rest/api/resourcehealth/impacted-resources */
export interface EventResource {
  subscriptionId: string;
  trackingId: string;
  resourceId: string;
  resourceType: string | null;
  region: string | null;
  status: string | null;
  /** Only of planned maintenance, ms. */
  maintenanceStartAt: number | null;
  maintenanceEndAt: number | null;
}

/** What Azure notes about a virtual machine, newest note only. https://learn.microsoft.com/azure/service-health/resource-health-vm-annotation */
export interface MachineAnnotation {
  subscriptionId: string;
  resourceId: string;
  /** `VirtualMachineHostRebootedForRepair`, … */
  annotation: string;
  occurredAt: number | null;
  reason: string | null;
  /** HTML. */
  summary: string | null;
  /** `Platform Initiated`, `Customer Initiated`, `VM Initiated`, `Unknown`. */
  context: string | null;
  /** `Planned`, `Unplanned`, `Not Applicable`. */
  category: string | null;
  /** `Downtime Reboot`, `Downtime Freeze`, `Degraded`, `Informational`. */
  impactType: string | null;
}

/** One state that Azure remembers of a resource. https://learn.microsoft.com/rest/api/resourcehealth/availability-statuses/list */
export interface HealthHistoryEntry {
  /** ms. */
  occurredAt: number;
  /** Null in rows that only tell of an event that touched the resource. */
  availabilityState: string | null;
  reasonType: string | null;
  context: string | null;
  healthEventCause: string | null;
  title: string | null;
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

export interface Microsoft extends Monitoring, OnDemandApi, AccessFacts, SignInApi {
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

  /** What Azure remembers of one resource's health, about 30 days, newest first. */
  listHealthHistory(access: Access, resourceId: string, options: CallOptions): Promise<Complete<HealthHistoryEntry>>;

  /** Resource Graph: Azure's records of changes to resources from `since` (ms) on; it keeps them for 14 days. */
  listResourceChanges(
    access: Access,
    subscriptionIds: readonly string[],
    since: number,
    options: CallOptions,
  ): Promise<Complete<ResourceChangeRecord>>;

  /**
   * Events of Service Health that touch these subscriptions: active ones, and others that Microsoft wrote of in the
   * last 14 days. Resource Graph leaves out, without a word, subscriptions that may not be read.
   */
  listServiceHealthEvents(
    access: Access,
    subscriptionIds: readonly string[],
    options: CallOptions,
  ): Promise<Complete<SubscriptionEvent>>;

  /** The same of one subscription from Resource Health itself, which says so when it may not be read. */
  listSubscriptionEvents(access: Access, subscriptionId: string, options: CallOptions): Promise<Complete<HealthEvent>>;

  /** Resources that the events of these subscriptions name. */
  listImpactedResources(
    access: Access,
    subscriptionIds: readonly string[],
    options: CallOptions,
  ): Promise<Complete<EventResource>>;

  /** Annotations of virtual machines. */
  listVmAnnotations(
    access: Access,
    subscriptionIds: readonly string[],
    options: CallOptions,
  ): Promise<Complete<MachineAnnotation>>;

  /** Gets a new token, whatever is kept: throws where the account is no longer let in. */
  signIn(access: Access, service: 'partnerCenter' | 'resourceManager', options: CallOptions): Promise<void>;

  /** Turns a domain into a tenant id through Entra's public metadata; a GUID comes back as it is, lower case. */
  resolveTenant(tenant: string, options: CallOptions): Promise<string>;

  /** Every throttle budget that was used so far, as it is now. Asks nobody. */
  rateLimits(): readonly RateLimit[];

  /** How the credentials are doing, in the order of the settings. Asks nobody. */
  credentialStates(): CredentialState[];

  /** Notes when a credential's client secret ends, ms since the epoch; null: nobody tells. */
  knownSecretEnd(credentialId: string, endsAt: number | null): void;

  /** Ends idle connections; calls under way are ended by their signals. */
  close(): void;
}
