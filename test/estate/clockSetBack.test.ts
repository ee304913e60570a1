import { isStale } from '../../src/backend/estate/model/part.ts';
import type { Estate } from '../../src/backend/estate/estate.ts';
import type { Snapshot } from '../../src/backend/estate/model/snapshot.ts';
import { NORTHWIND_APP, SMALL } from '../simulator/world/smallIds.ts';
import { Lab } from './lab.ts';

const HOUR = 3_600_000;
const UNAVAILABLE = 4;

jest.setTimeout(120_000);

let lab: Lab;
beforeEach(async () => {
  lab = await Lab.open();
  lab.advance(120);
});
afterEach(() => lab.close());

/** Only the plugin's clock is wrong: Microsoft's goes on. */
async function pass(estate: Estate, minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute++) {
    lab.clock.advance(60_000);
    lab.simulator.setClock(lab.simulator.simulation.clock.now() + 60_000);
    await estate.idle();
  }
}

function northwind(snapshot: Snapshot) {
  const part = snapshot.part('resourceHealth', SMALL.northwind, SMALL.northwindWeb)!;
  const health = snapshot.subscriptions.get(SMALL.northwindWeb)!.health!;
  return { part, state: health.values[health.find(NORTHWIND_APP)] };
}

function breaks(): void {
  lab.simulator.simulation.world.addTransition({
    ...{ kind: 'health', resourceId: NORTHWIND_APP, state: 'Unavailable', reason: 'Unplanned' },
    at: lab.simulator.simulation.clock.now(),
  });
}

test('a clock that was eight hours ahead and is set right leaves nothing unread, and nothing old looks new', async () => {
  lab.clock.advance(8 * HOUR);
  const estate = lab.estate();
  estate.start();
  await estate.idle();
  await pass(estate, 10);
  lab.clock.setBack(8 * HOUR);
  breaks();
  await pass(estate, 10);
  const { part, state } = northwind(estate.snapshot());
  expect([part.outcome, state]).toEqual(['ok', UNAVAILABLE]);
  const late = [...estate.snapshot().parts()].filter(({ observedAt }) => (observedAt ?? 0) > lab.clock.now());
  expect(late).toEqual([]);
  // An hour on, when tokens end that were to last for nine by the wrong clock.
  await pass(estate, 80);
  expect(northwind(estate.snapshot()).part).toMatchObject({ outcome: 'ok', error: null });
});

test('what can not be read again after that is stale, and ages', async () => {
  lab.clock.advance(8 * HOUR);
  const estate = lab.estate();
  estate.start();
  await estate.idle();
  lab.simulator.faults.add({ tenant: SMALL.northwind, service: 'resourceHealth', status: 500, body: {} });
  lab.clock.setBack(8 * HOUR);
  await pass(estate, 30);
  const { part } = northwind(estate.snapshot());
  const now = lab.clock.now();
  expect(isStale(part, now)).toBe(true);
  expect(now - (part.observedAt ?? now)).toBeGreaterThan(20 * 60_000);
});

test('a picture of an earlier run that was read later than now is stale, and ages', async () => {
  lab.clock.advance(8 * HOUR);
  const before = lab.estate();
  before.start();
  await before.idle();
  await before.dispose();
  lab.clock.setBack(8 * HOUR);
  lab.simulator.faults.add({ host: 'login', status: 500, body: {} });
  const estate = lab.estate();
  estate.start();
  await estate.idle();
  await pass(estate, 30);
  const { part } = northwind(estate.snapshot());
  const now = lab.clock.now();
  expect(isStale(part, now)).toBe(true);
  expect(now - (part.observedAt ?? now)).toBeGreaterThan(20 * 60_000);
});

test('a throttle of a minute is over after a minute', async () => {
  lab.clock.advance(8 * HOUR);
  const estate = lab.estate();
  estate.start();
  await estate.idle();
  const throttle = {
    tenant: SMALL.northwind,
    service: 'resourceHealth',
    status: 429,
    headers: { 'Retry-After': '90' },
    count: 1,
  };
  lab.simulator.faults.add({ ...throttle, body: { error: { code: 'TooManyRequests' } } });
  await pass(estate, 6);
  breaks();
  lab.clock.setBack(8 * HOUR);
  await pass(estate, 15);
  expect(northwind(estate.snapshot())).toMatchObject({ part: { outcome: 'ok' }, state: UNAVAILABLE });
});

test('a second read that confirms what is gone is believed after that too', async () => {
  lab.clock.advance(8 * HOUR);
  const estate = lab.estate();
  estate.start();
  await estate.idle();
  const empty = { status: 200, body: { value: [] } };
  lab.simulator.faults.add({ tenant: SMALL.northwind, service: 'resourceHealth', ...empty });
  while (northwind(estate.snapshot()).part.doubt === null) {
    await pass(estate, 1);
  }
  lab.clock.setBack(8 * HOUR);
  await pass(estate, 15);
  expect(northwind(estate.snapshot()).part).toMatchObject({ outcome: 'ok', rows: 0 });
});
