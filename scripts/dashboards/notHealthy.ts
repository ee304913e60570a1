import { TO_CUSTOMER, TO_PORTAL, TO_RESOURCE } from './links.ts';
import { type Panel, type Place } from './panels.ts';
import { table } from './tables.ts';

/** What a wall's tiles are red or amber for. */
export function notHealthy(place: Place): Panel {
  return table(
    'Not healthy',
    place,
    'Resources that are degraded or unavailable, the worst first. A name leads to the resource, here and in the Azure portal of its tenant.',
    {
      queryType: 'resourceHealth',
      filters: { customer: ['$customer'], state: ['Unavailable', 'Degraded'] },
      limit: 500,
      live: true,
    },
    {
      columns: [
        { from: 'Health', title: 'State', width: 104, colored: true },
        { from: 'customer', title: 'Customer', width: 200, links: [TO_CUSTOMER] },
        { from: 'resource', title: 'Resource', width: 140, links: [TO_RESOURCE, TO_PORTAL] },
        { from: 'Since', title: 'For', width: 84 },
        { from: 'title', title: 'Title', width: 180 },
        { from: 'resourceType', title: 'Type', width: 260 },
        { from: 'reasonType', title: 'Reason', width: 110 },
        { from: 'subscription', title: 'Subscription' },
      ],
    },
  );
}
