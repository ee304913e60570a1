import type { HealthSegment } from '../../src/backend/estate/model/segments.ts';
import { NORTHWIND_APP, SMALL } from '../simulator/world/smallIds.ts';
import { Lab } from './lab.ts';

const KEY = { tenantId: SMALL.northwind, subscriptionId: SMALL.northwindWeb };
const MINUTE = 60_000;
let lab: Lab;

beforeEach(async () => {
  lab = await Lab.open();
});
afterEach(() => lab.close());

test('history survives a restart, which is a gap only for the time nobody looked', async () => {
  const start = lab.clock.now();
  const first = lab.estate();
  first.start();
  await first.idle();
  for (let turn = 0; turn < 33; turn++) {
    lab.advance(2);
    first.refreshNow();
    await first.idle();
  }
  await first.dispose();
  const stopped = lab.clock.now();
  lab.advance(60);
  const resumed = lab.clock.now();
  const second = lab.estate();
  second.start();
  await second.idle();
  lab.advance(2);
  second.refreshNow();
  await second.idle();
  const health = second.snapshot().subscriptions.get(KEY.subscriptionId)?.health as HealthSegment;
  const past = await second.history.read(KEY, { from: start, to: lab.clock.now() }, health);
  expect(past.observed).toEqual([
    { from: start, to: stopped },
    { from: resumed, to: lab.clock.now() },
  ]);
  // The simulator's world: down from 13:00 to 13:30, of which the end was not seen.
  expect(past.moments[health.find(NORTHWIND_APP)]).toEqual([start, 0, start + 60 * MINUTE, 4, resumed, 0]);
}, 60_000);

test('rows of a section survive a restart', async () => {
  const first = lab.estate();
  first.start();
  await first.idle();
  const rows = first.snapshot().subscriptions.get(SMALL.contosoProduction)?.rows.resourceChanges;
  expect(rows?.length).toBeGreaterThan(0);
  await first.dispose();
  const second = lab.estate();
  second.start();
  await second.ready();
  expect(second.snapshot().subscriptions.get(SMALL.contosoProduction)?.rows.resourceChanges).toEqual(rows);
});
