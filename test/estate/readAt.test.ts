import type { Estate } from '../../src/backend/estate/estate.ts';
import { isStale } from '../../src/backend/estate/model/part.ts';
import type { Section } from '../../src/backend/estate/model/sections.ts';
import { SMALL } from '../simulator/world/smallIds.ts';
import { Lab } from './lab.ts';

jest.setTimeout(120_000);

let lab: Lab;
let estate: Estate;
beforeEach(async () => {
  lab = await Lab.open();
  estate = await lab.swept();
});
afterEach(() => lab.close());

test.each<[Section, object, string]>([
  ['resourceHealth', { service: 'resourceHealth', path: 'availabilityStatuses' }, SMALL.northwindWeb],
  ['inventory', { service: 'resourceGraph', text: 'resourcecontainers' }, SMALL.northwindWeb],
  ['subscriptions', { path: '/subscriptions\\?' }, ''],
])(
  '%s is as old as the first page, however long the next one took to come',
  async (section, where, subscriptionId) => {
    const part = () => estate.snapshot().part(section, SMALL.northwind, subscriptionId)!;
    const before = part().observedAt!;
    let began = 0;
    // The machine sleeps for a night while the answer is on its way.
    lab.simulator.faults.add({
      ...{ tenant: SMALL.northwind, ...where, count: 1 },
      change: (body) => {
        began = lab.clock.now();
        lab.advance(8 * 60);
        return body;
      },
    });
    lab.advance(5);
    estate.refreshNow(SMALL.northwind, section);
    while (began === 0 || part().observedAt === before) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(part().observedAt).toBe(began);
    expect(isStale(part(), lab.clock.now())).toBe(true);
    // It is due again at once.
    await estate.idle();
    expect(isStale(part(), lab.clock.now())).toBe(false);
  },
  60_000,
);
