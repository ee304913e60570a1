import { resource, resourceId, seeded, status, SUBSCRIPTION, TENANT } from '../../../../test/estate/rows.ts';
import { atOnce } from '../../common/slices.ts';
import { resourceKey } from '../../../shared/resourceId.ts';
import type { ArmResource } from '../../microsoft/api/inventoryApi.ts';
import type { ResourceHealthStatus } from '../../microsoft/api/resourceHealthApi.ts';
import { diffHealth, diffInventory, diffSubscriptions } from './diff.ts';
import { buildHealth } from '../segments/buildHealth.ts';
import type { Health } from '../segments/healthSegment.ts';
import { buildInventory } from '../segments/buildInventory.ts';
import type { Inventory } from '../segments/inventorySegment.ts';
import { NO_ROW } from '../model/segments.ts';
import { InternedNames, TextPool } from '../segments/names.ts';
import { type JoinedView, joinView } from './view.ts';

const names = new InternedNames();
const texts = new TextPool();
const subscription = { subscriptionId: SUBSCRIPTION, tenantId: TENANT, name: 'Production', state: 'Enabled', tags: {} };
const place = { at: 7, tenantId: TENANT, subscriptionId: SUBSCRIPTION };

function inventoryOf(resources: ArmResource[], previous: Inventory | null = null): Inventory {
  return atOnce(
    buildInventory({ subscriptionId: SUBSCRIPTION, observedAt: 1, groups: [], resources, previous }, names, texts),
  );
}

function healthOf(statuses: ResourceHealthStatus[], previous: Health | null = null): Health {
  return atOnce(buildHealth({ subscriptionId: SUBSCRIPTION, observedAt: 1, statuses, previous }, texts)).segment;
}

function join(inventory: Inventory | null, health: Health | null, previous?: JoinedView): JoinedView {
  return atOnce(joinView({ subscription, inventory, health, previous }, names));
}

const STATES = ['Available', 'Unknown', 'Degraded', 'Unavailable'];

describe('joinView', () => {
  it('joins as a map of lower-case ids would', () => {
    const random = seeded(11);
    const ids = Array.from({ length: 400 }, (_, index) => resourceId(`vm-${index}`, undefined, `rg-${index % 7}`));
    const resources = ids.filter(() => random() < 0.8).map((id) => resource(id));
    const statuses = ids
      .filter(() => random() < 0.6)
      .map((id) => status(id.toLowerCase(), { availabilityState: STATES[Math.floor(random() * 4)] as string }));
    const [inventory, health] = [inventoryOf(resources), healthOf(statuses)];
    const view = join(inventory, health);
    const rows = new Map(statuses.map(({ resourceId: id }, row) => [resourceKey(id), row]));
    expect([...view.healthOf]).toEqual(resources.map(({ id }) => rows.get(resourceKey(id)) ?? NO_ROW));
    const known = new Set(resources.map(({ id }) => resourceKey(id)));
    const alone = statuses.flatMap(({ resourceId: id }, row) => (known.has(resourceKey(id)) ? [] : [row]));
    expect([...view.healthOnly]).toEqual(alone);
    expect(view.totals.resources).toBe(resources.length + alone.length);
    const withHealth = view.totals.states.reduce((sum, count) => sum + count, 0);
    expect(withHealth).toBe(statuses.length);
    expect(view.totals.withoutHealth).toBe(view.totals.resources - withHealth);
    for (const table of [view.byType, view.byLocation, view.byGroup]) {
      expect([...table.values()].reduce((sum, totals) => sum + totals.resources, 0)).toBe(view.totals.resources);
    }
  });

  it('counts what only Resource Health names by its own id', () => {
    const inventory = inventoryOf([resource(resourceId('vm1'))]);
    const view = join(
      inventory,
      healthOf([status(resourceId('new', 'Microsoft.Web/sites', 'RG-WEB'), { availabilityState: 'Degraded' })]),
    );
    expect(view.byType.get(names.reader.code('microsoft.web/sites'))?.states[3]).toBe(1);
    expect(view.byGroup.get(0)?.resources).toBe(2);
    expect(view.totals).toMatchObject({ resources: 2, withoutHealth: 1 });
  });

  it('works with either side missing', () => {
    const inventory = inventoryOf([resource(resourceId('vm1'))]);
    const health = healthOf([status(resourceId('vm1'))]);
    expect(join(inventory, null)).toMatchObject({
      healthOf: new Uint32Array(0),
      totals: { resources: 1, withoutHealth: 1 },
    });
    expect(join(null, health)).toMatchObject({
      healthOnly: new Uint32Array([0]),
      totals: { resources: 1, withoutHealth: 0 },
    });
    expect(join(null, null).totals.resources).toBe(0);
  });

  it('takes the join over when no id has changed, and counts anew', () => {
    const inventory = inventoryOf([resource(resourceId('vm1'))]);
    const health = healthOf([status(resourceId('vm1'))]);
    const first = join(inventory, health);
    const worse = healthOf([status(resourceId('vm1'), { availabilityState: 'Unavailable' })], health);
    const second = join(inventory, worse, first);
    expect(second.healthOf).toBe(first.healthOf);
    expect([...second.totals.states]).toEqual([0, 0, 0, 0, 1]);
  });
});

