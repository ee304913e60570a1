import type { Estate } from '../../src/backend/estate/estate.ts';
import { SMALL } from '../simulator/world/smallIds.ts';
import { Lab } from './lab.ts';

interface List {
  value: Array<{ subscriptionId: string; tenantId: string }>;
}

jest.setTimeout(120_000);

let lab: Lab;
let estate: Estate;
beforeEach(async () => {
  lab = await Lab.open();
  estate = await lab.swept();
});
afterEach(() => lab.close());

/** Northwind's subscription is transferred to Contoso's tenant, which is told there, while Northwind's can't be asked. */
function transfer(): void {
  const id = SMALL.northwindWeb;
  const path = '/subscriptions\\?';
  lab.simulator.faults.add({ tenant: SMALL.northwind, path, status: 500, body: {} });
  lab.simulator.faults.add({
    ...{ tenant: SMALL.contoso, path },
    change: (body) => {
      const list = body as List;
      const row = { id: `/subscriptions/${id}`, subscriptionId: id, displayName: 'Northwind Web', state: 'Enabled' };
      return { ...list, value: [...list.value, { ...list.value[0], ...row, tenantId: SMALL.contoso }] };
    },
  });
  estate.refreshNow(SMALL.contoso, 'subscriptions');
}

const owners = () =>
  [SMALL.contoso, SMALL.northwind].filter((tenantId) =>
    estate
      .snapshot()
      .subscriptionsOf(tenantId)
      .some(({ subscription }) => subscription.subscriptionId === SMALL.northwindWeb),
  );

test('a subscription that was transferred to another customer is that one alone, after a restart too', async () => {
  transfer();
  await estate.idle();
  expect(owners()).toEqual([SMALL.contoso]);
  const told = estate.changes
    .since(0)
    .filter(({ subscriptionId, kind }) => subscriptionId === SMALL.northwindWeb && kind.startsWith('subscription'));
  expect(told.map(({ kind, tenantId }) => [kind, tenantId]).sort()).toEqual([
    ['subscriptionAdded', SMALL.contoso],
    ['subscriptionRemoved', SMALL.northwind],
  ]);
  await estate.dispose();
  estate = lab.estate();
  estate.start();
  await estate.ready();
  expect(owners()).toEqual([SMALL.contoso]);
});

test('what was on its way for the customer that it left does not get to the other one', async () => {
  const health = { tenant: SMALL.northwind, service: 'resourceHealth', latencyMs: 1500 };
  lab.simulator.faults.add(health);
  // Contoso's account has no role there yet.
  const refused = { error: { code: 'AuthorizationFailed' } };
  lab.simulator.faults.add({ tenant: SMALL.contoso, path: SMALL.northwindWeb, status: 403, body: refused });
  lab.advance(5);
  estate.refreshNow(SMALL.northwind, 'resourceHealth');
  transfer();
  await estate.idle();
  const snapshot = estate.snapshot();
  expect(owners()).toEqual([SMALL.contoso]);
  expect(snapshot.part('resourceHealth', SMALL.contoso, SMALL.northwindWeb)).toMatchObject({ observedAt: null });
  expect(snapshot.subscriptions.get(SMALL.northwindWeb)?.health).toBeNull();
});
