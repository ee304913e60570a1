import type { Estate } from '../../../src/backend/estate/estate.ts';
import type { Change } from '../../../src/backend/estate/model/change.ts';
import type { PartStatus } from '../../../src/backend/estate/model/part.ts';
import type { Section } from '../../../src/backend/estate/model/sections.ts';
import type { SubscriptionView } from '../../../src/backend/estate/model/snapshot.ts';
import { SMALL, SMALL_ALERTS, SMALL_EVENTS } from '../../simulator/world/smallIds.ts';
import { Lab } from '../lab.ts';

/** A lab whose estate has read all of world `small` once. */
export async function readSmall(): Promise<{ lab: Lab; estate: Estate }> {
  const lab = await Lab.open();
  const estate = lab.estate();
  estate.start();
  await estate.idle();
  return { lab, estate };
}

export function viewOf(estate: Estate, subscriptionId: string): SubscriptionView {
  const view = estate.snapshot().subscriptions.get(subscriptionId);
  if (!view) {
    throw new Error(`No subscription ${subscriptionId}`);
  }
  return view;
}

export function partOf(estate: Estate, section: Section, tenantId: string, subscriptionId = ''): PartStatus {
  const part = estate.snapshot().part(section, tenantId, subscriptionId);
  if (!part) {
    throw new Error(`No part ${section} ${tenantId} ${subscriptionId}`);
  }
  return part;
}

/** Resource name -> state as people see it, from the joined rows. */
export function healthByName(view: SubscriptionView): Record<string, number | null> {
  const { inventory, health, healthOf } = view;
  const rows = Array.from({ length: inventory?.length ?? 0 }, (_, row) => row);
  return Object.fromEntries(
    rows.map((row) => [inventory?.name(row) ?? '', health?.values[healthOf[row] ?? -1] ?? null]),
  );
}

/** Kind, name, subscription and new state, in an order of our own: parts are swapped as they come in. */
export function told(changes: readonly Change[]): Array<Array<string | null>> {
  return changes
    .map(({ kind, id, subscriptionId, to }) => [kind, id.split('/').at(-1) ?? '', subscriptionId, to])
    .sort();
}

/** What happens in world `small` between its start and 13:01: Azure's incident ends at 12:45. */
export const NEWS_OF_AN_HOUR = [
  ['alertFired', SMALL_ALERTS.siteDown, SMALL.northwindWeb, 'Fired'],
  ['eventResolved', SMALL_EVENTS.incident, SMALL.contosoProduction, 'Resolved'],
  ['eventResolved', SMALL_EVENTS.incident, SMALL.northwindWeb, 'Resolved'],
  ['healthChanged', 'app-northwind', SMALL.northwindWeb, 'Unavailable'],
];
