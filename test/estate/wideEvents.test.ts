import type { Estate } from '../../src/backend/estate/estate.ts';
import { SMALL, SMALL_EVENTS } from '../simulator/world/smallIds.ts';
import { Lab } from './lab.ts';

let lab: Lab;
beforeEach(async () => {
  lab = await Lab.open();
});
afterEach(() => lab.close());

const partOf = (estate: Estate, tenantId: string) => estate.snapshot().part('tenantEvents', tenantId, '');
const idsOf = (estate: Estate, tenantId: string) =>
  estate
    .snapshot()
    .wideEvents(tenantId)
    ?.map(({ trackingId }) => trackingId);

async function begun(): Promise<Estate> {
  const estate = lab.estate();
  estate.start();
  await estate.idle();
  return estate;
}

test('events of whole tenants and the public status survive a restart, and are old until they are read again', async () => {
  const first = await begun();
  expect(idsOf(first, SMALL.tailwind)).toEqual([SMALL_EVENTS.tenant]);
  expect(idsOf(first, '')).toEqual([SMALL_EVENTS.emerging]);
  await first.dispose();
  lab.simulator.faults.add({ host: 'resourceManager', status: 503, body: {} });
  const second = lab.estate();
  second.start();
  await second.ready();
  expect(idsOf(second, SMALL.tailwind)).toEqual([SMALL_EVENTS.tenant]);
  expect(idsOf(second, '')).toEqual([SMALL_EVENTS.emerging]);
  expect(partOf(second, SMALL.tailwind)).toMatchObject({ outcome: 'pending', rows: 1, observedAt: lab.clock.now() });
  await second.idle();
  expect(partOf(second, SMALL.tailwind)).toMatchObject({ outcome: 'failed', rows: 1 });
  expect(second.snapshot().part('emergingIssues', '', '')).toMatchObject({ outcome: 'failed', rows: 1 });
  lab.simulator.faults.clear();
  lab.advance(20);
  second.refreshNow();
  await second.idle();
  expect(partOf(second, SMALL.tailwind)).toMatchObject({ outcome: 'ok' });
  expect(second.snapshot().part('emergingIssues', '', '')).toMatchObject({ outcome: 'ok' });
}, 60_000);

test('what could not be read before a restart is not waited for after it, and a failure makes nothing worse', async () => {
  const first = await begun();
  expect(partOf(first, SMALL.contoso)).toMatchObject({ outcome: 'skipped', error: { code: 'NoTenantRight' } });
  await first.dispose();
  lab.simulator.faults.add({ operation: 'listTenantEvents', status: 503, body: {} });
  const second = lab.estate();
  second.start();
  await second.ready();
  expect(partOf(second, SMALL.contoso)).toMatchObject({ outcome: 'skipped', error: { code: 'NotYetCollected' } });
  await second.idle();
  expect(partOf(second, SMALL.contoso)).toMatchObject({ outcome: 'skipped', observedAt: null });
  // Nobody ever got in there.
  expect([partOf(first, SMALL.fabrikam), partOf(second, SMALL.fabrikam)]).toEqual([undefined, undefined]);
}, 60_000);

test('what came and ended is told to the feed, once a tenant', async () => {
  const estate = await begun();
  const { world } = lab.simulator.simulation;
  const event = { kind: 'event', trackingId: 'TNT1-000', at: lab.clock.now() } as const;
  world.addTransition({ ...event, begins: { title: 'Begun', tenantIds: [SMALL.tailwind], touches: {} } });
  lab.advance(6);
  estate.refreshNow();
  await estate.idle();
  world.addTransition({ ...event, at: lab.clock.now(), status: 'Resolved' });
  lab.advance(6);
  estate.refreshNow();
  await estate.idle();
  const told = estate.changes.since(0).filter(({ id }) => id === 'TNT1-000');
  expect(told.map(({ kind, tenantId, subscriptionId }) => [kind, tenantId, subscriptionId])).toEqual([
    ['eventOpened', SMALL.tailwind, ''],
    ['eventResolved', SMALL.tailwind, ''],
  ]);
}, 60_000);

test('a tenant that goes takes its events along', async () => {
  const estate = await begun();
  const { world } = lab.simulator.simulation;
  const at = lab.clock.now();
  world.addTransition({ kind: 'customer', at, customerId: SMALL.tailwind, present: false });
  for (let turn = 0; turn < 3; turn++) {
    lab.advance(60);
    estate.refreshNow();
    await estate.idle();
  }
  expect(estate.snapshot().tenants.has(SMALL.tailwind)).toBe(false);
  expect(idsOf(estate, SMALL.tailwind)).toBeUndefined();
  expect(partOf(estate, SMALL.tailwind)).toBeUndefined();
  await estate.dispose();
  const second = lab.estate();
  second.start();
  await second.ready();
  expect(idsOf(second, SMALL.tailwind)).toBeUndefined();
}, 60_000);
