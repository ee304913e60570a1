import type { Access, CallOptions, Complete } from './access.ts';

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

/** What Azure says of its own troubles and doings. */
export interface ServiceHealthApi {
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

  /**
   * The same of events that touch the tenant as a whole, which no subscription is told of. The tenant is that of the
   * access. Throws 403 where the account has rights in subscriptions alone.
   */
  listTenantEvents(access: Access, options: CallOptions): Promise<Complete<HealthEvent>>;

  /** What Azure's public status says now, of no customer, as events of the type `EmergingIssues`. Every account may read it. */
  listEmergingIssues(access: Access, options: CallOptions): Promise<Complete<HealthEvent>>;

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
}
