import { msOf } from '../../growth.ts';
import { createWorld, FROZEN_START } from './index.ts';
import type { Subscription } from './model.ts';
import { HEALTH_TYPES, OTHER_TYPES } from './generator/resourceTypes.ts';
import { inEffect, lastOccurrence, occurrences } from './timelines/timeline.ts';
import type { World } from './world.ts';

const MINUTE = 60_000;

function first(world: World): Subscription {
  const [subscription] = world.data.subscriptions;
  if (!subscription) {
    throw new Error('No subscription');
  }
  return subscription;
}

/** What making the resources of so many subscriptions would take here and now, by those of some. */
function resourcesMs(world: World, subscriptions: number): number {
  const some = world.data.subscriptions.slice(-40);
  return (msOf(() => some.forEach((one) => world.holdings(one))) / some.length) * subscriptions;
}

test('the same seed makes the same world, another seed another one', () => {
  const dump = (seed: string): string => {
    const world = createWorld('demo', seed, FROZEN_START);
    return JSON.stringify([world.data.tenants, world.holdings(first(world)), world.listTransitions()]);
  };
  expect(dump('a')).toBe(dump('a'));
  expect(dump('a')).not.toBe(dump('b'));
});

test('the large world has its size, and starts without making its resources', () => {
  const before = performance.now();
  const world = createWorld('large', 'csp', FROZEN_START);
  expect(performance.now() - before).toBeLessThan(resourcesMs(world, 5001));
  expect([world.data.customers.length, world.data.subscriptions.length]).toEqual([500, 5001]);
  const { groups, resources } = world.holdings(first(world));
  expect([groups.length, resources.length]).toEqual([10, 100]);
  expect(new Set(resources.map((one) => one.id.toLowerCase())).size).toBe(100);
});

test('the large world can have another size', () => {
  const world = createWorld('large', 'csp', FROZEN_START, { customers: 300, subscriptions: 2 });
  expect([world.data.customers.length, world.data.subscriptions.length]).toEqual([300, 601]);
});

test('of generated resources 31.1 of 100 have a type with Resource Health', () => {
  const weight = (types: ReadonlyArray<{ weight: number }>): number => types.reduce((sum, one) => sum + one.weight, 0);
  expect(weight(HEALTH_TYPES) / (weight(HEALTH_TYPES) + weight(OTHER_TYPES))).toBeCloseTo(0.311, 5);
});

test('the demo tells its story again every half hour', () => {
  const world = createWorld('demo', 'csp', FROZEN_START);
  const tailwind = world.tenant('tailwindtraders.onmicrosoft.com');
  const access = (minute: number) => tailwind && world.gdapActive(tailwind, FROZEN_START + minute * MINUTE);
  expect([0, 13, 19, 43, 49].map(access)).toEqual([true, false, true, false, true]);
  const fabrikam = world.tenant('fabrikam.onmicrosoft.com')?.id ?? '';
  const count = (minute: number) => world.subscriptionsOf(fabrikam, FROZEN_START + minute * MINUTE).length;
  expect([count(11) - count(0), count(29) - count(0)]).toEqual([1, 0]);
  expect(world.listTransitions().filter((one) => one.kind === 'health').length).toBeGreaterThan(30);
});

test('the demo has an incident over twelve customers every half hour, each with a tracking id of its own', () => {
  const world = createWorld('demo', 'csp', FROZEN_START);
  const incidents = (minute: number) =>
    world.events(FROZEN_START + minute * MINUTE).filter((one) => one.trackingId.startsWith('STRG'));
  const tenants = new Set(
    world.data.subscriptions.filter((one) => incidents(2)[0]?.touches.has(one.id)).map((one) => one.tenantId),
  );
  expect([tenants.size, incidents(2)[0]?.status, incidents(14)[0]?.status]).toEqual([12, 'Active', 'Resolved']);
  expect(new Set(incidents(2).map((one) => one.trackingId)).size).toBe(incidents(2).length);
});

test('resources of the demo come and go, and leave a trace', () => {
  const world = createWorld('demo', 'csp', FROZEN_START);
  const change = world.listTransitions().find((one) => one.kind === 'resource');
  const id = change?.kind === 'resource' ? change.resourceId : '';
  const subscription = world.subscription(id.split('/')[2] ?? '', FROZEN_START);
  const at = (minute: number) => FROZEN_START + minute * MINUTE;
  expect([5, 26, 35].map((minute) => world.resource(id, at(minute)) !== undefined)).toEqual([true, false, true]);
  const changes = subscription ? world.changes(subscription, at(0), at(29)).filter((one) => one.targetId === id) : [];
  expect(changes.map((one) => one.type)).toEqual(['Delete', 'Create']);
});

test('the large world makes what watches it when it is asked for', () => {
  const world = createWorld('large', 'csp', FROZEN_START);
  const whole = resourcesMs(world, 5001);
  const some = world.data.subscriptions.slice(0, 50);
  const before = performance.now();
  const rules = some.flatMap((one) => world.monitoring(one).rules);
  const alerts = some.flatMap((one) => world.alerts(one, FROZEN_START));
  expect(performance.now() - before).toBeLessThan(whole);
  expect([rules.length > 200, alerts.length > 50, new Set(rules.map((one) => one.kind)).size]).toEqual([true, true, 5]);
  const started = performance.now();
  const events = world.events(FROZEN_START);
  expect(performance.now() - started).toBeLessThan(whole);
  expect(events.reduce((sum, one) => sum + one.touches.size, 0)).toBeGreaterThan(5000);
});

test('repeated transitions happen at their times and at no other', () => {
  const change = { at: 1000, every: 500 };
  expect([999, 1000, 1499, 1500].map((now) => lastOccurrence(change, now))).toEqual([undefined, 1000, 1000, 1500]);
  expect(occurrences(change, 1200, 2100)).toEqual([2000, 1500]);
  expect(occurrences({ at: 1000 }, 0, 5000)).toEqual([1000]);
});

test('of two transitions at the same time the later declared one holds', () => {
  const first = { at: 1000, name: 'first' };
  const second = { at: 1000, name: 'second' };
  expect(inEffect([first, second], 1000)?.transition.name).toBe('second');
  expect(inEffect([second, { at: 1001, name: 'future' }], 1000)?.transition.name).toBe('second');
  expect(inEffect([first], 999)).toBeUndefined();
});
