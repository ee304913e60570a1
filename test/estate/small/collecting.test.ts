import type { Estate } from '../../../src/backend/estate/estate.ts';
import { REASONS } from '../../../src/backend/estate/model/reasons.ts';
import { SMALL } from '../../simulator/world/smallIds.ts';
import type { Lab } from '../lab.ts';
import { healthByName, NEWS_OF_AN_HOUR, partOf, readSmall, told, viewOf } from './smallEstate.ts';

let lab: Lab;
let estate: Estate;
beforeEach(async () => {
  ({ lab, estate } = await readSmall());
});
afterEach(() => lab.close());

describe('collecting', () => {
  it('joins every state with its resource', () => {
    expect(healthByName(viewOf(estate, SMALL.contosoProduction))).toEqual({
      'vm-web-01': 0,
      'vm-web-02': 4,
      'vm-batch-01': 2,
      'app-contoso': 3,
      'plan-contoso': 0,
      orders: 1,
      stcontoso: 0,
      'kv-contoso': 4,
      'nic-web-01': null,
      'disk-web-01': null,
      'sql-contoso': null,
      'cpu-web': null,
      'app-latency': null,
      'failed-orders': null,
      'legacy-heartbeat': null,
      'service-health': null,
      'resource-health': null,
      'vm-deleted': null,
      'Failure Anomalies - app-contoso': null,
      'aks-nodes': null,
      'ag-ops': null,
      'ag-empty': null,
      'mute-at-night': null,
      'add-oncall': null,
    });
  });

  it('counts by state, type, location and group, for the subscription, its tenant, its customer and all', () => {
    const { totals, byType, byLocation, byGroup } = viewOf(estate, SMALL.contosoProduction);
    expect(totals).toEqual({ resources: 24, states: new Uint32Array([3, 1, 1, 1, 2]), withoutHealth: 16 });
    for (const table of [byType, byLocation, byGroup]) {
      const sum = [...table.values()].reduce((count, one) => count + one.resources, 0);
      expect(sum).toBe(24);
    }
    const snapshot = estate.snapshot();
    const machines = byType.get(snapshot.names.code('microsoft.compute/virtualmachines'));
    expect([...(machines?.states ?? [])]).toEqual([1, 0, 1, 0, 1]);
    const views = snapshot.subscriptionsOf(SMALL.contoso);
    const sum = views.reduce((count, view) => count + view.totals.resources, 0);
    expect(snapshot.totalsOfTenant(SMALL.contoso).resources).toBe(sum);
    expect(snapshot.totalsOfCustomer(SMALL.contoso)).toEqual(snapshot.totalsOfTenant(SMALL.contoso));
    expect(snapshot.totals.resources).toBe(sum + viewOf(estate, SMALL.northwindWeb).totals.resources);
  });

  it('says the same as the world', () => {
    const { total, bySubscription } = lab.simulator.truth.healthCounts({ visible: 'true' });
    // The world has a health for the disabled subscription, which is not asked for.
    const archive = bySubscription[SMALL.contosoArchive] ?? {};
    const expected = Object.entries(total).map(([state, count]) => [state, count - (archive[state] ?? 0)]);
    const { states } = estate.snapshot().totals;
    const seen = {
      Available: states[0],
      Unknown: states[1],
      UserInitiated: states[2],
      Degraded: states[3],
      Unavailable: states[4],
    };
    expect(seen).toEqual(Object.fromEntries(expected));
  });

  it('names the command when the provider is not registered, and skips what is switched off', () => {
    const part = partOf(estate, 'resourceHealth', SMALL.contoso, SMALL.contosoDevelopment);
    expect(part).toMatchObject({ outcome: 'failed', error: { code: REASONS.providerNotRegistered } });
    expect(part.error?.sentence).toContain(
      `az provider register --namespace Microsoft.ResourceHealth --subscription ${SMALL.contosoDevelopment}`,
    );
    expect(partOf(estate, 'resourceHealth', SMALL.contoso, SMALL.contosoArchive)).toMatchObject({
      outcome: 'skipped',
      error: { code: REASONS.disabled },
    });
    expect(viewOf(estate, SMALL.contosoArchive).inventory?.length).toBe(1);
  });

  it('records every part with its next run', () => {
    for (const part of estate.snapshot().parts()) {
      expect(part.outcome).not.toBe('pending');
      expect(part.nextAt).toBeGreaterThan(lab.clock.now());
    }
  });

  it('falls back on Resource Manager when Resource Graph fails, and says so', async () => {
    lab.simulator.faults.add({ service: 'resourceGraph', tenant: SMALL.contoso, error: 'BadRequest', status: 400 });
    const before = healthByName(viewOf(estate, SMALL.contosoProduction));
    lab.advance(31);
    await estate.idle();
    const part = partOf(estate, 'inventory', SMALL.contoso, SMALL.contosoProduction);
    expect(part).toMatchObject({ outcome: 'ok', rows: 24, observedAt: lab.clock.now() });
    expect(part.issues.join()).toContain('Resource Graph');
    const after = healthByName(viewOf(estate, SMALL.contosoProduction));
    // A nested resource as well: its name is a label of alert rules.
    expect(after).toEqual(before);
  });
});

