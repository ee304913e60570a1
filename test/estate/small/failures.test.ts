import type { Estate } from '../../../src/backend/estate/estate.ts';
import { isStale } from '../../../src/backend/estate/model/part.ts';
import { isNoAccess, REASONS } from '../../../src/backend/estate/model/reasons.ts';
import { SMALL } from '../../simulator/world/smallIds.ts';
import type { Lab } from '../lab.ts';
import { healthByName, partOf, readSmall, viewOf } from './smallEstate.ts';

let lab: Lab;
let estate: Estate;
beforeEach(async () => {
  ({ lab, estate } = await readSmall());
});
afterEach(() => lab.close());

describe('failures', () => {
  it('keeps the last good part when a page fails half-way, and marks it stale', async () => {
    const before = healthByName(viewOf(estate, SMALL.contosoProduction));
    lab.simulator.faults.add({
      service: 'resourceHealth',
      subscription: SMALL.contosoProduction,
      error: 'AuthorizationFailed',
      skip: 1,
    });
    const readAt = lab.clock.now();
    lab.advance(3);
    await estate.idle();
    const part = partOf(estate, 'resourceHealth', SMALL.contoso, SMALL.contosoProduction);
    expect(part).toMatchObject({ outcome: 'failed', observedAt: readAt, error: { code: 'AuthorizationFailed' } });
    expect(isStale(part, lab.clock.now())).toBe(true);
    expect(healthByName(viewOf(estate, SMALL.contosoProduction))).toEqual(before);
    expect(partOf(estate, 'resourceHealth', SMALL.northwind, SMALL.northwindWeb)).toMatchObject({
      outcome: 'ok',
      observedAt: lab.clock.now(),
    });
    expect(estate.changes.since(0)).toEqual([]);
  });

  it('keeps a tenant that is lost, and heals with it', async () => {
    lab.simulator.world.addTransition({ at: lab.clock.now(), kind: 'gdap', tenantId: SMALL.contoso, active: false });
    const totals = estate.snapshot().totals;
    // The token that is held goes on to work for up to an hour and a half.
    for (let hour = 0; hour < 3; hour++) {
      lab.advance(65);
      await estate.idle();
    }
    const lost = partOf(estate, 'subscriptions', SMALL.contoso);
    expect(lost.outcome).toBe('failed');
    expect(isNoAccess(lost.error ?? { code: '', status: 0 })).toBe(true);
    expect(isStale(partOf(estate, 'resourceHealth', SMALL.contoso, SMALL.contosoProduction), lab.clock.now())).toBe(
      true,
    );
    expect(estate.snapshot().totalsOfTenant(SMALL.contoso).resources).toBe(totals.resources - 5);

    lab.simulator.world.addTransition({ at: lab.clock.now(), kind: 'gdap', tenantId: SMALL.contoso, active: true });
    lab.advance(65);
    await estate.idle();
    expect(partOf(estate, 'subscriptions', SMALL.contoso)).toMatchObject({ outcome: 'ok', failures: 0 });
    expect(partOf(estate, 'resourceHealth', SMALL.contoso, SMALL.contosoProduction).outcome).toBe('ok');
  });

  it('removes no customer when Partner Center fails, and one that a complete read no longer has', async () => {
    lab.simulator.faults.add({ service: 'partnerCenter', operation: 'customers', status: 403, count: 20 });
    lab.simulator.world.addTransition({
      at: lab.clock.now(),
      kind: 'customer',
      customerId: SMALL.contoso,
      present: false,
    });
    lab.simulator.faults.add({ host: 'partnerCenter', status: 403 });
    lab.advance(61);
    await estate.idle();
    expect(partOf(estate, 'customers', '').outcome).toBe('failed');
    expect(estate.snapshot().customers.size).toBe(4);
    lab.simulator.faults.clear();
    lab.advance(61);
    await estate.idle();
    expect(estate.snapshot().customers.size).toBe(3);
    expect(estate.snapshot().subscriptions.size).toBe(1);
    expect(estate.snapshot().totals.resources).toBe(5);
    expect([...estate.snapshot().parts()].filter(({ tenantId }) => tenantId === SMALL.contoso)).toEqual([]);
    expect(estate.changes.since(0).map(({ kind, id }) => [kind, id])).toContainEqual([
      'customerRemoved',
      SMALL.contoso,
    ]);
  });

  it('forgets a customer that goes while its subscriptions are being read', async () => {
    const goes = { at: lab.clock.now(), kind: 'customer', customerId: SMALL.contoso, present: false } as const;
    lab.simulator.world.addTransition(goes);
    lab.simulator.faults.add({ tenant: SMALL.contoso, path: '^/subscriptions\\?', latencyMs: 400 });
    lab.advance(61);
    await estate.idle();
    expect(estate.snapshot().customers.size).toBe(3);
    expect([...estate.snapshot().subscriptions.values()].map(({ subscription }) => subscription.tenantId)).toEqual([
      SMALL.northwind,
    ]);
    expect([...estate.snapshot().parts()].filter(({ tenantId }) => tenantId === SMALL.contoso)).toEqual([]);
  });

  it('takes an empty list for lost access until a second complete read says the same', async () => {
    const empty = { status: 200, body: { value: [] } };
    lab.simulator.faults.add({ tenant: SMALL.northwind, path: '^/subscriptions\\?', ...empty });
    lab.advance(62);
    await estate.idle();
    expect(partOf(estate, 'subscriptions', SMALL.northwind)).toMatchObject({
      outcome: 'failed',
      error: { code: REASONS.noAccess },
    });
    expect(viewOf(estate, SMALL.northwindWeb).totals.resources).toBe(5);
    lab.advance(64);
    await estate.idle();
    expect(partOf(estate, 'subscriptions', SMALL.northwind)).toMatchObject({
      outcome: 'skipped',
      error: { code: REASONS.noSubscriptions },
    });
    expect(estate.snapshot().subscriptions.has(SMALL.northwindWeb)).toBe(false);
  });

  it('never believes an empty list where Partner Center lists a plan', async () => {
    lab.simulator.faults.add({ tenant: SMALL.contoso, path: '^/subscriptions\\?', status: 200, body: { value: [] } });
    for (let reading = 0; reading < 3; reading++) {
      lab.advance(64);
      await estate.idle();
    }
    expect(partOf(estate, 'subscriptions', SMALL.contoso)).toMatchObject({
      outcome: 'failed',
      error: { code: REASONS.noAccess },
    });
    expect(estate.snapshot().subscriptionsOf(SMALL.contoso)).toHaveLength(3);
  });

  it('asks Resource Manager before it believes that a subscription has been emptied', async () => {
    const nothing = { status: 200, body: { totalRecords: 0, count: 0, resultTruncated: 'false', data: [] } };
    lab.simulator.faults.add({ service: 'resourceGraph', tenant: SMALL.northwind, ...nothing });
    lab.advance(32);
    await estate.idle();
    expect(partOf(estate, 'inventory', SMALL.northwind, SMALL.northwindWeb)).toMatchObject({ outcome: 'ok', rows: 5 });
  });
});
