import { CUSTOMER, dashboard } from './dashboard.ts';
import { TO_CUSTOMER, TO_NAMED_CUSTOMER } from './links.ts';
import { notHealthy } from './notHealthy.ts';
import { table } from './tables.ts';
import { tiles } from './tiles.ts';
import { ACCESS, BY_CUSTOMER, NUMBERS, RESOURCES } from './wallNumbers.ts';

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
      { name: 'customer', links: [TO_NAMED_CUSTOMER] },
    ),
    notHealthy([0, 16, 15, 11]),
    table(
      'Access',
      [15, 16, 9, 11],
      "Every tenant: first those in which something that should be seen can't be, then those with nothing to see, and what to do about it.",
      { ...ACCESS, sort: '-accessValue', limit: 1000 },
      {
        filterable: false,
        columns: [
          { from: 'accessValue', title: 'Access', width: 116, colored: true },
          { from: 'customer', title: 'Customer', width: 150, links: [TO_CUSTOMER] },
          { from: 'reason', title: 'What is the matter, and what to do' },
        ],
      },
    ),
  ],
});
