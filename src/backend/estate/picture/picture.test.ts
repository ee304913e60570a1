import { seeded } from '../../../../test/estate/rows.ts';
import type { PartStatus } from '../model/part.ts';
import type { Totals } from '../model/totals.ts';
import type { Subscription, Tenant } from '../model/tenants.ts';
import { InternedNames } from '../segments/names.ts';
import { pendingPart } from '../parts/partStatus.ts';
import { Picture } from './picture.ts';
import { emptyTotals, replaceTotals, TotalsBuilder, buildTables } from './totals.ts';
import { emptyView } from './view.ts';

function tenant(tenantId: string, name = tenantId, customerId = tenantId): Tenant {
  return {
    tenantId,
    customerId,
    name,
    domain: null,
    access: { tenantId, credentialId: 'c' },
    enabled: true,
    source: 'settings',
    tags: {},
    azurePlans: null,
    entry: { delegatedAdmin: false, gdap: null, lighthouse: null, roles: null, problems: [] },
  };
}

function customer(id: string) {
  return { id, name: id, domain: null, source: 'settings' as const, relationship: null };
}

function subscription(subscriptionId: string, tenantId: string, name = subscriptionId): Subscription {
  return { subscriptionId, tenantId, name, state: 'Enabled', tags: {} };
}

function totals(resources: number, unavailable: number): Totals {
  return { resources, states: new Uint32Array([resources - unavailable, 0, 0, 0, unavailable]), withoutHealth: 0 };
}

function part(tenantId: string, subscriptionId: string): PartStatus {
  return pendingPart({ section: 'inventory', tenantId, subscriptionId }, 1);
}

