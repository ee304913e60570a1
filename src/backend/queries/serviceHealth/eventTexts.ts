import { someOf } from '../../../shared/someOf.ts';
import { isActive, type ServiceHealthEvent } from '../../estate/rows/serviceHealthEvent.ts';
import { customerName, tenantOfView } from '../columns/place.ts';
import { type EventRows, groupAt } from './eventRows.ts';

/** Names in one cell; an event can touch thousands. */
const NAMED = 100;
const SENSITIVE =
  'Azure shows the text of this event only to privileged roles, such as Service Health Security Reader. Open it in Azure.';

/** Names of the customers that a row's event touches, each once, in the order of the names. */
export function customersAt(source: EventRows, row: number): string[] {
  const names = new Map<string, string>();
  const { views, tenants } = groupAt(source, row);
  for (const tenant of [...views.map((view) => tenantOfView(source, view)), ...tenants]) {
    if (tenant && !names.has(tenant.customerId)) {
      names.set(tenant.customerId, customerName(source, tenant) ?? tenant.name);
    }
  }
  return [...names.values()];
}

/** How far a row's event reaches; null where the row is a customer. */
export function reachAt(source: EventRows, row: number): string | null {
  const { event, views, tenants } = groupAt(source, row);
  const reach = tenants.length > 0 ? 'Tenant' : views.length > 0 ? 'Subscriptions' : 'Cloud';
  return event && reach;
}

/** Names for one cell of a table; null for none. */
export function named(names: readonly string[]): string | null {
  return someOf(names, NAMED) || null;
}

/** A sensitive event has a title and nothing else here. */
export function summaryOf({ sensitive, summary }: ServiceHealthEvent): string | null {
  return sensitive ? SENSITIVE : summary;
}

/** Where an annotation ends, ms. What is over without Microsoft saying since when ended with its last word. */
export function endOf(event: ServiceHealthEvent, now: number): number | null {
  const told = event.impactMitigationAt ?? event.maintenanceEndAt;
  return told ?? (isActive(event) ? Math.max(now, event.impactStartAt ?? now) : event.lastUpdateAt);
}
