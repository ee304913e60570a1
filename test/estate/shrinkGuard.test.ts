import type { Estate } from '../../src/backend/estate/estate.ts';
import type { Section } from '../../src/backend/estate/model/sections.ts';
import { isStale } from '../../src/backend/estate/model/part.ts';
import { REASONS } from '../../src/backend/estate/model/reasons.ts';
import { doubtOf } from '../../src/backend/estate/parts/shrinkGuard.ts';
import { SMALL } from '../simulator/world/smallIds.ts';
import { Lab } from './lab.ts';

/** 200 with an empty list, in the shape of every API at once. */
const EMPTY = {
  status: 200,
  body: { value: [], items: [], data: [], totalCount: 0, totalRecords: 0, count: 0, resultTruncated: 'false' },
};
const HOUR = 60;

let lab: Lab;
let estate: Estate;
beforeEach(async () => {
  lab = await Lab.open();
  estate = await lab.swept();
});
afterEach(() => lab.close());

async function after(minutes: number): Promise<void> {
  lab.advance(minutes);
  await estate.idle();
}

function northwind(section: Section) {
  const part = estate.snapshot().part(section, SMALL.northwind, SMALL.northwindWeb);
  if (!part) {
    throw new Error(`No part ${section}`);
  }
  return part;
}

const SECTIONS = [
  'inventory',
  'resourceHealth',
  'serviceHealthEvents',
  'impactedResources',
  'vmAnnotations',
  'alertRules',
  'alerts',
] as const;

test('every section keeps what was there until a second complete read says that it is gone', async () => {
  const before = SECTIONS.map((section) => northwind(section).rows);
  expect(Math.min(...before)).toBeGreaterThan(0);
  lab.simulator.faults.add({ tenant: SMALL.northwind, path: '/providers/|/resource', ...EMPTY });
  await after(HOUR + 2);
  for (const [index, section] of SECTIONS.entries()) {
    const part = northwind(section);
    expect([section, part.outcome, part.error?.code, part.rows]).toEqual([
      ...[section, 'failed', REASONS.suddenlyFewer],
      before[index],
    ]);
    expect(isStale(part, lab.clock.now())).toBe(true);
    expect(part.error?.sentence).toMatch(/none of the \d+ rows .* read again in/);
    // Soon, and not when it would be due anyway.
    expect((part.nextAt ?? 0) - lab.clock.now()).toBeLessThanOrEqual(Math.min(part.intervalMs, 6 * 60_000));
  }
  expect(estate.snapshot().totalsOfTenant(SMALL.northwind).resources).toBe(5);
  await after(8);
  expect(SECTIONS.map((section) => [section, northwind(section).outcome, northwind(section).rows])).toEqual(
    SECTIONS.map((section) => [section, 'ok', 0]),
  );
  expect(estate.snapshot().totalsOfTenant(SMALL.northwind).resources).toBe(0);
}, 60_000);

test('a list that is whole again a moment later leaves no trace', async () => {
  const fault = lab.simulator.faults.add({ tenant: SMALL.northwind, path: '/providers/|/resource', ...EMPTY });
  await after(HOUR + 2);
  lab.simulator.faults.clear(fault.id);
  await after(8);
  expect(northwind('inventory')).toMatchObject({ outcome: 'ok', rows: 5, doubt: null, failures: 0 });
  expect(estate.changes.since(0).filter(({ kind }) => /Removed/.test(kind))).toEqual([]);
}, 60_000);

test('a small deletion goes at once', async () => {
  const [id] = [...estate.snapshot().subscriptions.values()].flatMap(({ subscription, inventory }) =>
    subscription.subscriptionId === SMALL.northwindWeb && inventory ? [inventory.id(0)] : [],
  );
  lab.simulator.world.addTransition({
    at: lab.clock.now(),
    kind: 'resource',
    resourceId: id ?? '',
    present: false,
  });
  await after(32);
  expect(northwind('inventory')).toMatchObject({ outcome: 'ok', rows: 4 });
}, 60_000);

test("Partner Center's empty list is confirmed before customers go, and before what they have goes", async () => {
  lab.simulator.faults.add({ host: 'partnerCenter', path: '^/v1/customers\\?', ...EMPTY });
  await after(HOUR + 2);
  expect(estate.snapshot().part('customers', '', '')).toMatchObject({
    outcome: 'failed',
    error: { code: REASONS.suddenlyFewer },
  });
  expect([estate.snapshot().customers.size, estate.snapshot().subscriptions.size]).toEqual([4, 4]);
  await after(6);
  expect(estate.snapshot().part('customers', '', '')).toMatchObject({ outcome: 'ok', doubt: null });
  expect([estate.snapshot().customers.size, estate.snapshot().subscriptions.size]).toEqual([1, 1]);
}, 60_000);

describe('what is doubted', () => {
  const NOW = 1_000_000;
  const ask = (held: number[], read: number[], doubt: { sizes: number[]; at: number } | null = null) =>
    doubtOf({ doubt }, held, read, NOW);

  test.each([
    ['nothing was held', [0], [0], false],
    ['one of two is left', [2], [1], false],
    ['four of eight are left', [8], [4], false],
    ['three of eight are left', [8], [3], true],
    ['the only one is gone', [1], [0], true],
    ['resources are there, and no group', [20, 4], [20, 0], true],
    ['there is more than before', [3], [30], false],
  ])('%s', (_, held, read, doubted) => {
    expect(ask(held, read) !== null).toBe(doubted);
  });

  test('is believed when a second read says the same, at some distance', () => {
    expect(ask([24], [0], { sizes: [0], at: NOW - 60_000 })).toBeNull();
    expect(ask([24], [0], { sizes: [0], at: NOW - 5_000 })).toEqual({ sizes: [0], at: NOW - 5_000 });
    expect(ask([24], [8], { sizes: [0], at: NOW - 60_000 })).toEqual({ sizes: [8], at: NOW });
  });
});
