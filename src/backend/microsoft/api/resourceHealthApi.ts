import type { Access, CallOptions, Complete } from './access.ts';

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

/** How resources are. */
export interface ResourceHealthApi {
  /** Resource Health of one subscription, all pages. */
  listResourceHealth(
    access: Access,
    subscriptionId: string,
    options: CallOptions,
  ): Promise<Complete<ResourceHealthStatus>>;

  /** What Azure remembers of one resource's health, about 30 days, newest first. */
  listHealthHistory(access: Access, resourceId: string, options: CallOptions): Promise<Complete<HealthHistoryEntry>>;
}
