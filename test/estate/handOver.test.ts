import type { Estate } from '../../src/backend/estate/estate.ts';
import { NO_ROW } from '../../src/backend/estate/model/segments.ts';
import { NORTHWIND_APP, SMALL } from '../simulator/world/smallIds.ts';
import { Lab } from './lab.ts';

jest.setTimeout(120_000);

let lab: Lab;
beforeEach(async () => {
  lab = await Lab.open();
  lab.advance(120);
});
afterEach(async () => {
  jest.restoreAllMocks();
  await lab.close();
});

function isHeld(estate: Estate): boolean {
  return estate.snapshot().subscriptions.get(SMALL.northwindWeb)!.inventory!.find(NORTHWIND_APP) !== NO_ROW;
}

async function becomes(present: boolean, estate: Estate): Promise<void> {
  const at = lab.clock.now();
  lab.simulator.simulation.world.addTransition({ kind: 'resource', at, resourceId: NORTHWIND_APP, present });
  lab.advance(1);
  estate.refreshNow(SMALL.northwind, 'inventory');
  await estate.idle();
}

test('who takes the store over saves what it holds, also where the one before saw something that is over', async () => {
  const first = lab.estate();
  first.start();
  await first.idle();
  const second = lab.estate();
  second.start();
  await second.idle();
  await becomes(false, first);
  expect(isHeld(first)).toBe(false);
  await first.dispose();
  // A store that could not be opened is tried again after half a minute.
  const now = performance.now.bind(performance);
  jest.spyOn(performance, 'now').mockImplementation(() => now() + 31_000);
  await becomes(true, second);
  expect(isHeld(second)).toBe(true);
  await second.dispose();
  const third = lab.estate();
  third.start();
  await third.ready();
  expect(isHeld(third)).toBe(true);
});
