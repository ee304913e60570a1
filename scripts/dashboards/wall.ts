import { CUSTOMER, dashboard } from './dashboard.ts';
import { TO_CUSTOMER, TO_PORTAL, TO_RESOURCE } from './links.ts';
import { table } from './tables.ts';
import { tiles } from './tiles.ts';
import { ACCESS, BY_CUSTOMER, NUMBERS, RESOURCES } from './wallNumbers.ts';

const filters = { customer: ['$customer'] };

export const wall = dashboard({
  uid: 'azurecsp-wall',
  title: 'Wall',
  description:
    'Is everything all right? Every customer by its worst state, counts, what is not healthy, how fresh it is.',
  variables: [CUSTOMER],
  panels: [
    RESOURCES,
    ...NUMBERS,
    tiles(
      'Customers by worst state',
      [0, 4, 24, 12],
      'One tile a customer, the worst first. A click opens the customer.',
      { ...BY_CUSTOMER, sort: '-healthValue' },
      { name: 'customer', links: [TO_CUSTOMER] },
    ),
    table(
      'Not healthy',
      [0, 16, 15, 11],
      'Resources that are degraded or unavailable, the worst first. A name leads to the resource, here and in the Azure portal of its tenant.',
      {
        queryType: 'resourceHealth',
        filters: { ...filters, state: ['Unavailable', 'Degraded'] },
        limit: 500,
        live: true,
      },
      {
        columns: [
          { from: 'Health', title: 'State', width: 116, colored: true },
          { from: 'customer', title: 'Customer', width: 176, links: [TO_CUSTOMER] },
          { from: 'resource', title: 'Resource', width: 130, links: [TO_RESOURCE, TO_PORTAL] },
          { from: 'resourceType', title: 'Type', width: 236 },
          { from: 'Since', title: 'For', width: 92 },
          { from: 'reasonType', title: 'Reason', width: 110 },
          { from: 'title', title: 'Title', width: 170 },
          { from: 'subscription', title: 'Subscription' },
        ],
      },
    ),
    table(
      'Access',
      [15, 16, 9, 11],
      "Tenants with nothing to see, or with something that should be seen and can't be, and what to do about it. Empty: every tenant can be read, and the number above is 0.",
      { ...ACCESS, sort: '-accessValue', limit: 100 },
      {
        atLeast: ['accessValue', 1],
        filterable: false,
        columns: [
          { from: 'accessValue', title: 'Access', width: 120, colored: true },
          { from: 'customer', title: 'Customer', width: 140, links: [TO_CUSTOMER] },
          { from: 'access', title: 'Why', width: 120 },
          { from: 'reason', title: 'What is the matter, and what to do' },
        ],
      },
    ),
  ],
});
