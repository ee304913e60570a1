import { CUSTOMER, dashboard } from './dashboard.ts';
import { TO_CUSTOMER } from './links.ts';
import { counts } from './stats.ts';
import { tiles } from './tiles.ts';
import { BY_CUSTOMER, FIRST, NUMBERS } from './wallNumbers.ts';

/** Signs instead of words: hundreds of tiles leave no room for more, and colour must not be the only cue. */
const SIGNS = { 0: '✓', 1: '?', 2: '■', 3: '▼', 4: '✖' };
/** As many as leave room, on a laptop too, for names that are read from three metres; Grafana puts more of them into one row all the same. */
const WORST = 6;
const WORST_HEIGHT = 5;
const TILES = { name: 'customer', links: [TO_CUSTOMER], signs: SIGNS };
const WORST_FIRST = { ...BY_CUSTOMER, sort: '-healthValue' };
const NUMBERS_HEIGHT = 3;

const byWorst = (title: string, color: string, ...state: string[]) => ({
  field: 'healthValue',
  title,
  color,
  query: { queryType: 'customers', filters: { ...BY_CUSTOMER.filters, state } } as const,
});

export const wallMany = dashboard({
  uid: 'azurecsp-wall-many',
  title: 'Wall of hundreds',
  description:
    'The wall for hundreds of customers: the worst large enough to be read from afar, how many are fine as a number, and every one small.',
  variables: [CUSTOMER],
  panels: [
    counts('Customers by worst state', FIRST, 'How many customers have which state as their worst.', [
      byWorst('✖ Unavailable', 'red', 'Unavailable'),
      byWorst('▼ Degraded', 'orange', 'Degraded'),
      byWorst('■ Stopped', 'blue', 'UserInitiated'),
      byWorst('? Unknown', '#8e8e8e', 'Unknown'),
      byWorst('✓ Available', 'green', 'Available'),
    ]),
    ...NUMBERS,
  ]
    .map((panel) => ({ ...panel, gridPos: { ...panel.gridPos, h: NUMBERS_HEIGHT } }))
    .concat(
      tiles(
        `The worst ${WORST}:   ✖ unavailable   ▼ degraded`,
        [0, NUMBERS_HEIGHT, 24, WORST_HEIGHT],
        'The customers that are worst off, if any is degraded or unavailable. A click opens the customer.',
        WORST_FIRST,
        { ...TILES, worst: WORST, titleSize: 24, valueSize: 24 },
      ),
      tiles(
        'All customers:   ✖ unavailable   ▼ degraded   ■ stopped by the customer   ? unknown   ✓ available   – no data',
        [0, NUMBERS_HEIGHT + WORST_HEIGHT, 24, 19],
        'One tile a customer, the worst first. A click opens the customer.',
        WORST_FIRST,
        { ...TILES, titleSize: 9, valueSize: 14 },
      ),
    ),
});
