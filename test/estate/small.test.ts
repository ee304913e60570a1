import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Section } from '../../src/backend/estate/model/sections.ts';
import { isStale } from '../../src/backend/estate/model/part.ts';
import { isNoAccess, REASONS } from '../../src/backend/estate/model/reasons.ts';
import type { Change } from '../../src/backend/estate/model/change.ts';
import type { SubscriptionView } from '../../src/backend/estate/model/snapshot.ts';
import type { Estate } from '../../src/backend/estate/estate.ts';
import { SMALL, SMALL_ALERTS, SMALL_EVENTS } from '../simulator/world/smallIds.ts';
import { damageInUse } from './damageInUse.ts';
import { Lab } from './lab.ts';

let lab: Lab;
let estate: Estate;

beforeEach(async () => {
  lab = await Lab.open();
  estate = lab.estate();
  estate.start();
  await estate.idle();
});

afterEach(() => lab.close());

function viewOf(subscriptionId: string, of: Estate = estate): SubscriptionView {
  const view = of.snapshot().subscriptions.get(subscriptionId);
  if (!view) {
    throw new Error(`No subscription ${subscriptionId}`);
  }
  return view;
}

function partOf(section: Section, tenantId: string, subscriptionId = '', of: Estate = estate) {
  const part = of.snapshot().part(section, tenantId, subscriptionId);
  if (!part) {
    throw new Error(`No part ${section} ${tenantId} ${subscriptionId}`);
  }
  return part;
}

/** Resource name -> state as people see it, from the joined rows. */
function healthByName(view: SubscriptionView): Record<string, number | null> {
  const { inventory, health, healthOf } = view;
  const rows = Array.from({ length: inventory?.length ?? 0 }, (_, row) => row);
  return Object.fromEntries(
    rows.map((row) => [inventory?.name(row) ?? '', health?.values[healthOf[row] ?? -1] ?? null]),
  );
}

/** Kind, name, subscription and new state, in an order of our own: parts are swapped as they come in. */
function told(changes: readonly Change[]): Array<Array<string | null>> {
  return changes
    .map(({ kind, id, subscriptionId, to }) => [kind, id.split('/').at(-1) ?? '', subscriptionId, to])
    .sort();
}

/** What happens in world `small` between its start and 13:01: Azure's incident ends at 12:45. */
const NEWS_OF_AN_HOUR = [
  ['alertFired', SMALL_ALERTS.siteDown, SMALL.northwindWeb, 'Fired'],
  ['eventResolved', SMALL_EVENTS.incident, SMALL.contosoProduction, 'Resolved'],
  ['eventResolved', SMALL_EVENTS.incident, SMALL.northwindWeb, 'Resolved'],
  ['healthChanged', 'app-northwind', SMALL.northwindWeb, 'Unavailable'],
];

describe('discovery', () => {
  it('finds the customers of the partner and the tenant from the settings', () => {
    const { customers, tenants } = estate.snapshot();
    expect([...customers.values()].map(({ name, source }) => [name, source]).sort()).toEqual([
      ['Contoso', 'partnerCenter'],
      ['Fabrikam Österreich', 'partnerCenter'],
      ['Northwind Traders', 'settings'],
      ['Tailwind Traders', 'partnerCenter'],
    ]);
    expect(tenants.get(SMALL.contoso)).toMatchObject({
      access: { tenantId: SMALL.contoso, credentialId: 'partner' },
      customerId: SMALL.contoso,
    });
    expect(tenants.get(SMALL.northwind)).toMatchObject({
      access: { tenantId: SMALL.northwind, credentialId: 'direct' },
      source: 'settings',
    });
    expect(partOf('customers', '')).toMatchObject({ outcome: 'ok', rows: 4, error: null });
  });

  it('finds the subscriptions that may be read, in name order', () => {
    const names = (tenantId: string) =>
      estate
        .snapshot()
        .subscriptionsOf(tenantId)
        .map(({ subscription }) => subscription.name);
    expect(names(SMALL.contoso)).toEqual(['Contoso Archive', 'Contoso Development', 'Contoso Production']);
    expect(names(SMALL.northwind)).toEqual(['Northwind Web']);
    expect(viewOf(SMALL.contosoArchive).subscription.state).toBe('Disabled');
  });

  it('says why a tenant has nothing', () => {
    const fabrikam = partOf('subscriptions', SMALL.fabrikam);
    expect(fabrikam).toMatchObject({ outcome: 'failed', observedAt: null, error: { code: 'AADSTS50020' } });
    expect(isNoAccess(fabrikam.error ?? { code: '', status: 0 })).toBe(true);
    expect(partOf('subscriptions', SMALL.tailwind)).toMatchObject({
      outcome: 'skipped',
      rows: 0,
      error: { code: REASONS.noAzurePlan },
    });
    expect(estate.snapshot().tenants.get(SMALL.tailwind)?.azurePlans).toBe(0);
  });

  it('asks Partner Center about plans only where a tenant shows nothing, and not again', async () => {
    const asked = () =>
      lab.simulator.calls.list().filter(({ path }) => /\/customers\/[^/]+\/subscriptions/.test(path)).length;
    expect(asked()).toBe(1);
    estate.refreshNow();
    await estate.idle();
    expect(asked()).toBe(1);
  });
});