describe('throttling and odd rows', () => {
  it('asks again no sooner than Microsoft said, and the others at their time', async () => {
    const fault = { service: 'resourceHealth', subscription: SMALL.northwindWeb, error: 'TooManyRequests' };
    lab.simulator.faults.add({ ...fault, headers: { 'Retry-After': '1800' } });
    lab.advance(3);
    await estate.idle();
    const part = partOf(estate, 'resourceHealth', SMALL.northwind, SMALL.northwindWeb);
    expect(part).toMatchObject({ outcome: 'failed', failures: 1, error: { status: 429 } });
    expect(part.nextAt).toBeGreaterThanOrEqual(lab.clock.now() + 1_800_000 - 1_000);
    const asked = () =>
      lab.simulator.calls.list().filter(({ subscription }) => subscription === SMALL.northwindWeb).length;
    const before = asked();
    lab.advance(20);
    await estate.idle();
    expect(asked()).toBe(before);
    expect(partOf(estate, 'resourceHealth', SMALL.contoso, SMALL.contosoProduction).observedAt).toBe(lab.clock.now());
  });

  it('takes no row out because it could not be read', async () => {
    const rows = [
      {
        id: `/subscriptions/${SMALL.contosoProduction}`,
        subscriptionId: SMALL.contosoProduction,
        tenantId: SMALL.contoso,
        displayName: 'Contoso Production',
        state: 'Enabled',
      },
      { subscriptionId: null },
    ];
    lab.simulator.faults.add({ tenant: SMALL.contoso, path: '^/subscriptions\\?', status: 200, body: { value: rows } });
    lab.advance(62);
    await estate.idle();
    expect(partOf(estate, 'subscriptions', SMALL.contoso)).toMatchObject({ outcome: 'ok' });
    expect(partOf(estate, 'subscriptions', SMALL.contoso).issues).toHaveLength(1);
    expect(estate.snapshot().subscriptionsOf(SMALL.contoso)).toHaveLength(3);
  });
});

describe('changes', () => {
  it('reports what changed, and nothing of the first picture', async () => {
    expect(estate.changes.since(0)).toEqual([]);
    const heard: string[] = [];
    const end = estate.changes.subscribe((changes) => heard.push(...changes.map(({ kind }) => kind)));
    lab.advance(61);
    await estate.idle();
    const news = estate.changes.since(0);
    expect(told(news)).toEqual(NEWS_OF_AN_HOUR);
    const change = news.find(({ kind }) => kind === 'healthChanged');
    expect(change).toMatchObject({
      from: 'Available',
      to: 'Unavailable',
      tenantId: SMALL.northwind,
      subscriptionId: SMALL.northwindWeb,
    });
    end();
    lab.simulator.world.addTransition({
      at: lab.clock.now(),
      kind: 'subscription',
      subscriptionId: SMALL.contosoArchive,
      state: 'absent',
    });
    lab.advance(65);
    await estate.idle();
    const later = estate.changes.since(change?.cursor ?? 0).map(({ kind, id, to }) => [kind, id.split('/').at(-1), to]);
    expect(later).toContainEqual(['healthChanged', 'app-northwind', 'Available']);
    expect(later).toContainEqual(['subscriptionRemoved', SMALL.contosoArchive, null]);
    expect(heard).toEqual(news.map(({ kind }) => kind));
    expect(heard.filter((kind) => kind === 'healthChanged')).toHaveLength(1);
    expect(heard.filter((kind) => /Added|Opened/.test(kind))).toEqual([]);
  });

  it('leaves a snapshot that someone holds as it was', async () => {
    const held = estate.snapshot();
    const before = [held.version, held.totals, [...held.parts()], [...held.subscriptions.values()]];
    lab.advance(61);
    await estate.idle();
    expect(estate.snapshot().version).toBeGreaterThan(held.version);
    expect([held.version, held.totals, [...held.parts()], [...held.subscriptions.values()]]).toEqual(before);
  });
});
