import type { HttpHeaders } from '@azure/core-rest-pipeline';
import type { Api } from '../accessLog/accessLog.ts';

/** What an answer says of how much may still be asked. */
export interface Told {
  /** The header that says it; null where the plugin counts for itself. */
  header: string | null;
  /** Requests that may still be made; null where only the share is told. */
  remaining: number | null;
  /** Requests there are in all: as documented, or the most that was seen to remain. */
  limit: number | null;
  /** Share in use, 0 to 1; Microsoft Graph tells more than 1 when it is overdrawn. */
  used: number;
  /** When it is whole again, ms since the epoch; null where that isn't told. */
  resetsAt: number | null;
}

interface Quota {
  header: string;
  /** Size of the whole. */
  limit: number | null;
}

/**
 * Azure Resource Manager's token buckets: how much remains of the one that the request took from, by subscription or
 * tenant and account; those of a resource provider that sets its own limits go first.
 * https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling
 */
const RESOURCE_MANAGER: readonly Quota[] = [
  { header: 'x-ms-ratelimit-remaining-subscription-resource-requests', limit: null },
  { header: 'x-ms-ratelimit-remaining-tenant-resource-requests', limit: null },
  { header: 'x-ms-ratelimit-remaining-subscription-resource-entities-read', limit: null },
  { header: 'x-ms-ratelimit-remaining-tenant-resource-entities-read', limit: null },
  { header: 'x-ms-ratelimit-remaining-subscription-reads', limit: 250 },
  { header: 'x-ms-ratelimit-remaining-subscription-writes', limit: 200 },
  { header: 'x-ms-ratelimit-remaining-tenant-reads', limit: 250 },
  { header: 'x-ms-ratelimit-remaining-tenant-writes', limit: 200 },
];

/**
 * Resource Graph: queries that remain in the present window of five seconds, and when the next one begins.
 * https://learn.microsoft.com/azure/governance/resource-graph/concepts/guidance-for-throttled-requests
 */
const RESOURCE_GRAPH: Quota = { header: 'x-ms-user-quota-remaining', limit: 15 };
const RESETS_AFTER = 'x-ms-user-quota-resets-after';

/** Microsoft Graph: the share of the limit in use, told from 0.8 on. https://learn.microsoft.com/graph/throttling */
const SHARE = 'x-ms-throttle-limit-percentage';

/** What the headers of an answer tell; null when nothing. `before` is what an earlier answer told. */
export function toldBy(api: Api, headers: HttpHeaders, now: number, before: Told | null): Told | null {
  const share = numberOf(headers.get(SHARE));
  if (share !== null) {
    return { header: SHARE, remaining: null, limit: null, used: share, resetsAt: null };
  }
  for (const quota of api === 'resourceGraph' ? [RESOURCE_GRAPH] : RESOURCE_MANAGER) {
    const remaining = numberOf(headers.get(quota.header));
    if (remaining !== null) {
      const seen = before?.header === quota.header ? (before.limit ?? 0) : 0;
      // More than documented may remain: limits are raised, and the older model counts by the hour.
      const limit = Math.max(quota.limit ?? 0, seen, remaining);
      const resetsMs = api === 'resourceGraph' ? durationOf(headers.get(RESETS_AFTER)) : null;
      return {
        header: quota.header,
        remaining,
        limit,
        used: limit === 0 ? 1 : 1 - remaining / limit,
        resetsAt: resetsMs === null ? null : now + resetsMs,
      };
    }
  }
  return null;
}

function numberOf(text: string | undefined): number | null {
  return text !== undefined && /^\s*\d{1,9}(\.\d+)?\s*$/.test(text) ? Number(text) : null;
}

/** `hh:mm:ss`, in ms. */
function durationOf(text: string | undefined): number | null {
  const [, hours, minutes, seconds] = /^\s*(\d{1,2}):(\d{2}):(\d{2})(?:\.\d+)?\s*$/.exec(text ?? '') ?? [];
  return seconds === undefined ? null : ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
}