describe('changes between two reads', () => {
  it('names resources that came and went', () => {
    const before = inventoryOf(['a', 'b', 'c'].map((name) => resource(resourceId(name))));
    const after = inventoryOf(['C', 'a', 'd'].map((name) => resource(resourceId(name))));
    const changes = atOnce(diffInventory(before, after, place)).map(({ kind, id }) => [kind, id]);
    expect(changes.sort()).toEqual([
      ['resourceAdded', resourceId('d')],
      ['resourceRemoved', resourceId('b')],
    ]);
    expect(atOnce(diffInventory(before, before, place))).toEqual([]);
  });

  it("names states before and after in Azure's words, also where one side has none", () => {
    const before = healthOf([
      status(resourceId('same')),
      status(resourceId('worse')),
      status(resourceId('gone'), { availabilityState: 'Degraded' }),
      status(resourceId('stopped'), { availabilityState: 'Unavailable', reasonType: 'Unplanned' }),
    ]);
    const after = healthOf([
      status(resourceId('SAME'), { reportedAt: 1 }),
      status(resourceId('worse'), { availabilityState: 'Unavailable' }),
      status(resourceId('stopped'), { availabilityState: 'Unavailable', reasonType: 'UserInitiated' }),
      status(resourceId('new'), { availabilityState: 'Hibernating' }),
    ]);
    const changes = atOnce(diffHealth(before, after, place));
    expect(changes.map(({ id, from, to }) => [id.split('/').at(-1), from, to])).toEqual([
      ['worse', 'Available', 'Unavailable'],
      ['stopped', 'Unavailable', 'UserInitiated'],
      ['new', null, 'Hibernating'],
      ['gone', 'Degraded', null],
    ]);
    expect(changes[0]).toMatchObject({ ...place, kind: 'healthChanged' });
  });

  it('names subscriptions that came, went and changed their state', () => {
    const row = (subscriptionId: string, state: string) => ({ ...subscription, subscriptionId, state });
    const changes = diffSubscriptions(
      [row('a', 'Enabled'), row('b', 'Enabled'), row('c', 'Enabled')],
      [row('a', 'Enabled'), row('b', 'Disabled'), row('d', 'Warned')],
      7,
      TENANT,
    );
    expect(changes.map(({ kind, id, from, to }) => [kind, id, from, to])).toEqual([
      ['subscriptionRemoved', 'c', 'Enabled', null],
      ['subscriptionStateChanged', 'b', 'Enabled', 'Disabled'],
      ['subscriptionAdded', 'd', null, 'Warned'],
    ]);
  });
});