describe('Picture', () => {
  it('keeps the totals of tenants and customers equal to the sum of their subscriptions, whatever is swapped', () => {
    const random = seeded(3);
    const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)] as T;
    const picture = new Picture(new InternedNames());
    const ids = ['a', 'b', 'c', 'd'];
    // Two tenants of one customer, to see that a customer is more than a tenant.
    const all = ids.map((id) => tenant(id, id, id === 'b' ? 'a' : id));
    picture.setDirectory(ids.map(customer), all);
    for (let step = 0; step < 2_000; step++) {
      const tenantId = pick(ids);
      const action = random();
      if (action < 0.2) {
        const own = ['1', '2', '3']
          .filter(() => random() < 0.7)
          .map((name) => subscription(`${tenantId}${name}`, tenantId));
        picture.setSubscriptions(tenantId, own);
      } else if (action < 0.25) {
        picture.setDirectory(
          ids.map(customer),
          all.filter(() => random() < 0.8),
        );
      } else {
        const resources = Math.floor(random() * 100);
        const view = emptyView(subscription(`${tenantId}${pick(['1', '2', '3'])}`, tenantId));
        picture.setView({ ...view, totals: totals(resources, Math.floor(random() * resources)) });
      }
      if (step % 10 === 0) {
        checkTotals(picture);
      }
    }
  });

  function checkTotals(picture: Picture): void {
    const snapshot = picture.snapshot();
    const sum = (views: Iterable<{ totals: Totals }>) =>
      [...views].reduce((total, view) => replaceTotals(total, undefined, view.totals), emptyTotals());
    expect(snapshot.totals).toEqual(sum(snapshot.subscriptions.values()));
    for (const { tenantId } of snapshot.tenants.values()) {
      expect(snapshot.totalsOfTenant(tenantId)).toEqual(sum(snapshot.subscriptionsOf(tenantId)));
    }
    for (const id of snapshot.customers.keys()) {
      const views = snapshot.tenantsOf(id).flatMap(({ tenantId }) => snapshot.subscriptionsOf(tenantId));
      expect(snapshot.totalsOfCustomer(id)).toEqual(sum(views));
    }
  }

  it('never changes a snapshot that was taken', () => {
    const picture = new Picture(new InternedNames());
    picture.setDirectory([customer('a')], [tenant('a')]);
    picture.setSubscriptions('a', [subscription('s1', 'a'), subscription('s2', 'a')]);
    picture.setPart(part('a', 's1'), true);
    const held = picture.snapshot();
    const read = () => [
      [...held.subscriptions.keys()],
      held.subscriptionsOf('a').map((view) => view.totals.resources),
      held.totalsOfTenant('a').resources,
      held.part('inventory', 'a', 's1')?.rows,
      [...held.parts()].length,
      held.customers.size,
    ];
    const before = read();
    picture.setView({ ...emptyView(subscription('s1', 'a')), totals: totals(9, 1) });
    picture.setPart({ ...part('a', 's1'), rows: 9 }, true);
    picture.setPart(part('a', 's2'), false);
    picture.setSubscriptions('a', [subscription('s1', 'a')]);
    picture.setDirectory([], []);
    expect(read()).toEqual(before);
    expect(picture.snapshot()).toMatchObject({ totals: { resources: 0 } });
  });

  it('is the same snapshot while nothing changes, and a higher version after a swap', () => {
    const picture = new Picture(new InternedNames());
    picture.setDirectory([customer('a')], [tenant('a')]);
    const first = picture.snapshot();
    expect(picture.snapshot()).toBe(first);
    picture.setPart(part('a', ''), false);
    expect(picture.snapshot().version).toBe(first.version);
    picture.setPart(part('a', ''), true);
    expect(picture.snapshot().version).toBe(first.version + 1);
  });

  it('moves a subscription that was transferred to another tenant', () => {
    const picture = new Picture(new InternedNames());
    picture.setDirectory([customer('a'), customer('b')], [tenant('a'), tenant('b')]);
    picture.setSubscriptions('a', [subscription('s', 'a'), subscription('other', 'a')]);
    picture.setView({ ...emptyView(subscription('s', 'a')), totals: totals(5, 0) });
    picture.setPart(part('a', 's'), true);
    picture.setSubscriptions('b', [subscription('s', 'b')]);
    const snapshot = picture.snapshot();
    expect(snapshot.subscriptionsOf('a').map((view) => view.subscription.subscriptionId)).toEqual(['other']);
    expect(snapshot.subscriptionsOf('b').map((view) => view.subscription.tenantId)).toEqual(['b']);
    expect([snapshot.totals.resources, snapshot.totalsOfTenant('a').resources]).toEqual([0, 0]);
    expect(snapshot.part('inventory', 'a', 's')).toBeUndefined();
  });

  it('lists subscriptions and tenants in name order, as people count', () => {
    const picture = new Picture(new InternedNames());
    picture.setDirectory([customer('a')], [tenant('t1', 'Zoo', 'a'), tenant('t2', 'apple', 'a')]);
    picture.setSubscriptions(
      't1',
      ['Prod 10', 'prod 9', 'Ärzte'].map((name, index) => subscription(`s${index}`, 't1', name)),
    );
    const snapshot = picture.snapshot();
    expect(snapshot.tenantsOf('a').map(({ name }) => name)).toEqual(['apple', 'Zoo']);
    expect(snapshot.subscriptionsOf('t1').map((view) => view.subscription.name)).toEqual([
      'Ärzte',
      'prod 9',
      'Prod 10',
    ]);
  });
});

describe('TotalsTable', () => {
  it('is a map of what was counted', () => {
    const random = seeded(5);
    const [one, two] = [new TotalsBuilder(), new TotalsBuilder()];
    const expected = new Map<number, Totals>();
    for (let index = 0; index < 500; index++) {
      const key = Math.floor(random() * 40) * 7;
      const value = Math.floor(random() * 6) - 1;
      one.add(key, value);
      const counted = expected.get(key) ?? emptyTotals();
      counted.resources++;
      counted.withoutHealth += value < 0 ? 1 : 0;
      counted.states.set([(counted.states[value] ?? 0) + 1].slice(0, value < 0 ? 0 : 1), Math.max(0, value));
      expected.set(key, counted);
    }
    two.add(0xffffffff, 4);
    const [table, other] = buildTables([one, two]);
    expect(new Map(table)).toEqual(new Map([...expected].sort(([a], [b]) => a - b)));
    expect(table.size).toBe(expected.size);
    expect(
      [...table.keys()].every((key) => table.has(key) && table.get(key)?.resources === expected.get(key)?.resources),
    ).toBe(true);
    expect([table.get(1), table.has(1), other.size, other.get(0xffffffff)?.states[4]]).toEqual([
      undefined,
      false,
      1,
      1,
    ]);
    const seen: number[] = [];
    table.forEach((totals, key) => seen.push(key + totals.resources));
    expect(seen).toEqual([...table].map(([key, totals]) => key + totals.resources));
  });
});
