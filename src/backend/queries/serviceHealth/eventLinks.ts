import { isGuid } from '../columns/portal.ts';

/** What Microsoft's tracking ids are made of; nothing else becomes part of a link. */
const TRACKING_ID = /^[\w-]{1,64}$/;
const PUBLIC_PORTAL = 'https://portal.azure.com';
/** Pages of Service Health in the portal, by event type; incidents are on the first. */
const PAGES: Readonly<Record<string, string>> = {
  plannedmaintenance: 'plannedMaintenance',
  healthadvisory: 'healthAdvisories',
};

/**
 * Microsoft's short link to one event, as a subscription is told of it. Only the public cloud has it.
 * https://learn.microsoft.com/azure/service-health/service-health-alert-webhook-guide
 */
export function eventUrl(portal: string, trackingId: string, subscriptionId: string | null): string | null {
  if (portal !== PUBLIC_PORTAL || !TRACKING_ID.test(trackingId)) {
    return null;
  }
  const digits =
    subscriptionId !== null && isGuid(subscriptionId)
      ? `/${subscriptionId.slice(0, 3)}${subscriptionId.slice(-3)}`.toLowerCase()
      : '';
  return `https://app.azure.com/h/${trackingId}${digits}`;
}

/** The list of events of this type in the portal, in a tenant or in the one that the person is signed in to. */
export function eventsPageUrl(portal: string, tenantId: string | null, eventType: string | null): string {
  const page = PAGES[eventType?.toLowerCase() ?? ''] ?? 'serviceIssues';
  const tenant = tenantId !== null && isGuid(tenantId) ? `@${tenantId}/` : '';
  return `${portal}/#${tenant}blade/Microsoft_Azure_Health/AzureHealthBrowseBlade/${page}`;
}