describe('collecting', () => {
  it('joins every state with its resource', () => {
    expect(healthByName(viewOf(SMALL.contosoProduction))).toEqual({
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
    const { totals, byType, byLocation, byGroup } = viewOf(SMALL.contosoProduction);
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
    expect(snapshot.totals.resources).toBe(sum + viewOf(SMALL.northwindWeb).totals.resources);
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
    const part = partOf('resourceHealth', SMALL.contoso, SMALL.contosoDevelopment);
    expect(part).toMatchObject({ outcome: 'failed', error: { code: REASONS.providerNotRegistered } });
    expect(part.error?.sentence).toContain(
      `az provider register --namespace Microsoft.ResourceHealth --subscription ${SMALL.contosoDevelopment}`,
    );
    expect(partOf('resourceHealth', SMALL.contoso, SMALL.contosoArchive)).toMatchObject({
      outcome: 'skipped',
      error: { code: REASONS.disabled },
    });
    expect(viewOf(SMALL.contosoArchive).inventory?.length).toBe(1);
  });

  it('records every part with its next run', () => {
    for (const part of estate.snapshot().parts()) {
      expect(part.outcome).not.toBe('pending');
      expect(part.nextAt).toBeGreaterThan(lab.clock.now());
    }
  });

  it('falls back on Resource Manager when Resource Graph fails, and says so', async () => {
    lab.simulator.faults.add({ service: 'resourceGraph', tenant: SMALL.contoso, error: 'BadRequest', status: 400 });
    const before = healthByName(viewOf(SMALL.contosoProduction));
    lab.advance(31);
    await estate.idle();
    const part = partOf('inventory', SMALL.contoso, SMALL.contosoProduction);
    expect(part).toMatchObject({ outcome: 'ok', rows: 24, observedAt: lab.clock.now() });
    expect(part.issues.join()).toContain('Resource Graph');
    const after = healthByName(viewOf(SMALL.contosoProduction));
    // A nested resource as well: its name is a label of alert rules.
    expect(after).toEqual(before);
  });
});

describe('failures', () => {
  it('keeps the last good part when a page fails half-way, and marks it stale', async () => {
    const before = healthByName(viewOf(SMALL.contosoProduction));
    lab.simulator.faults.add({
      service: 'resourceHealth',
      subscription: SMALL.contosoProduction,
      error: 'AuthorizationFailed',
      skip: 1,
    });
    const readAt = lab.clock.now();
    lab.advance(3);
    await estate.idle();
    const part = partOf('resourceHealth', SMALL.contoso, SMALL.contosoProduction);
    expect(part).toMatchObject({ outcome: 'failed', observedAt: readAt, error: { code: 'AuthorizationFailed' } });
    expect(isStale(part, lab.clock.now())).toBe(true);
    expect(healthByName(viewOf(SMALL.contosoProduction))).toEqual(before);
    expect(partOf('resourceHealth', SMALL.northwind, SMALL.northwindWeb)).toMatchObject({
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
    const lost = partOf('subscriptions', SMALL.contoso);
    expect(lost.outcome).toBe('failed');
    expect(isNoAccess(lost.error ?? { code: '', status: 0 })).toBe(true);
    expect(isStale(partOf('resourceHealth', SMALL.contoso, SMALL.contosoProduction), lab.clock.now())).toBe(true);
    expect(estate.snapshot().totalsOfTenant(SMALL.contoso).resources).toBe(totals.resources - 5);

    lab.simulator.world.addTransition({ at: lab.clock.now(), kind: 'gdap', tenantId: SMALL.contoso, active: true });
    lab.advance(65);
    await estate.idle();
    expect(partOf('subscriptions', SMALL.contoso)).toMatchObject({ outcome: 'ok', failures: 0 });
    expect(partOf('resourceHealth', SMALL.contoso, SMALL.contosoProduction).outcome).toBe('ok');
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
    expect(partOf('customers', '').outcome).toBe('failed');
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
    expect(partOf('subscriptions', SMALL.northwind)).toMatchObject({
      outcome: 'failed',
      error: { code: REASONS.noAccess },
    });
    expect(viewOf(SMALL.northwindWeb).totals.resources).toBe(5);
    lab.advance(64);
    await estate.idle();
    expect(partOf('subscriptions', SMALL.northwind)).toMatchObject({
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
    expect(partOf('subscriptions', SMALL.contoso)).toMatchObject({
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
    expect(partOf('inventory', SMALL.northwind, SMALL.northwindWeb)).toMatchObject({ outcome: 'ok', rows: 5 });
  });
});

describe('throttling and odd rows', () => {
  it('asks again no sooner than Microsoft said, and the others at their time', async () => {
    const fault = { service: 'resourceHealth', subscription: SMALL.northwindWeb, error: 'TooManyRequests' };
    lab.simulator.faults.add({ ...fault, headers: { 'Retry-After': '1800' } });
    lab.advance(3);
    await estate.idle();
    const part = partOf('resourceHealth', SMALL.northwind, SMALL.northwindWeb);
    expect(part).toMatchObject({ outcome: 'failed', failures: 1, error: { status: 429 } });
    expect(part.nextAt).toBeGreaterThanOrEqual(lab.clock.now() + 1_800_000 - 1_000);
    const asked = () =>
      lab.simulator.calls.list().filter(({ subscription }) => subscription === SMALL.northwindWeb).length;
    const before = asked();
    lab.advance(20);
    await estate.idle();
    expect(asked()).toBe(before);
    expect(partOf('resourceHealth', SMALL.contoso, SMALL.contosoProduction).observedAt).toBe(lab.clock.now());
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
    expect(partOf('subscriptions', SMALL.contoso)).toMatchObject({ outcome: 'ok' });
    expect(partOf('subscriptions', SMALL.contoso).issues).toHaveLength(1);
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

describe('restart', () => {
  it('serves the last picture at once, marked stale, and makes it fresh', async () => {
    const before = healthByName(viewOf(SMALL.contosoProduction));
    const { totals } = estate.snapshot();
    const readAt = lab.clock.now();
    await estate.dispose();
    lab.simulator.faults.add({ host: 'login', status: 500 });
    lab.advance(1);
    const again = lab.estate();
    again.start();
    await again.ready();
    expect(again.snapshot().totals).toEqual(totals);
    expect(healthByName(viewOf(SMALL.contosoProduction, again))).toEqual(before);
    const part = partOf('resourceHealth', SMALL.contoso, SMALL.contosoProduction, again);
    expect(part).toMatchObject({ outcome: 'pending', observedAt: readAt, rows: 8 });
    expect(isStale(part, lab.clock.now())).toBe(true);
    await again.idle();
    expect(again.snapshot().totals).toEqual(totals);
    expect(partOf('subscriptions', SMALL.contoso, '', again).outcome).toBe('failed');
    lab.simulator.faults.clear();
    lab.advance(61);
    await again.idle();
    expect(isStale(partOf('resourceHealth', SMALL.contoso, SMALL.contosoProduction, again), lab.clock.now())).toBe(
      false,
    );
    expect(told(again.changes.since(0))).toEqual(NEWS_OF_AN_HOUR);
    await again.dispose();
    const third = lab.estate();
    third.start();
    await third.ready();
    expect(third.changes.since(0)).toEqual(again.changes.since(0));
  });

  it('keeps no secret in the store', async () => {
    await estate.dispose();
    const secrets = Object.values(lab.simulator.secureJsonData);
    expect(secrets.length).toBeGreaterThan(2);
    for (const name of readdirSync(lab.directory).filter((one) => !one.endsWith('.lock'))) {
      const content = readFileSync(join(lab.directory, name), 'latin1');
      expect(content).toContain(SMALL.contosoProduction);
      expect(secrets.filter((secret) => content.includes(secret))).toEqual([]);
    }
  });

  it('starts empty when the stored picture is damaged', async () => {
    await estate.dispose();
    for (const name of readdirSync(lab.directory)) {
      writeFileSync(join(lab.directory, name), 'no database '.repeat(1_000));
    }
    const again = lab.estate();
    again.start();
    await again.idle();
    expect(again.snapshot().subscriptions.size).toBe(4);
    expect(lab.lines.filter(({ message }) => message.includes('set aside'))).toHaveLength(1);
  });

  it('is whole after its file was found to be damaged in use, for all of it is written anew', async () => {
    const clock = jest.spyOn(performance, 'now');
    const before = estate.snapshot().totals;
    const goOn = async () => {
      clock.mockReturnValue(performance.now() + 31_000);
      lab.advance(3);
      await estate.idle();
      // Saved beside the reading, a moment later.
      lab.advance(1);
      await estate.idle();
      await new Promise((resolve) => setTimeout(resolve, 200));
    };
    await goOn();
    damageInUse(join(lab.directory, readdirSync(lab.directory).find((name) => /^estate-.*sqlite$/.test(name)) ?? ''));
    await goOn();
    expect(lab.lines.filter(({ message }) => message.includes('set aside'))).toHaveLength(1);
    await goOn();
    await estate.dispose();
    clock.mockRestore();
    // Nothing can be read, so what is there is what was kept.
    lab.simulator.faults.add({ effect: 'reset' });
    const again = lab.estate();
    again.start();
    await again.ready();
    expect(again.snapshot().totals).toEqual(before);
  });

  it('shows nothing of tenants that were taken out of the settings meanwhile', async () => {
    await estate.dispose();
    const again = lab.estate((jsonData) => ({ ...jsonData, tenants: [] }));
    again.start();
    await again.ready();
    expect(again.snapshot().tenants.has(SMALL.northwind)).toBe(false);
    expect(again.snapshot().subscriptions.has(SMALL.northwindWeb)).toBe(false);
    expect(again.snapshot().subscriptions.size).toBe(3);
  });
});

describe('settings', () => {
  it('lets a row by hand rule a customer, and reads nothing of a tenant that is disabled', async () => {
    await estate.dispose();
    lab.simulator.calls.clear();
    const again = lab.estate((jsonData) => ({
      ...jsonData,
      tenants: [
        {
          tenantId: SMALL.contoso.toUpperCase(),
          name: 'Contoso (managed)',
          credential: 'partner',
          excludeSubscriptions: [SMALL.contosoArchive.toUpperCase()],
        },
        { tenantId: 'fabrikam.onmicrosoft.com', enabled: false },
        { tenantId: SMALL.northwind, credential: 'direct', includeSubscriptions: [SMALL.contosoArchive] },
      ],
    }));
    again.start();
    await again.idle();
    const snapshot = again.snapshot();
    expect(snapshot.customers.get(SMALL.contoso)).toMatchObject({ name: 'Contoso (managed)', source: 'partnerCenter' });
    expect(snapshot.subscriptionsOf(SMALL.contoso).map(({ subscription }) => subscription.name)).toEqual([
      'Contoso Development',
      'Contoso Production',
    ]);
    expect(partOf('subscriptions', SMALL.northwind, '', again)).toMatchObject({
      outcome: 'skipped',
      error: { code: REASONS.filteredOut },
    });
    expect(snapshot.customers.get(SMALL.northwind)?.name).toBe('Northwind Traders');
    expect(partOf('subscriptions', SMALL.fabrikam, '', again)).toMatchObject({
      outcome: 'skipped',
      error: { code: REASONS.disabled },
    });
    expect(
      lab.simulator.calls.list().filter(({ tenant, service }) => tenant === SMALL.fabrikam && service !== 'login'),
    ).toEqual([]);
  });

  it('finds a tenant by its domain, and shows one that does not exist with the reason', async () => {
    await estate.dispose();
    const again = lab.estate((jsonData) => ({
      ...jsonData,
      tenants: [
        { tenantId: 'NorthwindTraders.onmicrosoft.com', credential: 'direct' },
        { tenantId: 'nobody.example.com', credential: 'direct' },
      ],
    }));
    again.start();
    await again.idle();
    expect(again.snapshot().subscriptions.has(SMALL.northwindWeb)).toBe(true);
    expect(partOf('subscriptions', 'nobody.example.com', '', again).outcome).toBe('failed');
    expect(again.snapshot().tenants.has('northwindtraders.onmicrosoft.com')).toBe(false);
  });
});

describe('dispose', () => {
  it('leaves nothing running, in the middle of a sweep too', async () => {
    lab.simulator.simulation.behaviour.latencyMs = 200;
    lab.advance(61);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const start = performance.now();
    await estate.dispose();
    expect(performance.now() - start).toBeLessThan(1_000);
    expect(lab.clock.waiting).toBe(0);
    // What was on its way is still answered, later on a busy machine.
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    const calls = lab.simulator.calls.list().length;
    lab.advance(120);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(lab.simulator.calls.list().length).toBe(calls);
    expect(lab.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });
});
