import { CUSTOMER, dashboard } from './dashboard.ts';
import { TO_CUSTOMER } from './links.ts';
import { tiles } from './stats.ts';
import { BY_CUSTOMER, NUMBERS } from './wallNumbers.ts';

/** Signs instead of words: hundreds of tiles leave no room for more, and colour must not be the only cue. */
const SIGNS = { 0: '✓', 1: '?', 2: '■', 3: '▼', 4: '✖' };

export const wallMany = dashboard({
  uid: 'azurecsp-wall-many',
  title: 'Wall of hundreds',
  description: 'The wall for hundreds of customers: every one on one screen, the worst first.',
  variables: [CUSTOMER],
  panels: [
    ...NUMBERS,
    tiles(
      'Customers by worst state:   ✖ unavailable   ▼ degraded   ■ stopped by the customer   ? unknown   ✓ available   – no data',
      [0, 4, 24, 23],
      'One tile a customer, the worst first. A click opens the customer.',
      { ...BY_CUSTOMER, sort: '-healthValue' },
      { name: 'customer', links: [TO_CUSTOMER], signs: SIGNS, titleSize: 9, valueSize: 16 },
    ),
  ],
});
